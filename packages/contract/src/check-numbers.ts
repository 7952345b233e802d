import { GencodeError } from './errors.ts'

/** What a number among options has to be. */
export interface NumberRule {
  /** The smallest that may be. */
  readonly from?: number
  /** It has to be larger. */
  readonly above?: number
  /** The largest that may be. */
  readonly to?: number
  /** No fraction, and exact: up to 2^53 - 1. */
  readonly whole?: boolean
}

/**
 * Refuses options that bound or count nothing: NaN, a text of digits (which would compare like a number, and be joined to one), what
 * is out of range.
 *
 * @param values by their names; those that are undefined are not looked at
 * @param Thrown the class of the error
 * @throws GencodeError that names the first one, what it has to be, and what it is
 */
export function checkNumbers(
  rule: NumberRule,
  values: Readonly<Record<string, unknown>>,
  Thrown: new (message: string) => GencodeError = GencodeError,
): void {
  for (const [name, value] of Object.entries(values))
    if (value !== undefined && !fits(value, rule))
      throw new Thrown(`${name} is ${wanted(rule)}, not ${shown(value)}`)
}

function fits(value: unknown, { from, above, to, whole = false }: NumberRule): boolean {
  return (
    typeof value === 'number' &&
    !Number.isNaN(value) &&
    !(whole && !Number.isSafeInteger(value)) &&
    !(from !== undefined && value < from) &&
    !(above !== undefined && value <= above) &&
    !(to !== undefined && value > to)
  )
}

function wanted({ from, above, to, whole = false }: NumberRule): string {
  return [
    whole ? 'a whole number' : 'a number',
    from === undefined ? '' : ` from ${from}`,
    above === undefined ? '' : ` above ${above}`,
    to === undefined ? '' : ` ${above === undefined ? '' : 'and up '}to ${to}`,
  ].join('')
}

function shown(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  try {
    return JSON.stringify(value) ?? typeof value
  } catch {
    return typeof value
  }
}
