import { type Bounds, type Parameters, widthOf } from '../shape.ts'
import type { NumberColumn } from '../types.ts'

/** Where rounding, comparison and conversion go wrong first. */
const special = [
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  0,
  -0,
  1,
  -1,
  0.5,
  -0.5,
  1.5,
  2.5,
  Number.MIN_VALUE,
  -Number.MIN_VALUE,
  2.2250738585072009e-308,
  2 ** 31,
  -(2 ** 31) - 1,
  2 ** 32,
  2 ** 32 + 0.5,
  2 ** 53,
  -(2 ** 63),
  1e21,
  Number.MAX_VALUE,
  -Number.MAX_VALUE,
]

/** Where parameters without bounds are drawn from. */
const ordinary = 10

/**
 * Rows to try a function with: mostly within the bounds that the parameters' docs give, with what else a float64 may be among
 * them. The same rows each time.
 *
 * @returns a column a parameter
 */
export function rowsToCheck(parameters: Parameters, rows: number): NumberColumn[] {
  const draw = uniform()
  const pick = (low: number, high: number): number => {
    const kind = draw()
    if (kind < 0.12) return special[Math.floor(draw() * special.length)] as number
    if (kind < 0.2) return Math.floor((draw() - 0.5) * 16)
    if (kind < 0.24) return (draw() - 0.5) * 10 ** Math.floor(draw() * 600 - 300)
    return low + draw() * (high - low)
  }
  return parameters.map(({ layout, docs }) => {
    if (layout === 'boolean') return new Uint8Array(rows).map(() => (draw() < 0.5 ? 0 : 1)) as NumberColumn
    const width = widthOf(layout)
    return Float64Array.from({ length: rows * width }, (_number, at) => {
      const { low = -ordinary, high = ordinary } = boundsOf(docs?.[at % width])
      return pick(low, high)
    })
  })
}

function boundsOf(doc: Bounds | undefined): { low?: number; high?: number } {
  const [low, high] = [Number(doc?.low), Number(doc?.high)]
  return Number.isFinite(low) && Number.isFinite(high) ? { low, high } : {}
}

/** Numbers from 0 to 1 (xorshift32). */
function uniform(): () => number {
  let state = 0x9e3779b9
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
}
