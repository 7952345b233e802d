import { GencodeError } from '@gencode/contract/errors'
import { Pcg64 } from './pcg64.ts'
import { exponentialTables, normalTables } from './ziggurat-tables.ts'

// Where the ziggurats' tails begin.
const normalTail = 3.654152885361009
const normalTailInverse = 0.2736612373297583
const exponentialTail = 7.69711747013105

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
   * An integer in [low, high), or with one bound in [0, high); `Generator.integers` with its default type, int64.
   *
   * @throws GencodeError unless both are safe integers, low below high
   */
  integers(high: number): number
  integers(low: number, high: number): number
  integers(first: number, second?: number): number {
    const [low, high] = second === undefined ? [0, first] : [first, second]
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

  /** A standard normal number; `Generator.standard_normal`, the ziggurat method. */
  normal(): number {
    const { width, inside, density } = normalTables
    for (;;) {
      this.#bits.next64()
      const { high, low } = this.#bits
      const layer = low & 0xff
      const magnitude = (high & 0x1fffffff) * 0x800000 + (low >>> 9)
      const x = (low & 0x100 ? -1 : 1) * magnitude * (width[layer] as number)
      if (magnitude < (inside[layer] as number)) return x
      if (layer === 0) return this.#normalTail(Math.floor(magnitude / 256) % 2 === 1)
      const above = density[layer - 1] as number
      const below = density[layer] as number
      if ((above - below) * this.random() + below < Math.exp(-0.5 * x * x)) return x
    }
  }

  #normalTail(negative: boolean): number {
    for (;;) {
      const beyond = -normalTailInverse * Math.log1p(-this.random())
      const y = -Math.log1p(-this.random())
      if (y + y > beyond * beyond) return negative ? -(normalTail + beyond) : normalTail + beyond
    }
  }

  /** An exponential number of mean 1; `Generator.standard_exponential`, the ziggurat method. */
  exponential(): number {
    const { width, inside, density } = exponentialTables
    for (;;) {
      this.#bits.next64()
      const { high, low } = this.#bits
      const layer = (low >>> 3) & 0xff
      const magnitude = high * 0x200000 + (low >>> 11)
      const x = magnitude * (width[layer] as number)
      if (magnitude < (inside[layer] as number)) return x
      if (layer === 0) return exponentialTail - Math.log1p(-this.random())
      const above = density[layer - 1] as number
      const below = density[layer] as number
      if ((above - below) * this.random() + below < Math.exp(-x)) return x
    }
  }

  /**
   * One of the values, each as likely, or as likely as `probabilities` says; `Generator.choice`.
   *
   * @throws GencodeError where there is nothing to choose from, or where the probabilities are not as many or have no
   * positive sum
   */
  choice<Value>(values: readonly Value[], probabilities?: readonly number[]): Value {
    if (values.length === 0 || (probabilities && probabilities.length !== values.length))
      throw new GencodeError('choice takes at least one value, and as many probabilities as values')
    if (!probabilities) return values[this.integers(values.length)] as Value
    let sum = 0
    const cumulated = probabilities.map((probability) => (sum += probability))
    if (!(sum > 0)) throw new GencodeError(`choice takes probabilities with a positive sum, not ${sum}`)
    const drawn = this.random()
    const index = cumulated.findIndex((each) => each / sum > drawn)
    return values[index < 0 ? values.length - 1 : index] as Value
  }

  /** So many fair bits; `Generator.integers(0, 2, size=count, dtype=int8)`, four to a 32-bit draw. */
  bits(count: number): Int8Array {
    const bits = new Int8Array(count)
    let word = 0
    for (let index = 0; index < count; index++) {
      word = index % 4 === 0 ? this.#bits.next32() : word >>> 8
      bits[index] = (word >>> 7) & 1
    }
    return bits
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
