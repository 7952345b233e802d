/** ln 2 in two parts, the first with 32 trailing zero bits, so that a whole multiple of it is exact. */
const ln2High: f64 = 0.6931471803691238
const ln2Low: f64 = 1.9082149292705877e-10

/** e to the x, to within 1e-13 of it; as if x were -700 or 700 beyond them. */
export function exp(x: f64): f64 {
  if (x < -700) x = -700
  else if (x > 700) x = 700
  const halvings = nearest(x * Math.LOG2E)
  const r = x - halvings * ln2High - halvings * ln2Low
  let sum: f64 = 2.505210838544172e-8
  sum = sum * r + 2.755731922398589e-7
  sum = sum * r + 2.7557319223985893e-6
  sum = sum * r + 2.48015873015873e-5
  sum = sum * r + 0.0001984126984126984
  sum = sum * r + 0.001388888888888889
  sum = sum * r + 0.008333333333333333
  sum = sum * r + 0.041666666666666664
  sum = sum * r + 0.16666666666666666
  sum = sum * r + 0.5
  sum = sum * r + 1
  sum = sum * r + 1
  return sum * reinterpret<f64>((<i64>halvings + 1023) << 52)
}

/** The natural logarithm of a normal positive double, within 1e-15 of it or of 1. */
export function log(x: f64): f64 {
  const bits = reinterpret<i64>(x)
  let exponent = <i32>(bits >> 52) - 1023
  let mantissa = reinterpret<f64>((bits & 0xfffffffffffff) | 0x3ff0000000000000)
  if (mantissa > Math.SQRT2) {
    mantissa *= 0.5
    exponent++
  }
  const t = (mantissa - 1) / (mantissa + 1)
  const z = t * t
  let series: f64 = 0.047619047619047616
  series = series * z + 0.05263157894736842
  series = series * z + 0.058823529411764705
  series = series * z + 0.06666666666666667
  series = series * z + 0.07692307692307693
  series = series * z + 0.09090909090909091
  series = series * z + 0.1111111111111111
  series = series * z + 0.14285714285714285
  series = series * z + 0.2
  series = series * z + 0.3333333333333333
  series = series * z + 1
  return 2 * t * series + <f64>exponent * ln2High + <f64>exponent * ln2Low
}
