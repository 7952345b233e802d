import { GencodeError } from '@gencode/contract/errors'

/**
 * Refuses a bound that bounds nothing, such as NaN.
 *
 * @param least the smallest that may be
 * @param values by their names; those that are missing are not looked at
 * @throws GencodeError that names the first one
 */
export function checkNumbers(least: number, values: Readonly<Record<string, number | undefined>>): void {
  for (const [name, value] of Object.entries(values))
    if (value !== undefined && !(value >= least))
      throw new GencodeError(`${name} is a number from ${least}, not ${value}`)
}
