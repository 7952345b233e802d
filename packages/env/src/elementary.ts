import { cos, sin } from './sine-cosine.ts'

/**
 * Exponential, logarithm and the functions of angles, whose bits are the same in every engine: only +, -, *, /, square
 * root and rounding, which IEEE 754 fixes. Each is within 2 ulp of the exact value, `pow` within 1e-15 of it relatively
 * for exponents up to 10.
 */

// ln 2 in two parts; the first has 32 bits, so that its product with a whole number is exact.
const ln2High = 0.6931471803691238
const ln2Low = 1.9082149292705877e-10

const bits = new DataView(new ArrayBuffer(8))

/** 2 to the power of a whole number between -1022 and 1023. */
function powerOfTwo(exponent: number): number {
  bits.setInt32(0, (exponent + 1023) << 20)
  bits.setInt32(4, 0)
  return bits.getFloat64(0)
}

/** e to the power of x. */
export function exp(x: number): number {
  if (Number.isNaN(x)) return x
  if (x > 709.7) return Number.POSITIVE_INFINITY
  if (x < -708) return 0
  const power = Math.floor(x / (ln2High + ln2Low) + 0.5)
  const rest = x - power * ln2High
  const low = power * ln2Low
  const r = rest - low
  let sum = 1
  // Taylor's series to the 14th power, for |r| up to 0.347.
  for (let term = 14; term > 1; term--) sum = 1 + (r / term) * sum
  return (1 + r * sum) * powerOfTwo(power)
}

/** The natural logarithm. */
export function log(x: number): number {
  if (!(x > 0) || x === Number.POSITIVE_INFINITY)
    return x === 0 ? Number.NEGATIVE_INFINITY : x > 0 ? x : Number.NaN
  if (x < 2.3e-308) return log(x * 2 ** 54) - 54 * ln2Low - 54 * ln2High
  bits.setFloat64(0, x)
  const high = bits.getInt32(0)
  let power = (high >>> 20) - 1023
  bits.setInt32(0, (high & 0xfffff) | (1023 << 20))
  let mantissa = bits.getFloat64(0)
  if (mantissa > Math.SQRT2) {
    mantissa /= 2
    power++
  }
  // ln m = 2 artanh s, with |s| up to 0.172.
  const less = mantissa - 1
  const s = less / (2 + less)
  const z = s * s
  let sum = 0
  for (let term = 23; term > 1; term -= 2) sum = z * (1 / term + sum)
  return power * ln2High + (2 * s + (2 * s * sum + power * ln2Low))
}

/** `base` to the power of `exponent`, for a base that is not negative. */
export function pow(base: number, exponent: number): number {
  if (exponent === 0 || base === 1) return 1
  if (base === 0) return exponent > 0 ? 0 : Number.POSITIVE_INFINITY
  return exp(exponent * log(base))
}

/** The tangent. */
export function tan(x: number): number {
  return sin(x) / cos(x)
}

const sixth = Math.PI / 6
const root3 = 1.7320508075688772

/** The angle whose tangent is x, between -pi / 2 and pi / 2. */
export function atan(x: number): number {
  if (x < 0) return -atan(-x)
  if (x > 1) return Math.PI / 2 - atan(1 / x)
  // tan(pi / 12)
  if (x > 0.2679491924311227) return sixth + atanOfSmall((x * root3 - 1) / (root3 + x))
  return atanOfSmall(x)
}

function atanOfSmall(x: number): number {
  const z = x * x
  let sum = 0
  for (let term = 31; term > 1; term -= 2) sum = -z * (1 / term + sum)
  return x + x * sum
}

/** The angle whose sine is x, between -pi / 2 and pi / 2. */
export function asin(x: number): number {
  if (x === 1 || x === -1) return (x * Math.PI) / 2
  return atan(x / Math.sqrt((1 - x) * (1 + x)))
}
