import type { ResetOptions } from '../env.ts'
import { InvalidOptionError } from '../errors.ts'
import { checkNumber } from './check-option.ts'

/**
 * The `low` and `high` among the reset options, between which a first state is drawn.
 *
 * @see gymnasium/envs/classic_control/utils.py
 * @throws InvalidOptionError where they are no numbers or low is above high
 */
export function resetBounds(options: ResetOptions | undefined, low: number, high: number): [number, number] {
  const bounds: [number, number] = [numberOption(options, 'low', low), numberOption(options, 'high', high)]
  if (bounds[0] > bounds[1])
    throw new InvalidOptionError(`The reset option low (${bounds[0]}) is above high (${bounds[1]})`)
  return bounds
}

/** A number among the reset options. @throws InvalidOptionError where it is none */
export function numberOption(options: ResetOptions | undefined, name: string, fallback: number): number {
  const value = options?.options?.[name]
  return value === undefined ? fallback : checkNumber(`The reset option ${name}`, value)
}
