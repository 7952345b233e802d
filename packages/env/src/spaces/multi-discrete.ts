import { counted } from '../counted.ts'
import { EnvError } from '../errors.ts'
import type { Rng } from '../random/rng.ts'
import type { SpaceJson } from '../space.ts'
import { isNumbers } from './box.ts'
import { SeededSpace } from './seeded-space.ts'

/** Several `Discrete` spaces side by side: one integer for each count. */
export class MultiDiscrete extends SeededSpace<Int32Array> {
  readonly kind = 'MultiDiscrete'
  readonly shape: readonly number[]
  readonly size: number
  readonly nvec: readonly number[]
  readonly start: readonly number[]

  /**
   * @param nvec how many values each number has
   * @param options `start`: the smallest value of each; @default zeros
   * @throws EnvError unless the counts are positive integers and the starts as many integers
   */
  constructor(nvec: readonly number[], options: { start?: readonly number[] } = {}) {
    super()
    const start = options.start ?? nvec.map(() => 0)
    if (nvec.length === 0 || !nvec.every((n) => Number.isSafeInteger(n) && n > 0))
      throw new EnvError(`MultiDiscrete takes positive integers, not [${nvec.join(', ')}]`)
    if (start.length !== nvec.length || !start.every(Number.isSafeInteger))
      throw new EnvError(`MultiDiscrete takes ${nvec.length} integer starts, not [${start.join(', ')}]`)
    this.nvec = [...nvec]
    this.start = [...start]
    this.size = nvec.length
    this.shape = [nvec.length]
  }

  get text(): string {
    const ranges = this.nvec.map(
      (n, index) => `${this.start[index]} to ${(this.start[index] as number) + n - 1}`,
    )
    return `${counted(this.size, 'integer')}, from ${ranges.join('; ')}`
  }

  protected draw(rng: Rng): Int32Array {
    return Int32Array.from(
      this.nvec,
      (n, index) => Math.floor(rng.random() * n) + (this.start[index] as number),
    )
  }

  /** Also true for a plain array of such integers. */
  contains(value: unknown): value is Int32Array {
    if (!isNumbers(value) || value.length !== this.size) return false
    return this.nvec.every((n, index) => {
      const offset = (value[index] as number) - (this.start[index] as number)
      return Number.isInteger(offset) && offset >= 0 && offset < n
    })
  }

  toJSON(): SpaceJson {
    return { type: 'MultiDiscrete', nvec: this.nvec, start: this.start }
  }
}
