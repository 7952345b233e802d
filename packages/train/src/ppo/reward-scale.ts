import { type RunningState, runningStatistics } from '../running-statistics.ts'
import type { ScoredSteps } from '../trainer.ts'

const clip = 10

/** Divides rewards by the deviation of the discounted returns so far. */
export interface RewardScale {
  scale(steps: ScoredSteps): Float64Array
  snapshot(): RewardScaleState
}

/** As plain JSON. */
export interface RewardScaleState {
  readonly returns: readonly number[]
  readonly statistics: RunningState
}

/** @param count how many environments */
export function createRewardScale(count: number, gamma: number, state?: RewardScaleState): RewardScale {
  const returns = Float64Array.from(state?.returns ?? new Array<number>(count).fill(0))
  const statistics = runningStatistics(1, state?.statistics)
  return {
    scale({ steps, rewards, terminated, truncated }) {
      const scaled = new Float64Array(steps * count)
      for (let step = 0; step < steps; step++) {
        const from = step * count
        for (let index = 0; index < count; index++)
          returns[index] = (returns[index] as number) * gamma + (rewards[from + index] as number)
        statistics.add(returns, count)
        const deviation = Math.sqrt((statistics.variance[0] as number) + 1e-8)
        for (let index = 0; index < count; index++) {
          const row = from + index
          scaled[row] = Math.min(clip, Math.max(-clip, (rewards[row] as number) / deviation))
          if (terminated[row] === 1 || truncated[row] === 1) returns[index] = 0
        }
      }
      return scaled
    },
    snapshot: () => ({ returns: Array.from(returns), statistics: statistics.snapshot() }),
  }
}
