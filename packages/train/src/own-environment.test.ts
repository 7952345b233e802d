import { BaseEnv, Box, Discrete, type Env, type RewardTask, rewardTask, type StepResult } from '@gencode/env'
import { describe, expect, it } from 'vitest'
import { evaluate, recordEpisodes, TrainError, type Trainer, train } from './index.ts'

class Line extends BaseEnv<Float64Array, number> {
  readonly observationSpace = new Box({ low: -1, high: 1, shape: [2], dtype: 'float64' })
  readonly actionSpace = new Discrete(2)
  closed = 0

  reset() {
    return { observation: new Float64Array(2), info: {} }
  }

  step(): StepResult<Float64Array> {
    return { observation: new Float64Array(2), reward: 1, terminated: true, truncated: false, info: {} }
  }

  override close(): void {
    this.closed++
  }
}

const taskIn = (makeEnv: () => Env | Promise<Env>, numbers = 2): RewardTask =>
  rewardTask({
    id: 'Line-v0',
    goal: 'End.',
    observation: Array.from({ length: numbers }, (_, index) => ({
      index,
      name: `n${index}`,
      low: -1,
      high: 1,
    })),
    makeEnv,
    success: ({ terminated }) => ({ isSuccess: terminated, isFailure: false }),
  })

const taskWith = (step: unknown): RewardTask =>
  taskIn(() => Object.assign(new Line(), { step: () => step }) as Env)

const small = { seeds: 1, budget: 100, episodes: 2 }

const ways: readonly [string, (task: RewardTask, signal?: AbortSignal) => Promise<unknown>][] = [
  ['train', (task, signal) => train(task, 'environment', { ...small, signal })],
  ['evaluate', (task, signal) => evaluate(() => 0, task, { episodes: 2, signal })],
  ['recordEpisodes', (task, signal) => recordEpisodes(task, 'random', { episodes: 2, signal })],
]

describe.each(ways)('an environment of one’s own, in %s', (_, use) => {
  it.each([
    [{ ...new Line().step(), reward: Number.NaN }, 'the reward of a step is NaN'],
    [{ ...new Line().step(), reward: '1' }, 'the reward of a step is 1'],
    [{ ...new Line().step(), reward: undefined }, 'the reward of a step is undefined'],
    [undefined, 'step gives undefined'],
    [{ ...new Line().step(), observation: [0, Number.NaN] }, 'number 1 of an observation is NaN'],
    [{ ...new Line().step(), observation: [Infinity, 0] }, 'number 0 of an observation is Infinity'],
  ])('that gives %j is told to break a promise', async (step, message) => {
    const used = use(taskWith(step))
    await expect(used).rejects.toThrow(TrainError)
    await expect(used).rejects.toThrow(`The environment of Line-v0 breaks a promise: ${message}`)
  })

  it('that is never made is waited for until the signal, and closed where it comes late', async () => {
    let arrive = (_env: Env): void => {}
    const promise = new Promise<Env>((resolve) => {
      arrive = resolve
    })
    const stop = new AbortController()
    const used = use(
      taskIn(() => {
        setTimeout(() => stop.abort(new Error('enough')))
        return promise
      }),
      stop.signal,
    )
    await expect(used).rejects.toThrow('enough')
    const late = new Line()
    arrive(late)
    await expect.poll(() => late.closed).toBe(1)
  })
})

it('a task that describes other observations than its environment gives is told so, before anything is scored', async () => {
  const told = /^Line-v0: an observation here is 2 numbers .*, and the task describes 3$/
  const odd = taskIn(() => new Line(), 3)
  for (const reward of ['function rewardFn(o, s, f) { return 1 }', () => 1])
    await expect(train(odd, reward, small)).rejects.toThrow(told)
  // Nobody reads the description then.
  expect((await train(odd, 'environment', small)).successRate).toBe(1)
})

it('a trainer whose update never ends is waited for until the signal', async () => {
  const trainer: Trainer = {
    id: 'endless',
    settings: {},
    async *train() {
      yield* []
      return new Promise<never>(() => {})
    },
  }
  const signal = AbortSignal.timeout(50)
  await expect(
    train(
      taskIn(() => new Line()),
      'environment',
      { ...small, trainer, signal },
    ),
  ).rejects.toThrow(/timeout/)
})
