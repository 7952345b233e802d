import { InvalidOptionError } from '../errors.ts'

/** @throws InvalidOptionError unless it is a finite number */
export function checkNumber(what: string, value: unknown): number {
  if (typeof value !== 'number' || !Number.isFinite(value))
    throw new InvalidOptionError(`${what} is a number, not ${String(value)}`)
  return value
}

/** @throws InvalidOptionError unless it is a number from 0 to 1 */
export function checkProbability(what: string, value: unknown): number {
  if (typeof value !== 'number' || !(value >= 0 && value <= 1))
    throw new InvalidOptionError(`${what} is from 0 to 1, not ${String(value)}`)
  return value
}

/** @throws InvalidOptionError unless it is true or false: a text such as 'false' would count as true */
export function checkFlag(what: string, value: unknown): boolean {
  if (typeof value !== 'boolean')
    throw new InvalidOptionError(`${what} is true or false, not ${JSON.stringify(value) ?? String(value)}`)
  return value
}
