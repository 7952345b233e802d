/**
 * The hyperbolic tangent, whose bits are the same in every engine: only +, -, *, / and rounding. Within 2 ulp.
 * NaN for NaN.
 */
export function tanh(x: number): number {
  const size = Math.abs(x)
  if (size > 20) return Math.sign(x)
  // In this form nothing is lost near 0.
  const grown = exponentialLessOne(2 * size)
  return Math.sign(x) * (grown / (grown + 2))
}

const ln2High = 0.6931471803691238
const ln2Low = 1.9082149292705877e-10

/** e to the x, less 1, for 0 <= x <= 40: whole powers of two, and Taylor's series for what is left, at most ln(2) / 2. */
function exponentialLessOne(x: number): number {
  const doublings = Math.round(x / Math.LN2)
  const rest = x - doublings * ln2High - doublings * ln2Low
  let series = 0
  for (let power = 16; power > 1; power--) series = (rest / power) * (1 + series)
  let factor = 1
  for (let count = 0; count < doublings; count++) factor *= 2
  return factor * (rest + rest * series) + (factor - 1)
}
