import { seedSequence } from './seed-sequence.ts'

// The multiplier 0x2360ed051fc65da44385df649fccf645 as four 32-bit words, lowest first.
const m0 = 0x9fccf645
const m1 = 0x4385df64
const m2 = 0x1fc65da4
const m3 = 0x2360ed05

const { imul } = Math
const word = 2 ** 32
/** Added and taken away, it leaves the nearest integer. */
const rounding = 1.5 * 2 ** 52

/** The low word of a product of two words. */
function low(a: number, b: number): number {
  return imul(a, b) >>> 0
}

/** Its high word: the product in double precision is off by 2048 at most, which is nothing beside 2^32. */
function high(a: number, b: number, low: number): number {
  return (a * b - low) / word + rounding - rounding
}

/**
 * NumPy's default bit generator, PCG64 (XSL-RR, 128 bits of state), bit for bit. The 128-bit arithmetic is in
 * 32-bit words and exact; that is some twenty times faster than `bigint`.
 *
 * @see https://github.com/numpy/numpy/blob/main/numpy/random/src/pcg64/pcg64.h
 * @see https://www.pcg-random.org (M. O'Neill, 2014)
 */
export class Pcg64 {
  /** State and increment, four 32-bit words each, lowest first. */
  readonly #state = new Uint32Array(4)
  readonly #increment = new Uint32Array(4)
  /** The halves of the last 64-bit output. */
  high = 0
  low = 0
  /** NumPy's 32-bit draws take the low half of an output and keep the high one for the next such draw. */
  #spare = -1

  /** @param seed a non-negative integer of any size */
  constructor(seed: number | bigint) {
    const words = seedSequence(seed, 8)
    const word = (index: number): number => words[index] as number
    const state = this.#state
    const increment = this.#increment
    // initseq << 1 | 1, of words (hi: 4, 5; lo: 6, 7).
    increment[0] = (word(6) << 1) | 1
    increment[1] = (word(7) << 1) | (word(6) >>> 31)
    increment[2] = (word(4) << 1) | (word(7) >>> 31)
    increment[3] = (word(5) << 1) | (word(4) >>> 31)
    this.#advance()
    let carry = 0
    for (const [index, source] of [2, 3, 0, 1].entries()) {
      const sum = (state[index] as number) + word(source) + carry
      state[index] = sum
      carry = sum > 0xffffffff ? 1 : 0
    }
    this.#advance()
  }

  /** Draws the next 64 bits into `high` and `low`. */
  next64(): void {
    this.#advance()
    const state = this.#state
    const top = state[3] as number
    const high = (top ^ (state[1] as number)) >>> 0
    const low = ((state[2] as number) ^ (state[0] as number)) >>> 0
    const rotation = top >>> 26
    const swap = rotation >= 32
    const a = swap ? low : high
    const b = swap ? high : low
    const shift = rotation & 31
    this.high = shift === 0 ? a : ((a >>> shift) | (b << (32 - shift))) >>> 0
    this.low = shift === 0 ? b : ((b >>> shift) | (a << (32 - shift))) >>> 0
  }

  /** Draws the next 32 bits, as NumPy does: the low half of an output, then its high half. */
  next32(): number {
    if (this.#spare >= 0) {
      const spare = this.#spare
      this.#spare = -1
      return spare
    }
    this.next64()
    this.#spare = this.high
    return this.low
  }

  #advance(): void {
    const state = this.#state
    const increment = this.#increment
    const s0 = state[0] as number
    const s1 = state[1] as number
    const s2 = state[2] as number
    const s3 = state[3] as number
    const low00 = low(s0, m0)
    const low01 = low(s0, m1)
    const low10 = low(s1, m0)
    const low02 = low(s0, m2)
    const low11 = low(s1, m1)
    const low20 = low(s2, m0)
    const c0 = (increment[0] as number) + low00
    const c1 = Math.floor(c0 / word) + (increment[1] as number) + high(s0, m0, low00) + low01 + low10
    const c2 =
      Math.floor(c1 / word) +
      (increment[2] as number) +
      (high(s0, m1, low01) + high(s1, m0, low10)) +
      (low02 + low11 + low20)
    const c3 =
      Math.floor(c2 / word) +
      (increment[3] as number) +
      (high(s0, m2, low02) + high(s1, m1, low11) + high(s2, m0, low20)) +
      (low(s0, m3) + low(s1, m2) + low(s2, m1) + low(s3, m0))
    // A Uint32Array keeps what is below 2^32.
    state[0] = c0
    state[1] = c1
    state[2] = c2
    state[3] = c3
  }
}
