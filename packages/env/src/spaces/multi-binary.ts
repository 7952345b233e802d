import { array, literal, maxLength, minLength, type ZodMiniType } from 'zod/mini'
import { EnvError } from '../errors.ts'
import { Rng } from '../random/rng.ts'
import type { Space, SpaceJson } from '../space.ts'
import { isNumbers } from './box.ts'

/** An array of zeros and ones; its values are flat, row-major. */
export class MultiBinary implements Space<Int8Array> {
  readonly kind = 'MultiBinary'
  readonly shape: readonly number[]
  readonly size: number
  #rng: Rng | undefined

  /** @param n how many, or the array's axes. @throws EnvError unless positive integers */
  constructor(n: number | readonly number[]) {
    this.shape = typeof n === 'number' ? [n] : [...n]
    if (this.shape.length === 0 || !this.shape.every((length) => Number.isSafeInteger(length) && length > 0))
      throw new EnvError(`MultiBinary takes positive integers, not ${String(n)}`)
    this.size = this.shape.reduce((product, length) => product * length, 1)
  }

  get schema(): ZodMiniType {
    return array(literal([0, 1])).check(minLength(this.size), maxLength(this.size))
  }

  get text(): string {
    return `${this.size} numbers, each 0 or 1`
  }

  sample(rng?: Rng): Int8Array {
    this.#rng ??= rng ? undefined : new Rng()
    return (rng ?? (this.#rng as Rng)).bits(this.size)
  }

  /** Also true for a plain array of zeros and ones. */
  contains(value: unknown): value is Int8Array {
    if (!isNumbers(value) || value.length !== this.size) return false
    return Array.from(value).every((bit) => bit === 0 || bit === 1)
  }

  seed(seed?: number | bigint): void {
    this.#rng = new Rng(seed)
  }

  toJSON(): SpaceJson {
    return { type: 'MultiBinary', shape: this.shape }
  }
}
