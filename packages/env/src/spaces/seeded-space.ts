import { custom, type ZodMiniType } from 'zod/mini'
import { Rng } from '../random/rng.ts'
import type { Space, SpaceJson, SpaceKind } from '../space.ts'

/** A space that draws its values itself: with the generator that it is given, else with its own. */
export abstract class SeededSpace<Value> implements Space<Value> {
  abstract readonly kind: SpaceKind
  abstract readonly shape: readonly number[]
  abstract readonly size: number
  abstract readonly text: string
  #rng: Rng | undefined

  abstract contains(value: unknown): value is Value
  abstract toJSON(): SpaceJson

  get schema(): ZodMiniType<Value> {
    return custom<Value>((value) => this.contains(value), this.text)
  }

  sample(rng?: Rng): Value {
    if (rng) return this.draw(rng)
    this.#rng ??= new Rng()
    return this.draw(this.#rng)
  }

  seed(seed?: number | bigint): void {
    this.#rng = new Rng(seed)
  }

  protected abstract draw(rng: Rng): Value
}
