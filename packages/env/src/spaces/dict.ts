import { strictObject, type ZodMiniType } from 'zod/mini'
import { EnvError } from '../errors.ts'
import type { Rng } from '../random/rng.ts'
import type { Space, SpaceJson } from '../space.ts'
import { seedAll } from './seed-all.ts'

/** The values of some spaces, by type. */
export type DictValue<Spaces extends Readonly<Record<string, Space>>> = {
  -readonly [Key in keyof Spaces]: Spaces[Key] extends Space<infer Value> ? Value : never
}

/** How a `Dict` orders its names. */
export interface DictOptions {
  /** False keeps the names' own order. @default true, false where `keys` are given */
  readonly sortKeys?: boolean | undefined
  /** The names in order, for those that look like numbers, which an object moves to its front. @default the object's order */
  readonly keys?: readonly string[] | undefined
}

/**
 * One value from each of several named spaces, in the order of their names, as Gymnasium's `Dict`: `Object.keys` of `spaces`
 * gives that order also of names that look like numbers (`'10'` before `'9'`).
 */
export class Dict<Spaces extends Readonly<Record<string, Space>> = Readonly<Record<string, Space>>>
  implements Space<DictValue<Spaces>>
{
  readonly kind = 'Dict'
  readonly size: number
  readonly spaces: Spaces

  /** @throws EnvError where `keys` are not the names of the spaces */
  constructor(spaces: Spaces, options: DictOptions = {}) {
    const keys = options.keys ? checkedKeys(options.keys, spaces) : Object.keys(spaces)
    if (options.sortKeys ?? options.keys === undefined) keys.sort(compareCodePoints)
    const ordered = Object.fromEntries(keys.map((key) => [key, spaces[key]])) as Spaces
    this.spaces = inOrder(ordered, keys)
    this.size = keys.reduce((sum, key) => sum + (spaces[key] as Space).size, 0)
  }

  get schema(): ZodMiniType {
    return strictObject(this.#map((space) => space.schema))
  }

  get text(): string {
    return Object.entries(this.spaces)
      .map(([key, space]) => `${key}: ${space.text}`)
      .join(', ')
  }

  sample(rng?: Rng): DictValue<Spaces> {
    return this.#map((space) => space.sample(rng)) as DictValue<Spaces>
  }

  contains(value: unknown): value is DictValue<Spaces> {
    if (typeof value !== 'object' || value === null) return false
    const keys = Object.keys(this.spaces)
    if (Object.keys(value).length !== keys.length) return false
    return keys.every(
      (key) =>
        Object.hasOwn(value, key) && this.spaces[key]?.contains((value as Record<string, unknown>)[key]),
    )
  }

  /** Seeds the inner spaces, each with a seed drawn from this one. */
  seed(seed?: number | bigint): void {
    seedAll(Object.values(this.spaces), seed)
  }

  toJSON(): SpaceJson {
    const keys = Object.keys(this.spaces)
    const spaces = this.#map((space) => space.toJSON())
    const isKept = Object.keys(spaces).every((key, index) => key === keys[index])
    return { type: 'Dict', spaces, ...(isKept ? {} : { keys }) }
  }

  #map<Result>(map: (space: Space) => Result): Record<string, Result> {
    return Object.fromEntries(Object.entries(this.spaces).map(([key, space]) => [key, map(space)]))
  }
}

function checkedKeys(keys: readonly string[], spaces: object): string[] {
  const same = new Set(keys).size === keys.length && keys.every((key) => Object.hasOwn(spaces, key))
  if (!same || keys.length !== Object.keys(spaces).length)
    throw new EnvError(
      `The keys of a Dict are ${Object.keys(spaces).join(', ')} in some order, not ${keys.join(', ')}`,
    )
  return [...keys]
}

/** Python orders strings by code points; `<` orders by UTF-16 units, `localeCompare` by a language's custom. */
function compareCodePoints(a: string, b: string): number {
  const [left, right] = [[...a], [...b]]
  for (let index = 0; index < left.length && index < right.length; index++) {
    const difference = (left[index]?.codePointAt(0) ?? 0) - (right[index]?.codePointAt(0) ?? 0)
    if (difference !== 0) return difference
  }
  return left.length - right.length
}

/** The record with its names listed in this order, which a plain object can't keep for names that look like numbers. */
function inOrder<Kept extends object>(record: Kept, keys: readonly string[]): Kept {
  const isKept = Object.keys(record).every((key, index) => key === keys[index])
  return isKept ? record : new Proxy(Object.freeze(record), { ownKeys: () => [...keys] })
}
