import { task } from '@gencode/env'
import { describe, expect, it } from 'vitest'
import { train } from './index.ts'

const fair =
  'function rewardFn(observations, isSuccess, isFailure) { return isFailure ? -1 : 1 - Math.abs(observations[2]) }'

describe('train', () => {
  it('tells a fair reward from a constant one', async () => {
    const options = { seeds: 3, budget: 30_000, episodes: 30 }
    const [good, constant] = [
      await train(task('CartPole-v1'), fair, options),
      await train(task('CartPole-v1'), 'constant', options),
    ]
    expect(good.interval[0]).toBeGreaterThan(constant.interval[1])
  })
})
