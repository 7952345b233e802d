import { train } from '@gencode/train'
import { trainerContract } from '@gencode/train/testing'
import { describe, expect, it } from 'vitest'
import { hillClimbing } from './own-trainer.ts'

describe("a trainer of one's own", () => {
  for (const { name, run } of trainerContract(() => hillClimbing())) it(name, run)

  it('is what train is told to train with', async () => {
    const options = { trainer: hillClimbing(), seeds: 2, budget: 30_000, episodes: 20 }
    const reward =
      'const rewardFn = ([, , angle], isSuccess, isFailure) => isFailure ? -1 : 1 - Math.abs(angle)'
    const designed = await train('CartPole-v1', reward, options)
    const constant = await train('CartPole-v1', 'constant', options)
    expect(designed.successRate).toBeGreaterThan(0.5)
    expect(constant.successRate).toBe(0)
  })
})
