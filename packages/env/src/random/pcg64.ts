import { seedSequence } from './seed-sequence.ts'

// The multiplier 0x2360ed051fc65da44385df649fccf645 as eight 16-bit digits, lowest first.
const m0 = 0xf645
const m1 = 0x9fcc
const m2 = 0xdf64
const m3 = 0x4385
const m4 = 0x5da4
const m5 = 0x1fc6
const m6 = 0xed05
const m7 = 0x2360

/**
 * NumPy's default bit generator, PCG64 (XSL-RR, 128 bits of state), bit for bit. The 128-bit arithmetic is in
 * 16-bit digits, whose products and sums stay exact in doubles; that is ten times faster than `bigint`.
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
    const s0 = (state[0] as number) & 0xffff
    const s1 = (state[0] as number) >>> 16
    const s2 = (state[1] as number) & 0xffff
    const s3 = (state[1] as number) >>> 16
    const s4 = (state[2] as number) & 0xffff
    const s5 = (state[2] as number) >>> 16
    const s6 = (state[3] as number) & 0xffff
    const s7 = (state[3] as number) >>> 16
    const c0 = (increment[0] as number) + s0 * m0 + (s0 * m1 + s1 * m0) * 0x10000
    const k0 = Math.floor(c0 / 0x100000000)
    const c1 =
      k0 +
      (increment[1] as number) +
      (s0 * m2 + s1 * m1 + s2 * m0) +
      (s0 * m3 + s1 * m2 + s2 * m1 + s3 * m0) * 0x10000
    const k1 = Math.floor(c1 / 0x100000000)
    const c2 =
      k1 +
      (increment[2] as number) +
      (s0 * m4 + s1 * m3 + s2 * m2 + s3 * m1 + s4 * m0) +
      (s0 * m5 + s1 * m4 + s2 * m3 + s3 * m2 + s4 * m1 + s5 * m0) * 0x10000
    const k2 = Math.floor(c2 / 0x100000000)
    const high = s0 * m7 + s1 * m6 + s2 * m5 + s3 * m4 + s4 * m3 + s5 * m2 + s6 * m1 + s7 * m0
    const c3 =
      k2 +
      (increment[3] as number) +
      (s0 * m6 + s1 * m5 + s2 * m4 + s3 * m3 + s4 * m2 + s5 * m1 + s6 * m0) +
      (high & 0xffff) * 0x10000
    // A Uint32Array keeps what is below 2^32.
    state[0] = c0
    state[1] = c1
    state[2] = c2
    state[3] = c3
  }
}
