/**
 * Sine and cosine whose bits are the same in every engine: only +, -, * and rounding, which IEEE 754 fixes.
 * `Math.sin` and `Math.cos` are not (Node 20 and Chromium 156 differ in the last bit for some inputs), and an
 * episode amplifies such a bit until its trajectory is another one.
 *
 * Within 1 ulp of the exact value for |x| up to 1.6e6; beyond that still the same bits, with less accuracy.
 * NaN where x is not finite.
 */
export function sin(x: number): number {
  if (x > -small && x < small) return sineOfSmall(x)
  return x > -0.785 && x < 0.785 ? sine(x, 0) : reduced(x, 0)
}

/** @see sin */
export function cos(x: number): number {
  if (x > -small && x < small) return cosineOfSmall(x)
  return x > -0.785 && x < 0.785 ? cosine(x, 0) : reduced(x, 1)
}

// pi / 2 in three parts; the first two have 33 bits, so that their products with a quadrant are exact.
const half1 = 1.5707963267341256
const half2 = 6.077100506303966e-11
const half3 = 2.0222662487959506e-21
const reducible = 1.6e6
/** Added and taken away, it leaves the nearest integer; quicker than Math.round. */
const rounding = 1.5 * 2 ** 52

/** Below it the last terms of the series are under a hundredth of an ulp. It covers a CartPole's angles. */
const small = 0.22

function sineOfSmall(x: number): number {
  const z = x * x
  const z2 = z * z
  const series = -1 / 6 + z * (1 / 120) + z2 * (-1 / 5040 + z * (1 / 362880) + z2 * (-1 / 39916800))
  return x + x * z * series
}

function cosineOfSmall(x: number): number {
  const z = x * x
  const z2 = z * z
  const series = 1 / 24 + z * (-1 / 720) + z2 * (1 / 40320 + z * (-1 / 3628800) + z2 * (1 / 479001600))
  const half = z * 0.5
  const rough = 1 - half
  return rough + (1 - rough - half + z2 * series)
}

/** The sine of x and `quarters` quarter turns: x less its quadrants is `rest` + `tail`, within pi / 4 of 0. */
function reduced(x: number, quarters: number): number {
  const within = Math.abs(x) > reducible ? x % (2 * Math.PI) : x
  const quadrant = within * (2 / Math.PI) + rounding - rounding
  const near = within - quadrant * half1
  const nearer = near - quadrant * half2
  const correction = quadrant * half3 - (near - nearer - quadrant * half2)
  const rest = nearer - correction
  const tail = nearer - rest - correction
  const turned = quadrant + quarters
  const value = turned & 1 ? cosine(rest, tail) : sine(rest, tail)
  return turned & 2 ? -value : value
}

/**
 * Taylor's series to the 17th power; what is left out is below 1e-19. The terms are taken in pairs, so that the
 * processor need not wait for each before the next: an environment's step is mostly this.
 */
function sine(r: number, low: number): number {
  const z = r * r
  const z2 = z * z
  const last = -1 / 39916800 + z * (1 / 6227020800) + z2 * (-1 / 1307674368e3 + z * (1 / 355687428096e3))
  const series = -1 / 6 + z * (1 / 120) + z2 * (-1 / 5040 + z * (1 / 362880) + z2 * last)
  return r + (z * r * series + low * (1 - z * 0.5))
}

/** Taylor's series to the 16th power; what is left out is below 3e-18. */
function cosine(r: number, low: number): number {
  const z = r * r
  const z2 = z * z
  const last = 1 / 479001600 + z * (-1 / 87178291200) + z2 * (1 / 20922789888e3)
  const series = 1 / 24 + z * (-1 / 720) + z2 * (1 / 40320 + z * (-1 / 3628800) + z2 * last)
  const half = z * 0.5
  const rough = 1 - half
  // What the subtraction rounded away comes back with the small terms.
  return rough + (1 - rough - half + (z2 * series - r * low))
}
