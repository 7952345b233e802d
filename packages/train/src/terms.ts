import type { ScoredRows } from './rows.ts'
import type { ScoredSteps } from './trainer.ts'

/** How often a reward's named terms are looked at. */
export interface TermOptions {
  /** In how many equal parts of the budget; each looks at a twentieth of its part, at one update's steps at least. */
  readonly points: number
}

/** One named term of a reward over some steps of training. */
export interface TermStatistics {
  readonly mean: number
  /** Standard deviation over the steps. */
  readonly spread: number
  /** Its part of all terms, by mean magnitude, 0 to 1. */
  readonly share: number
  /** Correlation of an episode's sum with its success, -1 to 1; null where either was the same in all episodes. */
  readonly successCorrelation: number | null
}

/** What the terms were like at one point of a training. */
export interface TermPoint {
  readonly environmentSteps: number
  readonly steps: number
  readonly episodes: number
  readonly terms: Readonly<Record<string, TermStatistics>>
}

/** Named columns beside the rewards, in the order of the scored rows. */
export type Components = Readonly<Record<string, Float64Array>>

/** Takes statistics of terms while a training goes on. */
export interface TermWatch {
  /** Whether the next steps are to be scored with their terms. */
  isDue(environmentSteps: number): boolean
  add(rows: ScoredRows, components: Components, steps: ScoredSteps, environmentSteps: number): void
  readonly points: readonly TermPoint[]
}

/** @param before points of an earlier part of the training */
export function createTermWatch(
  { points: count }: TermOptions,
  budget: number,
  before: readonly TermPoint[] = [],
): TermWatch {
  const points = [...before]
  const least = Math.max(1, Math.floor(budget / count / 20))
  let collecting = createTermSums()
  return {
    points,
    isDue: (environmentSteps) =>
      points.length < count && environmentSteps >= (points.length * budget) / count,
    add(rows, components, steps, environmentSteps) {
      collecting.add(rows, components, steps)
      if (collecting.steps < least) return
      points.push({ environmentSteps, ...collecting.take() })
      collecting = createTermSums()
    },
  }
}

interface Sums {
  sum: number
  squares: number
  magnitude: number
  /** Of each episode that ended. */
  readonly episodes: number[]
}

function createTermSums() {
  const sums = new Map<string, Sums>()
  const successes: number[] = []
  let steps = 0
  return {
    get steps() {
      return steps
    },
    add({ rows, isSuccess }: ScoredRows, components: Components, taken: ScoredSteps): void {
      steps += rows
      const count = rows / taken.steps
      const isEnd = (row: number): boolean => {
        // Scored rows go by environment, the flags by time.
        const place = (row % taken.steps) * count + Math.floor(row / taken.steps)
        return taken.terminated[place] === 1 || taken.truncated[place] === 1
      }
      for (let row = 0; row < rows; row++) if (isEnd(row)) successes.push(isSuccess[row] as number)
      for (const [name, values] of Object.entries(components)) {
        const own = sums.get(name) ?? { sum: 0, squares: 0, magnitude: 0, episodes: [] }
        sums.set(name, own)
        let episode = 0
        for (let row = 0; row < rows; row++) {
          const value = values[row] as number
          own.sum += value
          own.squares += value * value
          own.magnitude += Math.abs(value)
          episode += value
          if (isEnd(row)) own.episodes.push(episode)
          if (isEnd(row) || (row + 1) % taken.steps === 0) episode = 0
        }
      }
    },
    take(): Omit<TermPoint, 'environmentSteps'> {
      const whole = [...sums.values()].reduce((sum, { magnitude }) => sum + magnitude, 0)
      const terms = Object.fromEntries(
        [...sums].map(([name, { sum, squares, magnitude, episodes }]) => {
          const mean = sum / steps
          return [
            name,
            {
              mean,
              spread: Math.sqrt(Math.max(0, squares / steps - mean * mean)),
              share: whole > 0 ? magnitude / whole : 0,
              successCorrelation: correlation(episodes, successes),
            },
          ]
        }),
      )
      return { steps, episodes: successes.length, terms }
    },
  }
}

/** Pearson's; null where one of them does not vary. */
function correlation(a: readonly number[], b: readonly number[]): number | null {
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length
  const [meanA, meanB] = [mean(a), mean(b)]
  let [both, squaresA, squaresB] = [0, 0, 0]
  for (const [index, value] of a.entries()) {
    const [offA, offB] = [value - meanA, (b[index] as number) - meanB]
    both += offA * offB
    squaresA += offA * offA
    squaresB += offB * offB
  }
  const scale = Math.sqrt(squaresA * squaresB)
  return scale > 1e-12 ? both / scale : null
}
