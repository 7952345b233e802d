import { type Env, make, makeVector, Rng } from '@gencode/env'
import { afterEach, describe, expect, it } from 'vitest'
import { faulty, hasPackage, hasPython } from '../test/parts.ts'
import { type GymnasiumEnv, type GymnasiumVectorEnv, gymnasium } from './index.ts'

const open: { close(): void }[] = []

function kept<Made extends { close(): void }>(env: Made): Made {
  open.push(env)
  return env
}

afterEach(() => {
  for (const env of open.splice(0)) env.close()
})

/** The largest difference between two observations, relative to their size where that is above 1. */
function difference(a: unknown, b: unknown): number {
  if (typeof a === 'number') return Math.abs(a - (b as number))
  const [left, right] = [a as ArrayLike<number>, b as ArrayLike<number>]
  expect(left.length).toBe(right.length)
  return Math.max(
    ...Array.from(left, (value, index) => {
      const other = right[index] as number
      return Math.abs(value - other) / Math.max(1, Math.abs(value), Math.abs(other))
    }),
  )
}

describe.runIf(hasPython)('an environment of this package and the one in Python', () => {
  it.each(['CartPole-v1', 'Pendulum-v1', 'MountainCar-v0'])(
    '%s: agree over 1,000 seeded steps',
    async (id) => {
      const native: Env = make(id)
      const bridged = kept(await gymnasium(id))
      expect(bridged.observationSpace.toJSON()).toEqual(native.observationSpace.toJSON())
      expect(bridged.actionSpace.toJSON()).toEqual(native.actionSpace.toJSON())
      expect(bridged.spec).toMatchObject({
        id,
        maxEpisodeSteps: native.spec.maxEpisodeSteps,
        rewardThreshold: native.spec.rewardThreshold,
      })
      const rng = new Rng(5)
      let seed = 1
      let episodes = 0
      let start = { a: native.reset({ seed }), b: bridged.reset({ seed }) }
      expect(start.b.observation).toEqual(start.a.observation)
      for (let step = 0; step < 1000; step++) {
        const action = native.actionSpace.sample(rng)
        const a = native.step(action)
        const b = bridged.step(action)
        expect(difference(a.observation, b.observation)).toBeLessThan(1e-7)
        expect(Math.abs(a.reward - b.reward)).toBeLessThan(1e-12 * Math.max(1, Math.abs(a.reward)))
        expect([b.terminated, b.truncated]).toEqual([a.terminated, a.truncated])
        if (!a.terminated && !a.truncated) continue
        episodes++
        // Every other episode goes on with the generator as it stands.
        const options = episodes % 2 === 0 ? {} : { seed: ++seed }
        start = { a: native.reset(options), b: bridged.reset(options) }
        expect(start.b.observation).toEqual(start.a.observation)
      }
      expect(episodes).toBeGreaterThan(2)
    },
  )

  it.each(['CartPole-v1', 'Pendulum-v1', 'FrozenLake-v1'])('%s: agree as vectors', async (id) => {
    const num = 4
    const native = makeVector(id, { num })
    const bridged = kept(await gymnasium(id, { num }))
    const rng = new Rng(3)
    const first = bridged.reset({ seed: 2n ** 40n })
    expect(first.observations).toEqual(native.reset({ seed: 2n ** 40n }).observations)
    expect(bridged).toMatchObject({ observationSize: native.observationSize, actionSize: native.actionSize })
    for (let step = 0; step < 250; step++) {
      const one = () => native.singleActionSpace.sample(rng) as number | Float32Array
      const actions = Array.from({ length: num }, one).flatMap((action) =>
        typeof action === 'number' ? action : Array.from(action),
      )
      const [a, b] = [native.step(actions), bridged.step(actions)]
      expect(b.observations.constructor).toBe(a.observations.constructor)
      expect(difference(a.observations, b.observations)).toBeLessThan(1e-7)
      expect(difference(a.rewards, b.rewards)).toBeLessThan(1e-12)
      expect([b.terminated, b.truncated]).toEqual([a.terminated, a.truncated])
    }
  })
})

