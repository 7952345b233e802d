import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { make, makeVector, RewardWrapper, Rng, register, vectorOf } from './index.ts'

/** One recording of `fixtures/record.py`. */
interface Recorded {
  readonly id: string
  readonly options: Readonly<Record<string, unknown>>
  readonly num: number
  readonly seed: number
  readonly obs: number[]
  readonly steps: readonly Record<'actions' | 'obs' | 'rewards' | 'terminated' | 'truncated', number[]>[]
}

const recorded: Recorded[] = JSON.parse(
  readFileSync(new URL('../fixtures/vector.json', import.meta.url), 'utf8'),
)

describe.each(recorded)('$num of $id', ({ id, options, num, seed, obs, steps }) => {
  it('step and reset themselves as Gymnasium’s SyncVectorEnv', () => {
    const envs = makeVector(id, { num, ...options })
    expect(Array.from(envs.reset({ seed }).observations)).toEqual(obs)
    let resets = 0
    for (const [index, expected] of steps.entries()) {
      const step = envs.step(expected.actions)
      expect(Array.from(step.observations)).toEqual(expected.obs.map((value) => expect.closeTo(value, 5)))
      expect(Array.from(step.rewards)).toEqual(expected.rewards.map((value) => expect.closeTo(value, 6)))
      expect(Array.from(step.terminated)).toEqual(expected.terminated)
      expect(Array.from(step.truncated)).toEqual(expected.truncated)
      const before = steps[index - 1]
      if (before?.terminated.includes(1) || before?.truncated.includes(1)) resets++
    }
    expect(resets).toBeGreaterThan(0)
  })
})

describe('a vector of environments', () => {
  it.each([
    ['CartPole-v1', { maxEpisodeSteps: 15 }],
    ['Pendulum-v1', { maxEpisodeSteps: 7 }],
    ['MountainCarContinuous-v0', { maxEpisodeSteps: 9 }],
    ['Acrobot-v1', {}],
  ] as const)('of %s steps as one of its wrapped members does', (id, options) => {
    const quick = makeVector(id, { num: 3, ...options })
    const plain = vectorOf([1, 2, 3].map(() => make(id, options)))
    expect(quick.reset({ seed: 9 })).toEqual(plain.reset({ seed: 9 }))
    const rng = new Rng(1)
    for (let index = 0; index < 60; index++) {
      const actions = [1, 2, 3].flatMap(() => {
        const action: unknown = quick.singleActionSpace.sample(rng)
        return typeof action === 'number' ? [action] : Array.from(action as Float32Array)
      })
      expect(quick.step(actions)).toEqual(plain.step(actions))
    }
    expect(quick.spec).toEqual(plain.spec)
  })

  it('gives fresh typed arrays, in the observation’s number type', () => {
    const envs = makeVector('CartPole-v1', { num: 2 })
    envs.reset({ seed: 2n ** 70n })
    const [first, second] = [envs.step([0, 1]), envs.step([0, 1])]
    expect(first.observations).toBeInstanceOf(Float32Array)
    expect(first.observations).not.toEqual(second.observations)
    expect(makeVector('Taxi-v4', { num: 2 }).reset().observations).toBeInstanceOf(Int32Array)
  })

  it('refuses what its members refuse, and too few actions', () => {
    const envs = makeVector('CartPole-v1', { num: 2 })
    expect(() => envs.step([0, 1])).toThrow(/reset before step/)
    envs.reset({ seed: 1 })
    expect(() => envs.step([0])).toThrow(/2 numbers/)
    expect(() => envs.step([0, 2])).toThrow(/an action is/)
    expect(() => envs.reset({ seed: -1 })).toThrow(/seed/)
    expect(() => makeVector('CartPole-v1', { num: 0 })).toThrow(/positive/)
    expect(() => vectorOf([])).toThrow(/at least one/)
    envs.close()
    expect(() => envs.reset()).toThrow(/closed/)
  })

  it('keeps the wrappers of a registered environment', () => {
    register('Doubled-v0', {
      create: () =>
        new RewardWrapper(make('CartPole-v1'), {
          success: () => ({ isSuccess: false, isFailure: false }),
          rewardFunction: () => 2,
        }),
    })
    const envs = makeVector('Doubled-v0', { num: 2 })
    envs.reset({ seed: 1 })
    expect(Array.from(envs.step([0, 1]).rewards)).toEqual([2, 2])
  })

  it('holds environments of one’s own making', () => {
    const envs = vectorOf([make('Pendulum-v1'), make('Pendulum-v1')])
    expect(envs.reset({ seed: 5 }).observations.slice(3)).toEqual(
      make('Pendulum-v1').reset({ seed: 6 }).observation,
    )
  })
})
