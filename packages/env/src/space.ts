import type { ZodMiniType } from 'zod/mini'
import type { Rng } from './random/rng.ts'

/** The kinds of space, named as Gymnasium's classes. */
export type SpaceKind = 'Box' | 'Discrete' | 'MultiDiscrete' | 'MultiBinary' | 'Tuple' | 'Dict'

/**
 * The set that an environment's observations or actions are from.
 *
 * @see https://gymnasium.farama.org/api/spaces/
 */
export interface Space<Value = unknown> {
  readonly kind: SpaceKind
  /** Axes of a value; empty for a single number, missing for Tuple and Dict. */
  readonly shape?: readonly number[]
  /** How many numbers `flattenObservation` makes of a value. */
  readonly size: number
  /** A zod schema of the values, as they are or as plain arrays. */
  readonly schema: ZodMiniType
  /** The space in words, for a prompt. */
  readonly text: string
  /** Draws a value as Gymnasium's `Space.sample` does. @param rng @default the space's own generator (see `seed`) */
  sample(rng?: Rng): Value
  /** Whether it is a value of this space. */
  contains(value: unknown): value is Value
  /** Seeds the space's own generator; without a seed, from entropy. @throws GencodeError for a seed that is none */
  seed(seed?: number | bigint): void
  /** The space as JSON; `spaceFromJson` reads it. */
  toJSON(): SpaceJson
}

/** A space as plain JSON, in Gymnasium's words; infinite bounds are `"inf"` and `"-inf"`. */
export type SpaceJson =
  | {
      readonly type: 'Box'
      readonly low: readonly (number | 'inf' | '-inf')[]
      readonly high: readonly (number | 'inf' | '-inf')[]
      readonly shape: readonly number[]
      readonly dtype: string
    }
  | { readonly type: 'Discrete'; readonly n: number; readonly start: number }
  | { readonly type: 'MultiDiscrete'; readonly nvec: readonly number[]; readonly start: readonly number[] }
  | { readonly type: 'MultiBinary'; readonly shape: readonly number[] }
  | { readonly type: 'Tuple'; readonly spaces: readonly SpaceJson[] }
  | {
      readonly type: 'Dict'
      readonly spaces: Readonly<Record<string, SpaceJson>>
      /** The names in order, where some look like numbers: JSON's reader moves those to the front. */
      readonly keys?: readonly string[] | undefined
    }
