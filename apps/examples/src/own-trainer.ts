import { Rng } from '@gencode/env'
import { parameterCount, policyFunction, policyShape, type Trainer } from '@gencode/train'

const settings = {
  /** Policies tried around the present one for each update. */
  neighbours: 11,
  /** Episodes for each policy; all policies of an update play the same ones. */
  episodes: 2,
  /** How far a neighbour's parameters are away, at most. */
  reach: 1,
}

/** A trainer of one's own: of the present policy and some around it, the one with the best return goes on. */
export function hillClimbing(): Trainer {
  const { neighbours, episodes, reach } = settings
  return {
    id: 'hill-climbing',
    settings,
    async *train(problem) {
      const rng = new Rng(problem.seed)
      const shape = policyShape(problem.observationSpace, problem.actionSpace)
      const draw = (): number => rng.uniform(-reach, reach)
      let parameters = Array.from({ length: parameterCount(shape) }, draw)
      for (let update = 1; update === 1 || problem.environmentSteps < problem.budget; update++) {
        const seeds = Array.from({ length: episodes }, () => rng.integers(2 ** 32))
        const around = Array.from({ length: neighbours }, () => parameters.map((each) => each + draw()))
        const returns: number[] = []
        let successes = 0
        for (const candidate of [parameters, ...around]) {
          const act = policyFunction({ ...shape, parameters: candidate })
          let sum = 0
          for (const seed of seeds) {
            const rollout = await problem.rollout(act, seed)
            sum += rollout.return
            successes += Number(rollout.succeeded)
          }
          returns.push(sum / episodes)
        }
        const bestReturn = Math.max(...returns)
        parameters = around[returns.indexOf(bestReturn) - 1] ?? parameters
        yield {
          update,
          environmentSteps: problem.environmentSteps,
          meanReturn: returns.reduce((sum, each) => sum + each, 0) / returns.length,
          bestReturn,
          successRate: successes / (returns.length * episodes),
        }
      }
      return { ...shape, parameters }
    },
  }
}
