import { tuple, type ZodMiniType } from 'zod/mini'
import type { Rng } from '../random/rng.ts'
import type { Space, SpaceJson } from '../space.ts'
import { seedAll } from './seed-all.ts'

/** The values of some spaces, by type. */
export type TupleValue<Spaces extends readonly Space[]> = {
  -readonly [Index in keyof Spaces]: Spaces[Index] extends Space<infer Value> ? Value : never
}

/** One value from each of several spaces, in order. */
export class Tuple<const Spaces extends readonly Space[] = readonly Space[]>
  implements Space<TupleValue<Spaces>>
{
  readonly kind = 'Tuple'
  readonly size: number
  readonly spaces: Spaces

  constructor(spaces: Spaces) {
    this.spaces = spaces
    this.size = spaces.reduce((sum, space) => sum + space.size, 0)
  }

  get schema(): ZodMiniType {
    return tuple(this.spaces.map((space) => space.schema) as never)
  }

  get text(): string {
    return this.spaces.map((space, index) => `(${index}) ${space.text}`).join(', ')
  }

  sample(rng?: Rng): TupleValue<Spaces> {
    return this.spaces.map((space) => space.sample(rng)) as TupleValue<Spaces>
  }

  contains(value: unknown): value is TupleValue<Spaces> {
    if (!Array.isArray(value) || value.length !== this.spaces.length) return false
    return this.spaces.every((space, index) => space.contains(value[index]))
  }

  /** Seeds the inner spaces, each with a seed drawn from this one. */
  seed(seed?: number | bigint): void {
    seedAll(this.spaces, seed)
  }

  toJSON(): SpaceJson {
    return { type: 'Tuple', spaces: this.spaces.map((space) => space.toJSON()) }
  }
}
