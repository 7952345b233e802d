import type { Rng } from '@gencode/env'
import { createBestPolicy } from '../best-policy.ts'
import { TrainError } from '../errors.ts'
import { createKernel } from '../kernel/load-kernel.ts'
import { createObserver } from '../observer.ts'
import { type MlpPolicy, type MlpShape, mlpPolicy } from '../policy/mlp-policy.ts'
import type { Act } from '../policy/network-policy.ts'
import { decode, observationSize, plainInputsOf, plainOutputOf } from '../policy/spaces.ts'
import { stream } from '../random.ts'
import { createReturns } from '../returns.ts'
import { scheduled } from '../settings.ts'
import { createStarts } from '../starts.ts'
import type { Trainer, TrainingProblem } from '../trainer.ts'
import { createLearner } from './learner.ts'
import { createReplay } from './replay.ts'
import { type DqnSettings, dqnSettings } from './settings.ts'
import { type DqnState, packed, unpacked } from './state.ts'

/**
 * Deep Q-learning (Mnih et al. 2015) as stable-baselines3 does it, with double Q-learning: the values of actions, a
 * multilayer perceptron, learned in WebAssembly from remembered steps. For spaces of one choice. The policy that is kept
 * is the best one of those that were assessed, by the return of the reward that is being tried.
 *
 * @throws TrainError for settings out of range; when it trains, for actions that are not Discrete
 */
export function dqn(settings: Partial<DqnSettings> = {}): Trainer {
  const all = dqnSettings(settings)
  return {
    id: 'dqn',
    settings: { ...all },
    async *train(problem, state?: unknown) {
      const training = await openTraining(problem, all, state === undefined ? undefined : unpacked(state))
      while (training.update === 0 || problem.environmentSteps < problem.budget) {
        const tally = await training.run()
        yield {
          point: { update: training.update, environmentSteps: problem.environmentSteps, ...tally },
          snapshot: () => ({ policy: training.policy(), state: packed(training.snapshot()) }),
        }
      }
      return training.policy()
    },
  }
}

async function openTraining(problem: TrainingProblem, settings: DqnSettings, state?: DqnState) {
  if (problem.actionSpace.type !== 'Discrete')
    throw new TrainError(
      `DQN chooses among the actions of a Discrete space, not of a ${problem.actionSpace.type}; ppo acts in it`,
    )
  const actions = problem.actionSpace.n
  const environments = await problem.environments(1)
  const output = plainOutputOf(problem.actionSpace)
  const inputs = plainInputsOf(problem.observationSpace)
  const observer = createObserver(inputs, false)
  const { hidden, activation, trainFrequency } = settings
  const shape: MlpShape = { kind: 'mlp', ...observer.shape(), hidden, activation, output }
  const first = stream(problem.seed, 'parameters')
  const learner = createLearner(await createKernel(), shape, settings, first, state?.learner)
  const size = observationSize(inputs)
  const capacity = Math.min(settings.bufferSize, problem.budget + settings.steps)
  const replay = createReplay(capacity, size, state?.replay)
  const starts = createStarts(problem.seed, state?.started)
  const returns = createReturns(1, state?.returns)
  const best = createBestPolicy(settings.assessments, settings.assessmentEpisodes, state?.best)
  const present = (): MlpPolicy => mlpPolicy(shape, learner.policy())
  const act: Act = (observation) => {
    observer.encode(observation, learner.x)
    learner.act()
    return decode(output, learner.y)
  }
  let update = state?.update ?? 0
  let untilTarget = state?.untilTarget ?? settings.targetUpdateInterval

  /** The share of random actions now. */
  function exploration(): number {
    const { explorationFraction, explorationInitialEps, explorationFinalEps } = settings
    const done = problem.environmentSteps / problem.budget
    const fallen = explorationFraction > 0 ? Math.min(1, done / explorationFraction) : 1
    return explorationInitialEps + fallen * (explorationFinalEps - explorationInitialEps)
  }

  function step(draws: Rng): number {
    if (environments.running[0] === 0) environments.reset(0, starts.next())
    const { observations } = environments
    const start = problem.actionSpace.type === 'Discrete' ? problem.actionSpace.start : 0
    const isRandom = draws.random() < exploration()
    const action = isRandom ? draws.integers(actions) : (act(observations) as number) - start
    const place = replay.begin(observations, action)
    environments.step([start + action])
    replay.end(place, environments.observations, environments.terminated[0] === 1)
    untilTarget--
    return place
  }

  function learn(draws: Rng, rate: number): void {
    const { batch } = learner
    for (let row = 0; row < settings.batchSize; row++) {
      const place = draws.integers(replay.size)
      const rowOf = (from: Float32Array): Float32Array => from.subarray(place * size, (place + 1) * size)
      observer.encode(rowOf(replay.before), batch.before, row * observer.width)
      observer.encode(rowOf(replay.after), batch.after, row * observer.width)
      batch.actions[row] = replay.actions[place] as number
      batch.rewards[row] = replay.rewards[place] as number
      batch.terminal[row] = replay.terminal[place] as number
    }
    learner.learn(rate)
  }

  return {
    get update() {
      return update
    },
    policy: () => best.policy(present),

    /** One point's steps, and what is learned from them. */
    async run() {
      const draws = stream(problem.seed, 'parameters', update + 1)
      let tally: ReturnType<typeof returns.tally> | undefined
      for (let taken = 0; taken < settings.steps; taken += trainFrequency) {
        const places: number[] = []
        while (places.length < Math.min(trainFrequency, settings.steps - taken)) places.push(step(draws))
        const scored = await environments.score()
        for (const [index, place] of places.entries()) replay.rewards[place] = scored.rewards[index] as number
        tally = returns.tally(scored)
        if (untilTarget <= 0) {
          learner.retarget()
          untilTarget += settings.targetUpdateInterval
        }
        if (problem.environmentSteps <= settings.learningStarts) continue
        const rate = scheduled(
          settings.learningRate,
          Math.max(0, 1 - problem.environmentSteps / problem.budget),
        )
        const batches = settings.gradientSteps === -1 ? places.length : settings.gradientSteps
        for (let batch = 0; batch < batches; batch++) {
          if (batch > 0) await problem.breathe()
          learn(draws, rate)
        }
      }
      update++
      await best.update(problem, act, present)
      return tally as ReturnType<typeof returns.tally>
    },

    snapshot: (): DqnState => ({
      update,
      untilTarget,
      started: starts.count,
      learner: learner.snapshot(),
      replay: replay.snapshot(),
      returns: returns.snapshot(),
      best: best.snapshot(),
    }),
  }
}
