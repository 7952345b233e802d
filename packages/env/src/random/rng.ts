import { GencodeError } from '@gencode/contract/errors'
import { Pcg64 } from './pcg64.ts'

/**
 * NumPy's `Generator(PCG64(seed))`: the same seed gives the same draws, bit for bit.
 *
 * @see https://github.com/numpy/numpy/blob/main/numpy/random/src/distributions/distributions.c
 */
export class Rng {
  readonly #bits: Pcg64

  /**
   * @param seed a non-negative integer of any size; @default 128 bits of entropy
   * @throws GencodeError for any other seed
   */
  constructor(seed: number | bigint = entropy()) {
    this.#bits = new Pcg64(seed)
  }

  /** A double in [0, 1) with 53 random bits; `Generator.random`. */
  random(): number {
    this.#bits.next64()
    return ((this.#bits.high >>> 0) * 0x200000 + (this.#bits.low >>> 11)) / 0x20000000000000
  }

  /** A double in [low, high); `Generator.uniform`. */
  uniform(low = 0, high = 1): number {
    return low + (high - low) * this.random()
  }

  /**
   * An integer in [low, high); `Generator.integers` with its default type, int64.
   *
   * @param low a safe integer
   * @param high a safe integer above `low`
   * @throws GencodeError for other bounds
   */
  integers(low: number, high: number): number {
    const range = high - low - 1
    if (
      !Number.isSafeInteger(low) ||
      !Number.isSafeInteger(high) ||
      range < 0 ||
      !Number.isSafeInteger(range)
    )
      throw new GencodeError(`integers takes two safe integers, low below high, not ${low} and ${high}`)
    if (range === 0) return low
    return low + (range <= 0xffffffff ? this.#below32(range) : this.#below64(range))
  }

  /** A standard normal number. */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.random())) * Math.cos(2 * Math.PI * this.random())
  }

  /** An exponential number of mean 1. */
  exponential(): number {
    return -Math.log(1 - this.random())
  }

  /** Lemire's bounded draw of 0 to `range`, from 32-bit words. */
  #below32(range: number): number {
    if (range === 0xffffffff) return this.#bits.next32()
    const count = range + 1
    const threshold = (0xffffffff - range) % count
    for (;;) {
      const word = this.#bits.next32()
      // word * count needs up to 64 bits: its low half by Math.imul, its high half by what remains, exactly.
      const low = Math.imul(word, count) >>> 0
      if (low >= count || low >= threshold) return highProduct(word, count)
    }
  }

  /** The same from 64-bit words. */
  #below64(range: number): number {
    const count = BigInt(range) + 1n
    const threshold = (0xffffffffffffffffn - BigInt(range)) % count
    for (;;) {
      this.#bits.next64()
      const product = ((BigInt(this.#bits.high) << 32n) | BigInt(this.#bits.low)) * count
      const low = product & 0xffffffffffffffffn
      if (low >= count || low >= threshold) return Number(product >> 64n)
    }
  }
}

/** The high 32 bits of the product of two 32-bit numbers. */
function highProduct(a: number, b: number): number {
  const low = (a & 0xffff) * b
  const high = (a >>> 16) * b
  return Math.floor((high + low / 0x10000) / 0x10000)
}

function entropy(): bigint {
  return crypto.getRandomValues(new Uint32Array(4)).reduce((sum, word) => (sum << 32n) | BigInt(word), 0n)
}
