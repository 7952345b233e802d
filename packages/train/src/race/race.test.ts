import { describe, expect, it } from 'vitest'
import { crossEntropy } from '../cross-entropy.ts'
import { type RaceLedger, type RaceOptions, race, type SeedResult } from '../index.ts'
import { rungsOf } from './rungs.ts'

const upright = 'function rewardFn(o, s, isFailure) { return isFailure ? -1 : 1 - Math.abs(o[2]) }'
const falling = 'function rewardFn(o, s, isFailure) { return isFailure ? 10 : -1 }'
const broken = 'function rewardFn(o) { return o.pole.angle }'

const options: RaceOptions = {
  seeds: 3,
  budget: 40_000,
  episodes: 20,
  trainer: crossEntropy({ population: 12 }),
}

describe('a race', () => {
  it('doubles steps and seeds from round to round', () => {
    expect(rungsOf([4, 5, 6, 7], 100, 3)).toEqual([
      { steps: 25, seeds: [4, 5] },
      { steps: 50, seeds: [4, 5] },
      { steps: 100, seeds: [4, 5, 6, 7] },
    ])
    expect(rungsOf([1], 10, 2)).toEqual([
      { steps: 5, seeds: [1] },
      { steps: 10, seeds: [1] },
    ])
  })

  it('drops what is worse for certain, ranks what fails last, and tells each round', async () => {
    const run = race('CartPole-v1', [falling, broken, upright, 'environment'], {
      ...options,
      budget: 120_000,
      rounds: 2,
    })
    const rounds: number[][] = []
    for await (const { contenders } of run) rounds.push(contenders.map(({ candidate }) => candidate))
    const { ranking } = await run
    expect(ranking.map(({ candidate }) => candidate).slice(2)).toEqual([0, 1])
    expect(ranking[2]).toMatchObject({ droppedIn: expect.any(Number) })
    expect(ranking[3]).toMatchObject({ error: { code: 'sandbox/runtime' } })
    for (const { result, droppedIn } of ranking.slice(0, 2)) {
      expect(droppedIn).toBeUndefined()
      expect(result?.seeds).toHaveLength(3)
      expect(result?.successRate).toBeGreaterThan(0.5)
    }
    expect(rounds).toHaveLength(2)
    expect(rounds[0]).toHaveLength(4)
    expect(rounds[1]).toHaveLength(2)
  })

  it('trains nothing twice: it goes on from checkpoints, and from what a ledger holds', async () => {
    const kept = new Map<string, SeedResult>()
    const ledger: RaceLedger = {
      get: (key) => kept.get(JSON.stringify(key)),
      set: (key, result) => kept.set(JSON.stringify(key), JSON.parse(JSON.stringify(result))),
    }
    const whole = await race('CartPole-v1', [upright], { ...options, ledger })
    const direct = await race('CartPole-v1', [upright], { ...options, rounds: 1 })
    const figures = ({ ranking }: typeof whole) =>
      ranking[0]?.result?.seeds.map(({ policy, curve }) => [policy, curve])
    expect(figures(whole)).toEqual(figures(direct))
    for (const key of [...kept.keys()]) if (key.includes('40000')) kept.delete(key)
    expect(await race('CartPole-v1', [upright], { ...options, ledger })).toEqual(whole)
    const size = kept.size
    const again = await race('CartPole-v1', [upright], {
      ...options,
      ledger,
      signal: AbortSignal.timeout(5000),
    })
    expect(again).toEqual(whole)
    expect(kept.size).toBe(size)
  })

  it('says which option is wrong, and stops with the signal', async () => {
    for (const none of [[], 'environment' as never])
      await expect(race('CartPole-v1', none, options)).rejects.toThrow(/at least one reward, in a list/)
    await expect(race('CartPole-v1', [upright], { ...options, rounds: 0 })).rejects.toThrow(/rounds/)
    const signal = AbortSignal.abort(new Error('enough'))
    await expect(race('CartPole-v1', [upright], { ...options, signal })).rejects.toThrow('enough')
  })
})
