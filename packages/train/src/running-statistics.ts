/** Means and variances of so many numbers over all rows so far, as Gymnasium's and stable-baselines3's wrappers keep them. */
export interface RunningStatistics {
  readonly mean: Float64Array
  readonly variance: Float64Array
  /** Takes in some rows. */
  add(rows: ArrayLike<number>, count: number): void
  snapshot(): RunningState
}

/** As plain JSON. */
export interface RunningState {
  readonly mean: readonly number[]
  readonly variance: readonly number[]
  readonly count: number
}

/** @param size numbers of a row */
export function runningStatistics(size: number, state?: RunningState): RunningStatistics {
  const mean = Float64Array.from(state?.mean ?? new Array<number>(size).fill(0))
  const variance = Float64Array.from(state?.variance ?? new Array<number>(size).fill(1))
  let count = state?.count ?? 1e-4
  return {
    mean,
    variance,
    add(rows, added) {
      const total = count + added
      for (let place = 0; place < size; place++) {
        let sum = 0
        for (let row = 0; row < added; row++) sum += rows[row * size + place] as number
        const center = sum / added
        let squares = 0
        for (let row = 0; row < added; row++) {
          const off = (rows[row * size + place] as number) - center
          squares += off * off
        }
        const shift = center - (mean[place] as number)
        variance[place] =
          ((variance[place] as number) * count + squares + (shift * shift * count * added) / total) / total
        mean[place] = (mean[place] as number) + (shift * added) / total
      }
      count = total
    },
    snapshot: () => ({ mean: Array.from(mean), variance: Array.from(variance), count }),
  }
}
