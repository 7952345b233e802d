import type { CurvePoint, ScoredSteps } from './trainer.ts'

type Tally = Pick<CurvePoint, 'meanReturn' | 'bestReturn' | 'successRate'>

/** Sums up episodes as their steps are scored, chunk by chunk. */
export interface Returns {
  /** Of the episodes that ended in these steps; where none did, as it was told before, or of those under way. */
  tally(steps: ScoredSteps): Tally
  snapshot(): ReturnsState
}

/** As plain JSON. */
export interface ReturnsState {
  readonly sums: readonly number[]
  readonly told: Tally | null
}

/** @param count how many environments */
export function createReturns(count: number, state?: ReturnsState): Returns {
  const sums = Float64Array.from(state?.sums ?? new Array<number>(count).fill(0))
  let told = state?.told ?? null
  return {
    tally({ steps, rewards, terminated, truncated, isSuccess }) {
      let total = 0
      let best = -Infinity
      let successes = 0
      let episodes = 0
      for (let row = 0; row < steps * count; row++) {
        const index = row % count
        const sum = (sums[index] as number) + (rewards[row] as number)
        const isEnd = terminated[row] === 1 || truncated[row] === 1
        sums[index] = isEnd ? 0 : sum
        if (!isEnd) continue
        episodes++
        total += sum
        best = Math.max(best, sum)
        successes += isSuccess[row] as number
      }
      if (episodes > 0)
        told = { meanReturn: total / episodes, bestReturn: best, successRate: successes / episodes }
      return (
        told ?? {
          meanReturn: sums.reduce((sum, each) => sum + each, 0) / count,
          bestReturn: Math.max(...sums),
          successRate: 0,
        }
      )
    },
    snapshot: () => ({ sums: Array.from(sums), told }),
  }
}