describe.runIf(hasPython)('every kind of space', () => {
  it.each([
    ['dict', /^a: an integer from -1 to 1, b: .*, c: \(0\) 3 numbers, each 0 or 1/],
    ['tuple', /^\(0\) an integer from 0 to 3, \(1\) 3 integers/],
    ['multi-binary', /^4 numbers, each 0 or 1/],
    ['multi-discrete', /^2 integers, from 1 to 3; -1 to 2/],
    ['int64', /^2 integers, each from -5 to 5/],
    ['float16', /^2 numbers, each from -1 to 1/],
    ['bool', /^2 integers, each from 0 to 1/],
    ['scalar', /^1 number, from 0 to 1/],
    ['number-keys', /^10: an integer from 0 to 99, 9: .*, a: .*, b: /],
  ])('%s goes to Python and comes back', async (kind, text) => {
    const env = kept(await gymnasium('Spaces-v0', { ...faulty, kwargs: { kind } }))
    expect(env.observationSpace.text).toMatch(text)
    const { observation } = env.reset({ seed: 3 })
    expect(env.observationSpace.contains(observation)).toBe(true)
    const rng = new Rng(1)
    for (let count = 0; count < 20; count++) {
      const action = env.actionSpace.sample(rng)
      const step = env.step(action)
      expect(step.info).toEqual({ contained: true })
      if (kind === 'float16') expect(difference(step.observation, action)).toBeLessThan(1e-3)
      else expect(step.observation).toEqual(action)
    }
  })

  it.each(['dict', 'number-keys', 'tuple', 'multi-binary', 'multi-discrete'])(
    '%s has rows in a vector',
    async (kind) => {
      const env = kept(await gymnasium('Spaces-v0', { ...faulty, num: 3, kwargs: { kind } }))
      const { observations } = env.reset({ seed: 3 })
      expect(observations.length).toBe(3 * env.observationSize)
      const step = env.step(observations)
      expect(step.observations).toEqual(observations)
      expect(step.infos).toEqual([{ contained: true }, { contained: true }, { contained: true }])
    },
  )
})

describe.runIf(hasPython)('a bridged environment', () => {
  it('refuses steps out of order and actions that are none, like the built-in ones', async () => {
    const env = kept(await gymnasium('CartPole-v1'))
    const fails = (call: () => unknown, name: string) =>
      expect(call).toThrow(expect.objectContaining({ name }) as Error)
    fails(() => env.step(0), 'OrderError')
    fails(() => env.renderPng(), 'OrderError')
    fails(() => env.reset({ seed: -1 }), 'InvalidOptionError')
    fails(() => env.reset({ seed: 0.5 }), 'InvalidOptionError')
    env.reset()
    for (const action of [2, -1, 0.5, Number.NaN, '1', undefined, [0]])
      fails(() => env.step(action), 'InvalidActionError')
    while (!env.step(1).terminated);
    fails(() => env.step(1), 'OrderError')
    env.close()
    fails(() => env.reset(), 'OrderError')
  })

  it('draws frames as PNG files of the size that Python draws', async () => {
    const env = kept(await gymnasium('CartPole-v1'))
    env.reset({ seed: 1 })
    const png = env.renderPng()
    expect(Array.from(png.subarray(0, 8))).toEqual([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10])
    const header = new DataView(png.buffer, 16)
    expect([header.getUint32(0), header.getUint32(4)]).toEqual([600, 400])
    expect(env.metadata).toMatchObject({ renderMode: 'rgb_array', renderFps: 50 })
  })

  it('says so where there is no frame', async () => {
    const env = kept(await gymnasium('Faulty-v0', faulty))
    env.reset()
    expect(env.metadata.renderMode).toBeUndefined()
    expect(() => env.renderPng()).toThrow(
      expect.objectContaining({ code: 'gymnasium/no-frame', message: expect.stringContaining('rgb_array') }),
    )
    expect(env.step(0).reward).toBe(1)
  })

  it('takes a whole number of any size for a seed', async () => {
    const env = kept(await gymnasium('CartPole-v1'))
    expect(env.reset({ seed: 2 ** 70 })).toEqual(env.reset({ seed: 2n ** 70n }))
  })

  it('takes keyword arguments', async () => {
    const env = kept(await gymnasium('Pendulum-v1', { kwargs: { g: 0, max_episode_steps: 7 } }))
    expect(env.spec.maxEpisodeSteps).toBe(7)
    expect(env.spec.options).toEqual({ g: 0, max_episode_steps: 7 })
    env.reset()
    for (let count = 1; count < 7; count++) expect(env.step([0]).truncated).toBe(false)
    expect(env.step([0]).truncated).toBe(true)
  })
})

