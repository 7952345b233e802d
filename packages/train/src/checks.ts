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
