import { checkNames, type NamesOf } from '@gencode/contract/check-names'
import { checkNumbers } from '@gencode/contract/check-numbers'
import { TrainError } from './errors.ts'

/** @throws TrainError for an option that there is not */
export function checkOptionNames<Options extends object>(
  whom: string,
  names: NamesOf<Options>,
  options: Options,
): void {
  checkNames(whom, names, options, TrainError)
}

/** @throws TrainError unless it is a whole number from 1 */
export function checkCount(name: string, value: number): void {
  checkNumbers({ whole: true, from: 1 }, { [name]: value ?? null }, TrainError)
}

/** @throws TrainError unless it is a whole number from 0 */
export function checkSeed(seed: number): void {
  checkNumbers({ whole: true, from: 0 }, { seed: seed ?? null }, TrainError)
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
  checkCount('episodes', episodes)
  checkNumbers(
    { whole: true, from: 1 },
    { budget, until, ...(terms && { 'terms.points': terms.points ?? null }) },
    TrainError,
  )
}
