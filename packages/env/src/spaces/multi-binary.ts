import { counted } from '../counted.ts'
import { EnvError } from '../errors.ts'
import type { Rng } from '../random/rng.ts'
import type { SpaceJson } from '../space.ts'
import { isNumbers } from './box.ts'
import { SeededSpace } from './seeded-space.ts'

/** An array of zeros and ones; its values are flat, row-major. */
export class MultiBinary extends SeededSpace<Int8Array> {
  readonly kind = 'MultiBinary'
  readonly shape: readonly number[]
  readonly size: number

  /** @param n how many, or the array's axes. @throws EnvError unless positive integers */
  constructor(n: number | readonly number[]) {
    super()
    this.shape = typeof n === 'number' ? [n] : [...n]
    if (this.shape.length === 0 || !this.shape.every((length) => Number.isSafeInteger(length) && length > 0))
      throw new EnvError(`MultiBinary takes positive integers, not ${String(n)}`)
    this.size = this.shape.reduce((product, length) => product * length, 1)
  }

  get text(): string {
    return `${counted(this.size, 'number')}, ${this.size === 1 ? '' : 'each '}0 or 1`
  }

  protected draw(rng: Rng): Int8Array {
    return rng.bits(this.size)
  }

  /** Also true for a plain array of zeros and ones. */
  contains(value: unknown): value is Int8Array {
    if (!isNumbers(value) || value.length !== this.size) return false
    return Array.from(value).every((bit) => bit === 0 || bit === 1)
  }

  toJSON(): SpaceJson {
    return { type: 'MultiBinary', shape: this.shape }
  }
}
