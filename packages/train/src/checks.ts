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
