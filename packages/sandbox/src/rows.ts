import { encodeText } from './codec.ts'
import { Others } from './others.ts'
import type { Realm } from './realm.ts'
import type { Layout, Parameters } from './shape.ts'
import type { Slots } from './slots.ts'

/** What `batch` brings before the contract has seen it. */
export interface RawBatch {
  /** One number a row; 0 where the row is in `others`. */
  readonly numbers: Float64Array
  /** The rows whose result is no number. */
  readonly others: ReadonlyArray<readonly [row: number, value: unknown]>
}

/**
 * Calls a function once a row, within a crossing.
 *
 * @throws GuestThrow, Refused
 */
export function runRows(
  realm: Realm,
  fn: number,
  slots: Slots,
  parameters: Parameters,
  columns: ReadonlyArray<ArrayLike<unknown>>,
  rows: number,
): RawBatch {
  const { machine } = realm
  const call = rowCaller(realm, fn, slots, parameters, columns)
  const others = new Others(realm, rows)
  const numbers = new Float64Array(rows)
  for (let row = 0; row < rows; row++)
    if (call(row)) numbers[row] = machine.numberAt(slots.at) as number
    else others.add(row, realm.checked(machine.moveOut(slots.at)))
  return { numbers, others: others.all() }
}

/** Calls a function with a row of each column; the result is in the first slot then. */
export function rowCaller(
  realm: Realm,
  fn: number,
  slots: Slots,
  parameters: Parameters,
  columns: ReadonlyArray<ArrayLike<unknown>>,
): (row: number) => boolean {
  const { machine } = realm
  const count = parameters.length
  const layouts = parameters.map(({ layout }) => layout)
  const texts = layouts.flatMap((layout, index) => (layout === 'json' ? [index] : []))
  const writeAndCall = (row: number): boolean => {
    for (let index = 0; index < count; index++)
      slots.write(index, layouts[index] as Layout, columns[index] as ArrayLike<unknown>, row)
    return machine.callSlots(fn, count, slots.at)
  }
  if (texts.length === 0) return writeAndCall

  const { decode, pick } = machine.at
  const lists = texts.map((index) => {
    const text = machine.newString(encodeText(columns[index], realm.options.resultDepth + 2))
    const list = realm.checked(machine.call(decode, [text]))
    machine.free(text)
    return list
  })
  return (row) => {
    const at = machine.newNumber(row)
    const values = lists.map((list) => machine.call(pick, [list, at]))
    texts.forEach((index, which) => {
      slots.lend(index, values[which] as number)
    })
    const isNumber = writeAndCall(row)
    for (const value of [at, ...values]) machine.free(value)
    return isNumber
  }
}
