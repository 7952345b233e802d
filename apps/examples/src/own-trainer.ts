import { Rng } from '@gencode/env'
import { parameterCount, playEpisode, policyFunction, policyShape, type Trainer } from '@gencode/train'

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
    async *train(problem, state?: unknown) {
      const environments = await problem.environments(1)
      const shape = policyShape(problem.observationSpace, problem.actionSpace)
      const { done, from } = (state as { done: number; from: number[] } | undefined) ?? { done: 0 }
      let parameters = from ?? new Array<number>(parameterCount(shape)).fill(0)
      for (let update = done + 1; update === 1 || problem.environmentSteps < problem.budget; update++) {
        // Each update has draws of its own, so that a training can go on from any of them.
        const rng = new Rng((BigInt(update) << 64n) + BigInt(problem.seed))
        const seeds = Array.from({ length: episodes }, () => rng.integers(2 ** 32))
        const around = Array.from({ length: neighbours }, () =>
          parameters.map((each) => each + rng.uniform(-reach, reach)),
        )
        const returns: number[] = []
        let successes = 0
        for (const candidate of [parameters, ...around]) {
          const act = policyFunction({ ...shape, parameters: candidate })
          let sum = 0
          for (const seed of seeds) {
            const episode = await playEpisode(environments, act, seed)
            sum += episode.return
            successes += Number(episode.succeeded)
          }
          returns.push(sum / episodes)
        }
        const bestReturn = Math.max(...returns)
        parameters = around[returns.indexOf(bestReturn) - 1] ?? parameters
        yield {
          point: {
            update,
            environmentSteps: problem.environmentSteps,
            meanReturn: returns.reduce((sum, each) => sum + each, 0) / returns.length,
            bestReturn,
            successRate: successes / (returns.length * episodes),
          },
          snapshot: () => ({ policy: { ...shape, parameters }, state: { done: update, from: parameters } }),
        }
      }
      return { ...shape, parameters }
    },
  }
}
