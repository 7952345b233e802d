import { TrainError } from './errors.ts'

/** @throws TrainError unless it is a whole number of at least 1 */
export function checkCount(name: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 1)
    throw new TrainError(`${name} is a whole number of at least 1, not ${String(value)}`)
}

/** @throws TrainError unless it is a whole number of at least 0 */
export function checkSeed(seed: number): void {
  if (!Number.isSafeInteger(seed) || seed < 0)
    throw new TrainError(`A seed is a whole number of at least 0, not ${String(seed)}`)
}

/** No episode is longer: one that has no end would be played, and kept, until the memory is full. */
const longestEpisode = 100_000

/** After each step. @throws TrainError where the episode has no end */
export function refuseEndless(steps: number): void {
  if (steps > longestEpisode)
    throw new TrainError(
      `An episode has not ended after ${longestEpisode} steps. Let its environment say terminated or truncated, or register it with maxEpisodeSteps.`,
    )
}

/** How much is trained and measured. */
interface Amounts {
  readonly budget?: number | undefined
  readonly episodes: number
  readonly until?: number | undefined
  readonly terms?: { readonly points: number } | undefined
}

/** Before anything is trained. @throws TrainError for an amount that is none */
export function checkAmounts({ budget, episodes, until, terms }: Amounts): void {
  if (budget !== undefined) checkCount('budget', budget)
  checkCount('episodes', episodes)
  if (until !== undefined) checkCount('until', until)
  if (terms) checkCount('terms.points', terms.points)
}
