import { SandboxTimeoutError } from '../errors.ts'
import type { GuestFunction } from '../quickjs/guest-function.ts'
import type { RawBatch } from '../raw-batch.ts'
import { type Parameters, widthOf } from '../shape.ts'
import { rowOf } from '../table.ts'
import type { BatchColumn } from '../types.ts'
import { rowsToCheck } from './check-rows.ts'
import type { CompiledFunction } from './compiled-function.ts'
import { expired, type Fuse } from './fuse.ts'

const drawnRows = 224
/** Rows that the caller brought. */
const furtherRows = 32
/** Rows that are run between two looks at whether it takes too long. */
const partRows = 32
/** Wild inputs may take a function long; what has been compared by then counts. */
const partMs = 10

/** Two functions that must give the same: each on an instance of its own, as it is before its first call. */
export interface Pair {
  readonly compiled: CompiledFunction
  readonly guest: GuestFunction
  readonly fuse: Fuse
  readonly parameters: Parameters
}

/**
 * Runs both on rows drawn from the parameters' bounds, with what else a float64 may be among them, and on the first of
 * some further rows.
 *
 * @returns whether all results are equal to the bit
 */
export function areAlike(pair: Pair, further: readonly BatchColumn[], rows: number): boolean {
  const drawn = rowsToCheck(pair.parameters, drawnRows)
  return alikeOn(pair, further, Math.min(rows, furtherRows)) && alikeOn(pair, drawn, drawnRows)
}

function alikeOn(pair: Pair, columns: readonly BatchColumn[], rows: number): boolean {
  for (let from = 0; from < rows; from += partRows) {
    const to = Math.min(from + partRows, rows)
    const part = columns.map((column, index) => {
      const width = widthOf((pair.parameters[index] as Parameters[number]).layout)
      return (column as Float64Array).subarray(from * width, to * width)
    })
    const isAlike = compare(pair, part, to - from)
    if (isAlike === undefined) return true
    if (!isAlike) return false
  }
  return true
}

/** @returns `undefined` where one of them did not end in time */
function compare(
  { compiled, guest, fuse }: Pair,
  columns: readonly BatchColumn[],
  rows: number,
): boolean | undefined {
  const givenUp = new Set<number>()
  let ours: RawBatch
  try {
    fuse.light(partMs)
    ours = compiled.batch(columns, rows, (row) => {
      givenUp.add(row)
      return { numbers: new Float64Array(rows), others: [] }
    })
  } catch (error) {
    if (error === expired) return undefined
    throw error
  }
  for (let row = 0; row < rows; row++) {
    // QuickJS runs it in either tier.
    if (givenUp.has(row)) continue
    let end = row + 1
    while (end < rows && !givenUp.has(end)) end++
    try {
      const theirs = guest.batch(columns, rows, partMs, { from: row, to: end })
      if (!agree(ours, theirs, row, end)) return false
    } catch (error) {
      // Anything that QuickJS throws, the compiled function should have given up.
      return error instanceof SandboxTimeoutError ? undefined : false
    }
    row = end
  }
  return true
}

function agree(ours: RawBatch, theirs: RawBatch, from: number, to: number): boolean {
  const others = new Map(theirs.others)
  for (let row = from; row < to; row++) {
    const expected = others.has(row) ? others.get(row) : theirs.numbers[row]
    const actual = ours.table ? rowOf(ours.table, ours.numbers, row) : ours.numbers[row]
    if (!isSame(actual, expected)) return false
  }
  return true
}

/** Whether two results are equal to the bit, and their components stand in one order. */
function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b)
  const [first, second] = [Object.entries(a), Object.entries(b)]
  return (
    first.length === second.length &&
    first.every(([key, value], at) => key === second[at]?.[0] && isSame(value, second[at]?.[1]))
  )
}
