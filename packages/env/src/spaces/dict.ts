import { strictObject, type ZodMiniType } from 'zod/mini'
import type { Rng } from '../random/rng.ts'
import type { Space, SpaceJson } from '../space.ts'
import { seedAll } from './seed-all.ts'

/** The values of some spaces, by type. */
export type DictValue<Spaces extends Readonly<Record<string, Space>>> = {
  -readonly [Key in keyof Spaces]: Spaces[Key] extends Space<infer Value> ? Value : never
}

/** One value from each of several named spaces, in the order of their names, as Gymnasium's `Dict`. */
export class Dict<Spaces extends Readonly<Record<string, Space>> = Readonly<Record<string, Space>>>
  implements Space<DictValue<Spaces>>
{
  readonly kind = 'Dict'
  readonly size: number
  readonly spaces: Spaces

  /** @param options `sortKeys`: false keeps the names' own order; @default true */
  constructor(spaces: Spaces, options: { sortKeys?: boolean } = {}) {
    const entries = Object.entries(spaces)
    // Python orders strings by code points, as `<` does within the basic plane; localeCompare would not.
    if (options.sortKeys ?? true) entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    this.spaces = Object.fromEntries(entries) as Spaces
    this.size = entries.reduce((sum, [, space]) => sum + space.size, 0)
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
    return { type: 'Dict', spaces: this.#map((space) => space.toJSON()) }
  }

  #map<Result>(map: (space: Space) => Result): Record<string, Result> {
    return Object.fromEntries(Object.entries(this.spaces).map(([key, space]) => [key, map(space)]))
  }
}
