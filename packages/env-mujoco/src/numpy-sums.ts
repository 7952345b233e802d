const { fround } = Math
const square = (value: number): number => value * value

/**
 * The sum as NumPy adds up: one after another up to 7 numbers, eight sums side by side up to 128, halves beyond.
 *
 * @param round what each sum is rounded to; @default double precision
 * @see https://github.com/numpy/numpy/blob/main/numpy/_core/src/umath/loops_utils.h.src `pairwise_sum`
 */
export function sum(values: ArrayLike<number>, round?: (value: number) => number): number {
  return pairwise(values, 0, values.length, round ?? ((value) => value))
}

/** The sum of the squares, as `np.sum(np.square(values))` in double precision. */
export function sumOfSquares(values: ArrayLike<number>): number {
  const squares = new Float64Array(values.length)
  for (let index = 0; index < values.length; index++) squares[index] = square(values[index] as number)
  return sum(squares)
}

/** The same in single precision, in which an action comes. */
export function singleSumOfSquares(values: Float32Array): number {
  const squares = new Float32Array(values.length)
  for (let index = 0; index < values.length; index++) squares[index] = square(values[index] as number)
  return sum(squares, fround)
}

/** A Python number times a single-precision one: single precision. */
export function singleProduct(weight: number, value: number): number {
  return fround(fround(weight) * value)
}

/** The Euclidean length. */
export function norm(values: ArrayLike<number>): number {
  let squares = 0
  for (let index = 0; index < values.length; index++) squares += square(values[index] as number)
  return Math.sqrt(squares)
}

function pairwise(
  values: ArrayLike<number>,
  start: number,
  count: number,
  round: (value: number) => number,
): number {
  const at = (index: number): number => values[start + index] as number
  if (count < 8) {
    let total = 0
    for (let index = 0; index < count; index++) total = round(total + at(index))
    return total
  }
  if (count > 128) {
    const half = Math.floor(count / 2) - (Math.floor(count / 2) % 8)
    return round(pairwise(values, start, half, round) + pairwise(values, start + half, count - half, round))
  }
  const sums = Array.from({ length: 8 }, (_, lane) => at(lane))
  const whole = count - (count % 8)
  for (let index = 8; index < whole; index += 8)
    for (let lane = 0; lane < 8; lane++) sums[lane] = round((sums[lane] as number) + at(index + lane))
  const pair = (a: number, b: number): number => round((sums[a] as number) + (sums[b] as number))
  let total = round(round(pair(0, 1) + pair(2, 3)) + round(pair(4, 5) + pair(6, 7)))
  for (let index = whole; index < count; index++) total = round(total + at(index))
  return total
}
