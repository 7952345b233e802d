import type { ResetOptions } from './env.ts'
import { InvalidOptionError } from './errors.ts'
import { isNumbers } from './spaces/box.ts'

/** The seed of one environment of a vector: s, s + 1, ...; what is no seed is left for the generator to refuse. */
function seedOf(seed: number | bigint | null | undefined, index: number): number | bigint | undefined {
  if (seed === undefined || seed === null) return undefined
  return typeof seed === 'bigint' || Number.isInteger(seed) ? BigInt(seed) + BigInt(index) : seed
}

/** What a vector's `reset` is asked for: which environments start over, and what each of them is told. */
export interface VectorReset {
  /** Whether the environment starts over; missing where all do. */
  readonly mask: readonly boolean[] | undefined
  /** The options of one environment. */
  of(index: number): ResetOptions
}

/** Takes the `reset_mask` out of a vector's reset options. @throws InvalidOptionError for a mask that is none */
export function vectorReset(options: ResetOptions, num: number, id: string): VectorReset {
  const { reset_mask: given, ...own } = options.options ?? {}
  const mask = resetMask(given, num, id)
  const rest = options.options === undefined ? {} : { options: own }
  return { mask, of: (index) => ({ ...rest, seed: seedOf(options.seed, index) }) }
}

/**
 * The option `reset_mask` of a vector's reset: a boolean for each environment, at least one of them true; undefined where it
 * is not given.
 *
 * @throws InvalidOptionError for a mask that is none
 * @see gymnasium/vector/sync_vector_env.py
 */
export function resetMask(given: unknown, num: number, id: string): readonly boolean[] | undefined {
  if (given === undefined) return undefined
  const values: readonly unknown[] = isNumbers(given) ? Array.from(given) : []
  // A typed array has no booleans: there 0 and 1 stand for them.
  const isFlag = (each: unknown): boolean =>
    Array.isArray(given) ? typeof each === 'boolean' : each === 0 || each === 1
  if (values.length === num && values.every(isFlag) && values.some(Boolean)) return values.map(Boolean)
  throw new InvalidOptionError(
    `${id}: reset_mask is ${num} booleans, one for each environment, at least one of them true, not ${JSON.stringify(given)}`,
  )
}
