import { task } from '@gencode/env'
import { describe, expect, test } from 'vitest'
import { orderCheck, ppo, recordEpisodes, train } from './index.ts'
import { taskReference } from './task-input.ts'

const push = { index: 0, name: 'push', low: 0, high: 1 }
const cartPole = task('CartPole-v1', { action: [push] })
/** Takes one away for each push to the left. */
const right = 'function rewardFn(o, won, lost, action) { return action[0] - 1 }'

describe('a reward that sees the action', () => {
  test('is paid for the action of its own step', async () => {
    const seen: number[][] = []
    await train(cartPole, (_o, _won, _lost, action) => seen.push(action ?? []) && 0, {
      seeds: [0],
      budget: 200,
      workers: 0,
    })
    expect(seen.length).toBeGreaterThan(100)
    expect(seen.every(([value, ...more]) => (value === 0 || value === 1) && more.length === 0)).toBe(true)
    expect(new Set(seen.flat())).toEqual(new Set([0, 1]))
  })

  test.each([
    ['one environment', 1],
    ['four', 4],
  ])('teaches what it pays for, with %s', async (_name, environments) => {
    const trainer = ppo({
      environments,
      steps: 256 / environments,
      batchSize: 64,
      epochs: 4,
      learningRate: 3e-3,
      hidden: [16],
    })
    const { seeds } = await train(cartPole, right, { seeds: [1], budget: 4_000, trainer, workers: 0 })
    const [played] = await recordEpisodes(cartPole, seeds[0]?.policy as never, { episodes: 1, seed: 3 })
    const pushes = played?.actions as number[]
    expect(pushes.filter((action) => action === 1).length / pushes.length).toBeGreaterThan(0.9)
  })

  test('is checked for its order on recorded actions, also from JSON', async () => {
    const episodes = JSON.parse(JSON.stringify(await recordEpisodes(cartPole, 'random', { episodes: 4 })))
    const pushes = (value: number) => ({ ...episodes[0], actions: episodes[0].actions.map(() => value) })
    const check = await orderCheck(cartPole, right, [{ ...pushes(1), succeeded: true }, pushes(0)], {
      gamma: 1,
    })
    expect(check).toMatchObject({ ok: true, good: 0, random: -episodes[0].actions.length })
  })
})

test('a task that was opened to actions travels by its id and their docs', () => {
  expect(taskReference(cartPole)).toEqual({ id: 'CartPole-v1', action: cartPole.action })
  expect(taskReference(task('CartPole-v1'))).toEqual({ id: 'CartPole-v1' })
})
