import {
  BaseEnv,
  Discrete,
  type ResetOptions,
  type ResetResult,
  type RewardTask,
  rewardTask,
  task,
  Wrapper,
} from '@gencode/env'
import { describe, expect, it, vi } from 'vitest'
import {
  createTrainingWorkers,
  evaluate,
  orderCheck,
  policyFunction,
  ppo,
  race,
  recordEpisodes,
  runJob,
  TrainError,
  type TrainOptions,
  train,
} from './index.ts'

const fair =
  'function rewardFn(observations, isSuccess, isFailure) { return isFailure ? -1 : 1 - Math.abs(observations[2]) }'
const short: TrainOptions = { seeds: [4, 9], budget: 3000, episodes: 5 }

describe('train', () => {
  it('tells a fair reward and the environment’s own from a constant one', async () => {
    const options = { budget: 80_000, episodes: 30 }
    const constant = await train('CartPole-v1', 'constant', options)
    expect(constant.seeds).toHaveLength(3)
    for (const reward of [fair, 'environment']) {
      const { successRate, interval } = await train('CartPole-v1', reward, options)
      expect(successRate).toBeGreaterThan(0.8)
      expect(interval[0]).toBeGreaterThan(constant.interval[1])
    }
  })

  it('says what every figure cost, seed by seed', async () => {
    const { seeds, policy, ...total } = await train(task('CartPole-v1'), fair, short)
    expect(seeds.map(({ seed }) => seed)).toEqual([4, 9])
    for (const { curve, environmentSteps, evaluationSteps, episodes, successRate, interval } of seeds) {
      expect(environmentSteps).toBeGreaterThanOrEqual(3000)
      expect(curve.at(-1)?.environmentSteps).toBe(environmentSteps)
      expect(evaluationSteps).toBeGreaterThanOrEqual(episodes)
      expect(interval[0]).toBeLessThanOrEqual(successRate)
      expect(interval[1]).toBeGreaterThanOrEqual(successRate)
    }
    const sum = (key: 'episodes' | 'environmentSteps' | 'evaluationSteps'): number =>
      seeds.reduce((total, seed) => total + seed[key], 0)
    expect(total).toMatchObject({
      episodes: 10,
      environmentSteps: sum('environmentSteps'),
      evaluationSteps: sum('evaluationSteps'),
    })
    expect(seeds.map((seed) => seed.policy)).toContain(policy)
  })

  it('gives the same to the bit when it is run again, whatever the other seeds are', async () => {
    const both = await train('CartPole-v1', fair, short)
    expect(await train('CartPole-v1', fair, short)).toEqual(both)
    const alone = await train('CartPole-v1', fair, { ...short, seeds: [9] })
    expect(alone.seeds[0]).toEqual(both.seeds[1])
    expect(both.seeds[0]?.policy).not.toEqual(both.seeds[1]?.policy)
  })

  it('ends an episode that its environment never ends, in training as in evaluation', async () => {
    class Endless extends BaseEnv<number, number> {
      readonly observationSpace = new Discrete(2)
      readonly actionSpace = new Discrete(2)
      reset() {
        return { observation: 0, info: {} }
      }
      step() {
        return { observation: 1, reward: 0, terminated: false, truncated: false, info: {} }
      }
    }
    const endless = rewardTask({
      id: 'Endless-v0',
      goal: 'Go on.',
      observation: [{ index: 0, name: 'cell', low: 0, high: 1 }],
      makeEnv: () => new Endless(),
      success: () => ({ isSuccess: false, isFailure: false }),
    })
    const message = 'An episode has not ended after 100000 steps'
    await expect(train(endless, 'constant', { ...short, seeds: 1 })).rejects.toThrow(message)
    await expect(evaluate(() => 0, endless)).rejects.toThrow(message)
  })

  it.each([
    ['a promise in the place of updates', async () => ({})],
    [
      'an update without a point',
      async function* () {
        yield undefined
      },
    ],
  ])('says which trainer gives %s', async (_name, trains) => {
    const trainer = { id: 'odd', settings: {}, train: trains as never }
    await expect(train('CartPole-v1', fair, { ...short, trainer })).rejects.toThrow('The trainer odd is none')
  })

  it('trains with the settings that the task has under a name', async () => {
    const named = await train('CartPole-v1', fair, { ...short, settings: 'viral' })
    expect(named).toEqual(await train('CartPole-v1', fair, { ...short, trainer: ppo() }))
    expect(named.policy.kind).toBe('mlp')
  })

  it('is a promise and an iterable of its progress at once', async () => {
    const heard: unknown[] = []
    const run = train('CartPole-v1', fair, { ...short, onProgress: (progress) => heard.push(progress) })
    const told: unknown[] = []
    for await (const progress of run) told.push(progress)
    const { seeds } = await run
    const points = seeds.flatMap(({ seed, curve }) =>
      curve.map((point) => ({ seed, budget: 3000, secondsLeft: expect.any(Number), ...point })),
    )
    expect(told).toEqual(points)
    expect(heard).toEqual(points)
    const late: unknown[] = []
    for await (const progress of run) late.push(progress)
    expect(late).toEqual(points)
  })

  it('ends a loop over its progress with what went wrong, and nothing is left unhandled', async () => {
    const unhandled = vi.fn()
    process.on('unhandledRejection', unhandled)
    const loop = async (): Promise<void> => {
      for await (const _ of train('CartPole-v1', 'function rewardFn() { throw new Error("no") }'));
    }
    await expect(loop()).rejects.toMatchObject({ code: 'sandbox/runtime' })
    await new Promise((resolve) => setTimeout(resolve, 10))
    process.off('unhandledRejection', unhandled)
    expect(unhandled).not.toHaveBeenCalled()
  })

  it('stops at once when the signal says so, before and while it trains', async () => {
    const aborted = AbortSignal.abort(new Error('enough'))
    await expect(train('CartPole-v1', fair, { signal: aborted })).rejects.toThrow('enough')
    const startedAt = performance.now()
    const signal = AbortSignal.timeout(100)
    await expect(train('CartPole-v1', fair, { signal, budget: 1e9 })).rejects.toThrow(/timeout/)
    expect(performance.now() - startedAt).toBeLessThan(2000)
  })

  it('leaves the thread to others while it trains', async () => {
    let ticks = 0
    const timer = setInterval(() => ticks++, 5)
    await train('CartPole-v1', 'environment', { seeds: 1, budget: 1_000_000 })
    clearInterval(timer)
    expect(ticks).toBeGreaterThan(2)
  })

  it('leaves the thread to others between many short evaluations, too', async () => {
    const controller = new AbortController()
    setTimeout(() => controller.abort('enough'), 50)
    const options = { episodes: 1, signal: controller.signal }
    const evaluations = async () => {
      for (;;) await evaluate(() => 1, 'CartPole-v1', options)
    }
    await expect(evaluations()).rejects.toBe('enough')
  })

  it('warns where workers can’t have what it was given, and trains in this thread', async () => {
    const quick = { ...short, seeds: 1, budget: 1, workers: 2 }
    const warnings: string[] = []
    const onWarning = (warning: string): void => {
      warnings.push(warning)
    }
    const own = task('CartPole-v1', { success: ({ steps }) => ({ isSuccess: steps > 9, isFailure: false }) })
    await train('CartPole-v1', () => 1, { ...quick, onWarning })
    await train(own, fair, { ...quick, onWarning })
    await train('CartPole-v1', fair, { ...quick, onWarning, sandbox: { onConsole: () => {} } })
    expect(warnings).toEqual([
      expect.stringMatching(/give train its source.*in this thread/),
      expect.stringMatching(/give train its module.*in this thread/),
      expect.stringMatching(/sandbox options.*in this thread/),
    ])
  })

  it('says which option is wrong', async () => {
    const wrong = (options: TrainOptions): Promise<unknown> => train('CartPole-v1', fair, options)
    await expect(wrong({ seeds: 0 })).rejects.toThrow('seeds is a whole number from 1, not 0')
    await expect(wrong({ seeds: [1, 1] })).rejects.toThrow(/different seeds/)
    await expect(wrong({ seeds: [-1] })).rejects.toThrow('seed is a whole number from 0, not -1')
    await expect(wrong({ budget: 0 })).rejects.toThrow(/budget/)
    await expect(wrong({ episodes: 1.5 })).rejects.toThrow(/episodes/)
    await expect(wrong({ workers: -1 })).rejects.toThrow(TrainError)
    await expect(wrong({ workers: Number.NaN })).rejects.toThrow('workers is a whole number from 0')
    await expect(wrong({ workers: {} as never })).rejects.toThrow('createTrainingWorkers gives, not {}')
    await expect(wrong({ settings: 'virla' })).rejects.toThrow(/no settings named "virla"; it has viral, zoo/)
    await expect(wrong({ trainer: 'ppo' as never })).rejects.toThrow(
      /trainer is what ppo\(\).* gives, not "ppo"/,
    )
    await expect(wrong({ terms: 5 as never })).rejects.toThrow('terms.points is a whole number from 1')
    await expect(train('CartPol-v1', fair)).rejects.toThrow(/CartPole-v1/)
    await expect(train({ kind: 'examples' } as never, fair)).rejects.toThrow(
      /an examples task has no environment/,
    )
    await expect(train({ module: 'file:///nowhere/task.js' }, fair)).rejects.toThrow(/can't be imported/)
    await expect(train({ module: 'data:text/javascript,export const job = 1' }, fair)).rejects.toThrow(
      /exports no reward task named task; it exports job/,
    )
  })
})

describe('an option that there is not', () => {
  const misspelt = { episode: 5 } as never
  const id = 'CartPole-v1'
  it.each<[string, () => unknown]>([
    ['train', () => train(id, 'constant', misspelt)],
    ['terms', () => train(id, 'constant', { terms: misspelt })],
    ['evaluate', () => evaluate(() => 0, id, misspelt)],
    ['recordEpisodes', () => recordEpisodes(id, 'random', misspelt)],
    ['race', () => race(id, ['constant'], misspelt)],
    ['orderCheck', () => orderCheck(id, 'constant', [], misspelt)],
    ['createTrainingWorkers', () => createTrainingWorkers(misspelt)],
  ])('is refused by %s', async (whom, call) => {
    const error: unknown = await (async () => call())().catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(TrainError)
    expect((error as Error).message).toMatch(new RegExp(`^${whom} has no option episode; it has `))
  })
})

describe('a job', () => {
  it.each([
    [{ seed: -1 }, 'seed is a whole number from 0, not -1'],
    [{ budget: Number.NaN }, 'budget is a whole number from 1, not NaN'],
    [{ episodes: 0 }, 'episodes is a whole number from 1, not 0'],
    [{ until: 0.5 }, 'until is a whole number from 1, not 0.5'],
    [{ terms: { points: 0 } }, 'terms.points is a whole number from 1, not 0'],
  ])('is refused before it is begun: %j', async (change, message) => {
    const [task, trainer] = [{ id: 'CartPole-v1' }, { id: 'cross-entropy' }]
    const job = { task, trainer, reward: { kind: 'constant' }, seed: 0, episodes: 1, ...change } as const
    await expect(runJob(job)).rejects.toThrow(new TrainError(message))
  })

  it.each(['export const make = () => ({ id: "own" })', 'export const make = 1'])(
    'says so where its trainer’s module gives none: %s',
    async (text) => {
      const job = {
        task: { id: 'CartPole-v1' },
        trainer: { module: `data:text/javascript,${encodeURIComponent(text)}`, export: 'make' },
        reward: { kind: 'constant' },
        ...{ seed: 0, budget: 1, episodes: 1 },
      } as const
      await expect(runJob(job)).rejects.toThrow(TrainError)
      await expect(runJob(job)).rejects.toThrow(/^trainer is what ppo\(\)/)
    },
  )
})

describe('evaluate', () => {
  const cartPole = task('CartPole-v1')
  const upright = (observation: ArrayLike<number>): number =>
    (observation[2] as number) + (observation[3] as number) > 0 ? 1 : 0

  it('measures any policy by the task’s own rule, with what it cost', async () => {
    const good = await evaluate(upright, cartPole, { episodes: 20 })
    expect(good.successRate).toBeGreaterThan(0.8)
    expect(good.environmentReturn).toBe(good.environmentSteps / 20)
    expect(good.metrics).toMatchObject({ steps: good.environmentReturn })
    const bad = await evaluate(() => 0, 'CartPole-v1', { episodes: 20 })
    expect(bad.successRate).toBe(0)
    expect(bad.interval[1]).toBeLessThan(good.interval[0])
  })

  it('plays the same episodes for the same seed, and never those of a training', async () => {
    const starts = async (play: (task: RewardTask) => Promise<unknown>): Promise<unknown[]> => {
      const seen: unknown[] = []
      class Watched extends Wrapper {
        override reset(options: ResetOptions): ResetResult {
          seen.push(options.seed)
          return super.reset(options)
        }
      }
      await play(task('CartPole-v1', { makeEnv: () => new Watched(cartPole.makeEnv()) }))
      return seen
    }
    const evaluated = (seed: number) =>
      starts((watched) => evaluate(() => 0, watched, { episodes: 50, seed }))
    const [one, again, other] = [await evaluated(1), await evaluated(1), await evaluated(2)]
    expect(again).toEqual(one)
    const trained = await starts((watched) => train(watched, fair, { ...short, seeds: [1, 2], episodes: 1 }))
    expect(trained.length).toBeGreaterThan(100)
    expect(one.filter((seed) => other.includes(seed))).toEqual([])
    // The last start of each training is its one greedy episode, the first one that evaluate plays.
    expect(trained.filter((seed) => [...one, ...other].includes(seed))).toEqual([one[0], other[0]])
  })

  it('gives the figures of the training, from its saved policy', async () => {
    const { seeds } = await train(cartPole, fair, short)
    for (const { seed, policy, successRate, metrics } of seeds) {
      const saved = JSON.parse(JSON.stringify(policy))
      expect(await evaluate(saved, cartPole, { episodes: 5, seed })).toMatchObject({ successRate, metrics })
    }
  })

  it('refuses a policy of another task', async () => {
    const { policy } = await train(cartPole, fair, { ...short, budget: 1 })
    expect(policyFunction(policy)([0, 0, 0, 0])).toBe(0)
    const narrow = { ...policy, inputs: [], quadratic: false, parameters: [0, 0] }
    await expect(evaluate(narrow, cartPole)).rejects.toThrow(
      /observations of 0 numbers, but those of CartPole-v1 have 4/,
    )
  })
})