describe.runIf(hasPython)('a vector of environments', () => {
  const num = 5
  const pair = async (id: string): Promise<[GymnasiumVectorEnv, GymnasiumEnv[]]> => [
    kept(await gymnasium(id, { num })),
    await Promise.all(Array.from({ length: num }, async () => kept(await gymnasium(id)))),
  ]

  it('is as many single ones, seeded one after another, each reset in the step after its end', async () => {
    const [vector, singles] = await pair('CartPole-v1')
    expect(vector).toMatchObject({ num, observationSize: 4, actionSize: 1 })
    const first = vector.reset({ seed: 9 })
    const rows = singles.map((env, index) => env.reset({ seed: 9 + index }).observation as Float32Array)
    expect(first.observations).toEqual(Float32Array.from(rows.flatMap((row) => Array.from(row))))
    const isOver = new Array(num).fill(false)
    const rng = new Rng(2)
    let ends = 0
    for (let step = 0; step < 100; step++) {
      const actions = Array.from({ length: num }, () => rng.integers(0, 2))
      const { observations, rewards, terminated, truncated, infos } = vector.step(actions)
      expect(infos).toHaveLength(num)
      for (const [index, env] of singles.entries()) {
        const row = observations.subarray(4 * index, 4 * index + 4)
        const got = [rewards[index], terminated[index], truncated[index]]
        if (isOver[index]) {
          expect(row).toEqual(env.reset().observation)
          expect(got).toEqual([0, 0, 0])
          isOver[index] = false
          continue
        }
        const single = env.step(actions[index])
        expect(row).toEqual(single.observation)
        expect(got).toEqual([single.reward, Number(single.terminated), Number(single.truncated)])
        isOver[index] = single.terminated || single.truncated
        ends += Number(isOver[index])
      }
    }
    expect(ends).toBeGreaterThan(num)
  })

  it('resets those that a mask names, as the built-in one does', async () => {
    const native = makeVector('CartPole-v1', { num: 3 })
    const bridged = kept(await gymnasium('CartPole-v1', { num: 3 }))
    const options = { reset_mask: [true, false, true] }
    expect(() => bridged.reset({ options })).toThrow(/reset before/)
    for (const envs of [native, bridged]) {
      envs.reset({ seed: 1 })
      envs.step([0, 1, 0])
    }
    const before = bridged.step([1, 1, 1]).observations
    native.step([1, 1, 1])
    const { observations } = bridged.reset({ seed: 5, options })
    expect(observations.slice(4, 8)).toEqual(before.slice(4, 8))
    expect(difference(observations, native.reset({ seed: 5, options }).observations)).toBeLessThan(1e-7)
    const [a, b] = [native.step([0, 0, 0]), bridged.step([0, 0, 0])]
    expect(difference(a.observations, b.observations)).toBeLessThan(1e-7)
    expect(() => bridged.reset({ options: { reset_mask: [true] } })).toThrow(/reset_mask is 3 booleans/)
  })

  it('refuses steps out of order and actions that are none', async () => {
    const vector = kept(await gymnasium('CartPole-v1', { num: 2 }))
    expect(() => vector.step([0, 0])).toThrow(/call reset before step/)
    vector.reset()
    for (const actions of [[0], [0, 2], [0, Number.NaN], [0, 0, 0], [0, '1']])
      expect(() => vector.step(actions as number[])).toThrow(
        expect.objectContaining({ name: 'InvalidActionError' }) as Error,
      )
    vector.close()
    expect(() => vector.reset()).toThrow(/it is closed/)
  })

  it('tells which environment gave NaN, and goes on after a reset', async () => {
    const kwargs = { fault: 'nan-reward' }
    const vector = kept(await gymnasium('Faulty-v0', { ...faulty, kwargs, num: 3 }))
    vector.reset()
    expect(() => vector.step([0, 1, 0])).toThrow(/the reward of environment 1 is NaN/)
    expect(() => vector.step([0, 0, 0])).toThrow(/call reset before step/)
    vector.reset()
    expect(Array.from(vector.step([0, 0, 0]).rewards)).toEqual([1, 1, 1])
  })

  it("has the environment's own vectorised implementation on request", async () => {
    const vector = kept(await gymnasium('CartPole-v1', { num: 3, vectorization: 'vector_entry_point' }))
    const { observations } = vector.reset({ seed: 1 })
    expect(observations).toBeInstanceOf(Float32Array)
    expect(observations.length).toBe(12)
    expect(Array.from(vector.step([0, 1, 0]).rewards)).toEqual([1, 1, 1])
  })

  it.runIf(hasPackage('mujoco'))('has the info of each', async () => {
    const vector = kept(await gymnasium('Hopper-v5', { num: 2 }))
    vector.reset({ seed: 1 })
    const { infos, observations } = vector.step([0.5, 0, 0, -0.5, 0, 0])
    expect(observations).toBeInstanceOf(Float64Array)
    for (const info of infos)
      expect(info).toMatchObject({ x_velocity: expect.any(Number), reward_survive: 1 })
    expect(infos[0]?.x_velocity).not.toBe(infos[1]?.x_velocity)
  })
})
