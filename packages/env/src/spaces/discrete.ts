import { int, maximum, minimum, type ZodMiniType } from 'zod/mini'
import { EnvError } from '../errors.ts'
import { Rng } from '../random/rng.ts'
import type { Space, SpaceJson } from '../space.ts'

/** The integers start, start + 1, ..., start + n - 1. */
export class Discrete implements Space<number> {
  readonly kind = 'Discrete'
  readonly shape: readonly number[] = []
  readonly size = 1
  readonly n: number
  readonly start: number
  #rng: Rng | undefined

  /** @throws EnvError unless n is a positive and start any integer */
  constructor(n: number, options: { start?: number } = {}) {
    const { start = 0 } = options
    if (!Number.isSafeInteger(n) || n <= 0 || !Number.isSafeInteger(start))
      throw new EnvError(`Discrete takes a positive integer n and an integer start, not ${n} and ${start}`)
    this.n = n
    this.start = start
  }

  get schema(): ZodMiniType<number> {
    return int().check(minimum(this.start), maximum(this.start + this.n - 1))
  }

  get text(): string {
    return `an integer from ${this.start} to ${this.start + this.n - 1}`
  }

  sample(rng?: Rng): number {
    this.#rng ??= rng ? undefined : new Rng()
    return this.start + (rng ?? (this.#rng as Rng)).integers(0, this.n)
  }

  contains(value: unknown): value is number {
    return (
      Number.isInteger(value) && (value as number) >= this.start && (value as number) < this.start + this.n
    )
  }

  seed(seed?: number | bigint): void {
    this.#rng = new Rng(seed)
  }

  toJSON(): SpaceJson {
    return { type: 'Discrete', n: this.n, start: this.start }
  }
}
