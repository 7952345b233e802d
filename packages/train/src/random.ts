import { Rng } from '@gencode/env'

/** What the draws of one seed are for; each has a stream of its own, so none disturbs another. */
const streams = { parameters: 0n, training: 1n, evaluation: 2n, assessment: 3n }

/** NumPy's generator for one purpose of one seed, and of one part of the training where each part has its own. */
export function stream(seed: number, purpose: keyof typeof streams, part = 0): Rng {
  return new Rng((BigInt(part) << 64n) + BigInt(seed) * 4n + streams[purpose])
}

/** A seed for `env.reset`, 32 bits. */
export function episodeSeed(rng: Rng): number {
  return Math.floor(rng.random() * 0x1_0000_0000)
}

/**
 * Fills an array with standard normal draws (Marsaglia's polar method). Of the functions that it uses IEEE 754
 * fixes every bit, so each engine draws the same.
 */
export function fillNormal(rng: Rng, values: Float64Array): void {
  for (let index = 0; index < values.length; index += 2) {
    let u: number
    let v: number
    let s: number
    do {
      u = 2 * rng.random() - 1
      v = 2 * rng.random() - 1
      s = u * u + v * v
    } while (s >= 1 || s === 0)
    const scale = Math.sqrt((-2 * log(s)) / s)
    values[index] = u * scale
    if (index + 1 < values.length) values[index + 1] = v * scale
  }
}

/** The natural logarithm of 0 < x < 1, the same bits in every engine (`Math.log` isn't); within 1e-15. */
function log(x: number): number {
  let mantissa = x
  let halvings = 0
  while (mantissa < Math.SQRT1_2) {
    mantissa *= 2
    halvings++
  }
  const t = (mantissa - 1) / (mantissa + 1)
  const z = t * t
  let series = 0
  for (let odd = 21; odd >= 1; odd -= 2) series = series * z + 1 / odd
  return 2 * t * series - halvings * Math.LN2
}
