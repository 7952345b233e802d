import { EnvError } from '../errors.ts'
import type { Rng } from '../random/rng.ts'
import type { SpaceJson } from '../space.ts'
import { SeededSpace } from './seeded-space.ts'

/** The integers start, start + 1, ..., start + n - 1. */
export class Discrete extends SeededSpace<number> {
  readonly kind = 'Discrete'
  readonly shape: readonly number[] = []
  readonly size = 1
  readonly n: number
  readonly start: number

  /** @throws EnvError unless n is a positive and start any integer */
  constructor(n: number, options: { start?: number } = {}) {
    super()
    const { start = 0 } = options
    if (!Number.isSafeInteger(n) || n <= 0 || !Number.isSafeInteger(start))
      throw new EnvError(`Discrete takes a positive integer n and an integer start, not ${n} and ${start}`)
    this.n = n
    this.start = start
  }

  get text(): string {
    return `an integer from ${this.start} to ${this.start + this.n - 1}`
  }

  protected draw(rng: Rng): number {
    return this.start + rng.integers(this.n)
  }

  contains(value: unknown): value is number {
    return (
      Number.isInteger(value) && (value as number) >= this.start && (value as number) < this.start + this.n
    )
  }

  toJSON(): SpaceJson {
    return { type: 'Discrete', n: this.n, start: this.start }
  }
}
