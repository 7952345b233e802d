/** Results of many rows whose components are columns. */
export interface Table {
  /** The names of the columns. */
  readonly names: readonly string[]
  /** One number a row each; of no meaning in a row of `others`. */
  readonly columns: readonly Float64Array[]
  /** The ways in which rows end: with components of these names, or, `undefined`, with a plain number. */
  readonly shapes: ReadonlyArray<readonly string[] | undefined>
  /** For each row which of the ways it was, where there are several. */
  readonly endings: Float64Array | undefined
  /** Whether no number of a row is NaN or infinite, but for rows of `others`. */
  readonly isFinite: boolean
}

/** What `batch` brings before the contract has seen it. */
export interface RawBatch {
  /** One number a row; 0 where the row is in `others`. */
  readonly numbers: Float64Array
  /** The rows whose result is no number, or not in the table. */
  readonly others: ReadonlyArray<readonly [row: number, value: unknown]>
  /** Where the rows were run by compiled code. */
  readonly table?: Table
}
