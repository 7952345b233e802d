import type { Env } from '@gencode/env'
import { describe, expect, it } from 'vitest'
import { orderCheck, recordEpisodes } from './index.ts'

const upright = (observation: ArrayLike<number>): number =>
  (observation[2] as number) + (observation[3] as number) > 0 ? 1 : 0

describe('recorded episodes', () => {
  it('are plain, complete, and the same for the same seed', async () => {
    const episodes = await recordEpisodes('CartPole-v1', upright, { episodes: 3, seed: 5 })
    expect(await recordEpisodes('CartPole-v1', upright, { episodes: 3, seed: 5 })).toEqual(episodes)
    expect(JSON.parse(JSON.stringify(episodes))).toEqual(episodes)
    for (const { by, observations, actions, rewards, isSuccess, isFailure, succeeded } of episodes) {
      expect(by).toBe('policy')
      expect(observations).toHaveLength(actions.length + 1)
      for (const column of [rewards, isSuccess, isFailure]) expect(column).toHaveLength(actions.length)
      expect(isSuccess.at(-1)).toBe(succeeded)
    }
    const random = await recordEpisodes('Pendulum-v1', 'random', { episodes: 2 })
    expect(random.some(({ terminated }) => terminated)).toBe(false)
    expect(random[0]?.by).toBe('random')
    expect(new Set(random[0]?.actions.map(String)).size).toBeGreaterThan(100)
  })

  it('can be looked at, from the start to the last step', async () => {
    const poles: unknown[] = []
    const look = (env: Env) => void poles.push(env.render()?.shapes.length)
    const [episode] = await recordEpisodes('CartPole-v1', 'random', { episodes: 1, look })
    expect(poles).toHaveLength((episode?.actions.length ?? 0) + 1)
    expect(poles.every((count) => count === poles[0] && Number(count) > 1)).toBe(true)
    expect(episode).toMatchObject({ terminated: true, succeeded: false, failed: true })
  })
})

describe('the order check', () => {
  it('tells whether a reward pays more for good episodes than for random ones', async () => {
    const good = await recordEpisodes('CartPole-v1', upright, { episodes: 10 })
    const random = await recordEpisodes('CartPole-v1', 'random', { episodes: 10 })
    const check = (reward: string, gamma?: number) =>
      orderCheck('CartPole-v1', reward, [...good, ...random], { gamma })
    const fair = await check('function rewardFn(o, s, isFailure) { return isFailure ? -1 : 1 }')
    expect(fair).toMatchObject({ ok: true, good: 500 })
    expect(fair.margin).toBe(fair.good - fair.random)
    expect(
      (await check('function rewardFn(o, s, isFailure) { return isFailure ? -1 : 1 }', 0.9)).good,
    ).toBeCloseTo(10, 6)
    expect((await check('function rewardFn() { return -1 }')).ok).toBe(false)
    expect((await check('constant')).ok).toBe(false)
    for (const gamma of [Number.NaN, -0.1, 1.1])
      await expect(check('constant', gamma)).rejects.toThrow(`gamma is a number from 0 to 1, not ${gamma}`)
  })

  it('judges nothing where there is no good episode', async () => {
    const random = await recordEpisodes('MountainCar-v0', 'random', { episodes: 3 })
    expect((await orderCheck('MountainCar-v0', 'environment', random)).ok).toBeUndefined()
  })
})
