import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { make, makeVector, RewardWrapper, Rng, register, vectorOf, Wrapper } from './index.ts'

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

  const kinds = {
    'its own kind': () => makeVector('CartPole-v1', { num: 3 }),
    'wrapped members': () => vectorOf([1, 2, 3].map(() => make('CartPole-v1'))),
  }
  it.each(Object.entries(kinds))(
    'of %s resets those that a mask names, and leaves the others',
    (_kind, create) => {
      const envs = create()
      expect(() => envs.reset({ options: { reset_mask: [true, true, false] } })).toThrow(/reset before/)
      envs.reset({ seed: 1 })
      const before = envs.step([0, 1, 0]).observations
      const { observations } = envs.reset({ seed: 7, options: { reset_mask: [true, false, true] } })
      const fresh = create().reset({ seed: 7 }).observations
      expect(Array.from(observations)).toEqual([
        ...fresh.slice(0, 4),
        ...before.slice(4, 8),
        ...fresh.slice(8, 12),
      ])
      // What was left goes on from where it stood, as without the reset.
      const other = create()
      other.reset({ seed: 1 })
      other.step([0, 1, 0])
      expect(envs.step([1, 1, 1]).observations.slice(4, 8)).toEqual(
        other.step([1, 1, 1]).observations.slice(4, 8),
      )
      const same = envs.reset({ seed: 7, options: { reset_mask: Uint8Array.of(1, 0, 0) } }).observations
      expect(same.slice(0, 4)).toEqual(fresh.slice(0, 4))
      for (const wrong of [
        [true, false],
        [false, false, false],
        [1, 0, 1],
        'yes',
        null,
        Uint8Array.of(2, 0, 0),
      ])
        expect(() => envs.reset({ options: { reset_mask: wrong } })).toThrow(/reset_mask is 3 booleans/)
    },
  )

  it.each(Object.entries(kinds))('of %s takes no action where one of them is wrong', (_kind, create) => {
    const [envs, other] = [create(), create()]
    for (const each of [envs, other]) each.reset({ seed: 1 })
    expect(() => envs.step([0, 1, 2])).toThrow(/environment 2: an action is an integer from 0 to 1, not 2/)
    expect(envs.step([0, 1, 1])).toEqual(other.step([0, 1, 1]))
  })

  it.each([
    ['its own kind', () => makeVector('Pendulum-v1', { num: 2, maxEpisodeSteps: 1 })],
    ['wrapped members', () => vectorOf([1, 2].map(() => make('Pendulum-v1', { maxEpisodeSteps: 1 })))],
  ])('of %s needs no action where it starts over', (_kind, create) => {
    const envs = create()
    envs.reset({ seed: 1 })
    expect(() => envs.step([0.5, Number.NaN])).toThrow(
      'Pendulum-v1, environment 1: an action is an array of 1 number, from -2 to 2, not [NaN]',
    )
    expect(Array.from(envs.step([0.5, 0.5]).truncated)).toEqual([1, 1])
    expect(Array.from(envs.step([Number.NaN, Number.NaN]).rewards)).toEqual([0, 0])
  })

  it('that a mask names alone has ended: it steps on', () => {
    const envs = makeVector('CartPole-v1', { num: 2, maxEpisodeSteps: 2 })
    envs.reset({ seed: 1 })
    envs.step([0, 0])
    expect(Array.from(envs.step([0, 0]).truncated)).toEqual([1, 1])
    envs.reset({ options: { reset_mask: [true, false] } })
    // The second one resets itself now, with reward 0; the first one takes its step.
    expect(Array.from(envs.step([0, 0]).rewards)).toEqual([1, 0])
  })

  it('refuses one environment twice, also within a wrapper, and unlike ones, when it is made', () => {
    const env = make('CartPole-v1')
    expect(() => vectorOf([env, env])).toThrow(/Environment 1 of the vector is environment 0 again/)
    expect(() => vectorOf([env, make('CartPole-v1'), new Wrapper(env)])).toThrow(/environment 0 again/)
    expect(() => vectorOf([env, make('Pendulum-v1')])).toThrow(
      /observationSpace of environment 1 \(Pendulum-v1\).*environment 0 \(CartPole-v1\)/,
    )
    expect(() => vectorOf([make('LunarLander-v3'), make('LunarLander-v3', { continuous: true })])).toThrow(
      /actionSpace of environment 1/,
    )
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
    expect(() => envs.step([0, 2])).toThrow(
      'CartPole-v1, environment 1: an action is an integer from 0 to 1, not 2',
    )
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
