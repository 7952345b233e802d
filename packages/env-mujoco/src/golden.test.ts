import { readFileSync } from 'node:fs'
import { Rng } from '@gencode/env'
import { describe, expect, it } from 'vitest'
import { type MadeMujoco, type MujocoId, mujoco, mujocoIds } from './index.ts'

/** What `fixtures/record.py` keeps of an episode. */
interface Episode {
  /** In decimal, since JSON's numbers are not exact that far. */
  readonly seed: string
  readonly start: Seen & { readonly qpos: number[]; readonly qvel: number[] }
  readonly rewards: readonly number[]
  readonly terminated: boolean
  readonly steps: Readonly<Record<string, Seen>>
}

interface Seen {
  readonly observation?: number[]
  readonly info: Readonly<Record<string, number | number[]>>
}

interface Golden {
  readonly mujoco: string
  readonly episodes: readonly Episode[]
  readonly variant: Episode & { readonly options: Readonly<Record<string, unknown>> }
}

/**
 * How far the largest number may be off after 1, 10 and 100 steps, relative to what is larger than 1. Python's MuJoCo sums with
 * AVX, so the last bits differ; what turns chaotic (HalfCheetah tumbles, Ant slides) grows them.
 */
const within: Readonly<Record<MujocoId, readonly [number, number, number]>> = {
  'Hopper-v5': [1e-15, 1e-13, 1e-12],
  'Swimmer-v5': [1e-15, 1e-13, 1e-12],
  'Walker2d-v5': [1e-15, 1e-12, 1e-12],
  'HalfCheetah-v5': [1e-14, 1e-11, Number.POSITIVE_INFINITY],
  'Ant-v5': [1e-14, 1e-10, 1e-4],
  'Humanoid-v5': [1e-13, 1e-9, 1e-7],
  'HumanoidStandup-v5': [1e-13, 1e-10, 1e-8],
  'InvertedPendulum-v5': [1e-15, 1e-15, 1e-12],
  'InvertedDoublePendulum-v5': [1e-14, 1e-12, 1e-6],
  'Reacher-v5': [1e-15, 1e-14, 1e-14],
  'Pusher-v5': [1e-14, 1e-13, 1e-10],
}

const tolerance = (id: MujocoId, step: number): number => within[id][step <= 1 ? 0 : step <= 10 ? 1 : 2]

const flat = (value: unknown): number[] =>
  typeof value === 'number' ? [value] : Array.from(value as number[])

function expectClose(mine: unknown, theirs: unknown, most: number): void {
  const [actual, expected] = [flat(mine), flat(theirs)]
  expect(actual.length).toBe(expected.length)
  for (const [index, value] of actual.entries()) {
    const other = expected[index] as number
    if (!(Math.abs(value - other) <= most * Math.max(1, Math.abs(other)))) expect(actual).toEqual(expected)
  }
}

function expectSame(seen: Seen, mine: { observation: Float64Array; info: object }, most: number): void {
  if (seen.observation) expectClose(mine.observation, seen.observation, most)
  expect(Object.keys(mine.info).sort()).toEqual(Object.keys(seen.info).sort())
  for (const [name, value] of Object.entries(mine.info)) expectClose(value, seen.info[name], most)
}

/** Plays a recorded episode again, its actions drawn as the recorder draws them. */
function replay(id: MujocoId, env: MadeMujoco, { seed, start, rewards, terminated, steps }: Episode): void {
  const first = env.reset({ seed: BigInt(seed) })
  expect(env.state).toEqual([...start.qpos, ...start.qvel])
  expectSame(start, first, tolerance(id, 1))
  const rng = new Rng(BigInt(seed) + 100n)
  const { low, high } = env.actionSpace as unknown as { low: Float32Array; high: Float32Array }
  for (const [index, reward] of rewards.entries()) {
    const count = index + 1
    const step = env.step(Float32Array.from(low, (bound, at) => rng.uniform(bound, high[at])))
    expectClose(step.reward, reward, tolerance(id, count))
    expect(step.terminated).toBe(terminated && count === rewards.length)
    const kept = steps[count]
    if (kept) expectSame(kept, step, tolerance(id, count))
  }
}

const camel = (name: string): string => name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())

describe.each(mujocoIds)('%s as Gymnasium 1.4 with MuJoCo 3.14 recorded it', (id) => {
  const golden: Golden = JSON.parse(
    readFileSync(new URL(`../fixtures/golden/${id}.json`, import.meta.url), 'utf8'),
  )

  it('starts from the same bits, and gives the same seeded episodes', async () => {
    const env = await mujoco(id)
    for (const episode of golden.episodes) replay(id, env, episode)
    env.close()
  })

  it('gives the same episode with other keyword arguments', async () => {
    const { options, ...episode } = golden.variant
    const named = Object.fromEntries(Object.entries(options).map(([name, value]) => [camel(name), value]))
    const env = await mujoco(id, named)
    replay(id, env, episode)
    env.close()
  })
})
