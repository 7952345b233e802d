import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type Env, make } from './index.ts'

const read = (path: string) =>
  JSON.parse(readFileSync(new URL(`../fixtures/${path}`, import.meta.url), 'utf8'))

/** Numbers within 1e-12, relative to what is larger than 1; observations within one single-precision rounding. */
function expectClose(actual: unknown, expected: unknown, tolerance: number): void {
  const mine = typeof actual === 'number' ? [actual] : Array.from(actual as ArrayLike<number>)
  const theirs = typeof expected === 'number' ? [expected] : (expected as number[])
  expect(mine.length).toBe(theirs.length)
  for (const [index, value] of mine.entries()) {
    const other = theirs[index] as number
    if (Math.abs(value - other) > tolerance * Math.max(1, Math.abs(other))) expect(mine).toEqual(theirs)
  }
}

const states = 1e-12
const observations = 1.2e-7

const files = [
  'CartPole-v1',
  'MountainCar-v0',
  'MountainCarContinuous-v0',
  'Pendulum-v1',
  'Acrobot-v1',
  'FrozenLake-v1.deterministic',
  'FrozenLake-v1.slippery',
  'CliffWalking-v1',
  'Taxi-v4',
]

const camel = (name: string): string => name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())

describe.each(files)('%s as Gymnasium 1.3 recorded it', (file) => {
  const golden = read(`golden/${file}.json`)
  const options = Object.fromEntries(Object.entries(golden.kwargs).map(([key, value]) => [camel(key), value]))
  const fresh = (): Env => make(golden.id as string, options as Readonly<Record<string, unknown>>)
  const isTable = golden.observation_space.type === 'Discrete'

  it('starts from the same states, seed by seed, and from the same second ones', () => {
    const env = fresh()
    for (const start of golden.reset_by_seed) {
      expectClose(env.reset({ seed: start.seed }).observation, start.obs, observations)
      if (start.state !== undefined) expectClose(env.state, start.state, 0)
      if (start.second_reset_obs === undefined) continue
      expectClose(env.reset().observation, start.second_reset_obs, observations)
      expectClose(env.state, start.second_reset_state, 0)
    }
  })

  if (!isTable)
    it('takes the same step from every recorded state', () => {
      const env = fresh()
      for (const episode of golden.episodes) {
        let from = episode.initial_state
        for (const [index, action] of episode.actions.entries()) {
          env.reset({ options: { state: from } })
          const step = env.step(action)
          expectClose(step.observation, episode.obs[index], observations)
          expectClose(step.reward, episode.rewards[index], states)
          expect(step.terminated).toBe(episode.terminated[index])
          expectClose(env.state, episode.states[index], states)
          from = episode.states[index]
        }
      }
    })

  it('gives the same episode, open loop', () => {
    const env = fresh()
    for (const episode of golden.episodes) {
      const start = env.reset({
        seed: episode.reset_seed,
        ...(isTable ? {} : { options: { state: episode.initial_state } }),
      })
      expectClose(start.observation, isTable ? episode.reset_obs : episode.initial_obs, observations)
      for (const [index, action] of episode.actions.entries()) {
        const step = env.step(action)
        const { terminated, truncated } = step
        expect({ terminated, truncated }).toEqual({
          terminated: episode.terminated[index],
          truncated: episode.truncated[index],
        })
        expectClose(step.observation, episode.obs[index], 1e-5)
        if (isTable) expect(step.reward).toBe(episode.rewards[index])
      }
    }
  })

  if (isTable)
    it('has the same table of transitions', () => {
      const { transitions } = fresh().unwrapped as unknown as { transitions: unknown[] }
      const stride = file === 'Taxi-v4' ? 13 : 1
      expect(transitions.filter((_, state) => state % stride === 0)).toEqual(golden.P)
    })
})

/** One recording of `fixtures/record.py`. */
interface Golden {
  readonly id: string
  readonly options: Readonly<Record<string, unknown>>
  // biome-ignore lint/suspicious/noExplicitAny: recorded JSON
  readonly [field: string]: any
}

const bigint = (seed: number | string): number | bigint => (typeof seed === 'string' ? BigInt(seed) : seed)

describe.each<Golden>(read('trajectories.json'))(
  '$id with $options as Gymnasium 1.4 recorded it',
  (golden) => {
    it('starts from the same states for small and huge seeds', () => {
      const env = make(golden.id, golden.options)
      for (const start of golden.resets) {
        const { observation, info } = env.reset({ seed: bigint(start.seed) })
        expectClose(observation, start.obs, observations)
        expect(JSON.parse(JSON.stringify({ ...info, ...maskOf(info) }))).toEqual(start.info)
        expectClose(env.reset().observation, start.second, observations)
      }
    })

    it('gives the same seeded episode with the same options', () => {
      const env = make(golden.id, golden.options)
      const start = env.reset({ seed: golden.reset.seed, options: golden.reset.options ?? undefined })
      expectClose(start.observation, golden.reset.obs, observations)
      expectClose(env.state, golden.reset.state, 0)
      for (const expected of golden.steps) {
        const step = env.step(expected.action)
        expectClose(step.observation, expected.obs, 1e-6)
        expectClose(step.reward, expected.reward, 1e-9)
        expect([step.terminated, step.truncated]).toEqual([expected.terminated, expected.truncated])
        expect(JSON.parse(JSON.stringify({ ...step.info, ...maskOf(step.info) }))).toEqual(expected.info)
      }
    })
  },
)

function maskOf(info: Record<string, unknown>): Record<string, unknown> {
  return info.action_mask ? { action_mask: Array.from(info.action_mask as Int8Array) } : {}
}
