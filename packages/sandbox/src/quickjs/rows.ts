import type { RawBatch } from '../raw-batch.ts'
import type { Parameters } from '../shape.ts'
import { encodeText } from './codec.ts'
import { Orderly } from './crossing.ts'
import type { Machine } from './machine.ts'
import { Others } from './others.ts'
import type { Realm } from './realm.ts'
import type { Slots } from './slots.ts'

/** A function of the guest with the way in which its arguments cross. */
export interface Callee {
  readonly realm: Realm
  readonly fn: number
  readonly slots: Slots
  readonly parameters: Parameters
  readonly texts: readonly number[]
}

/** Some rows of a batch: from the first of them to before the other. */
export interface RowRange {
  readonly from: number
  readonly to: number
}

/**
 * Calls a function once a row, or for some of the rows, within a crossing.
 *
 * @throws GuestThrow, Refused
 */
export function runRows(
  callee: Callee,
  columns: ReadonlyArray<ArrayLike<unknown>>,
  rows: number,
  { from, to }: RowRange = { from: 0, to: rows },
): RawBatch {
  const { realm, slots } = callee
  const { machine } = realm
  const lists = decodedColumns(callee, columns)
  const others = new Others(realm, rows)
  const numbers = new Float64Array(rows)
  try {
    for (let row = from; row < to; row++)
      if (callRow(callee, columns, row, lists)) numbers[row] = machine.memory.numberAt(slots.at) as number
      else others.add(row, realm.checked(machine.moveOut(slots.at)))
  } catch (error) {
    if (error instanceof Orderly) freeAll(machine, lists)
    throw error
  }
  freeAll(machine, lists)
  return { numbers, others: others.all() }
}

function freeAll(machine: Machine, values: readonly number[]): void {
  for (const value of values) machine.free(value)
}

/**
 * Calls a function with arguments that fit its parameters, within a crossing.
 *
 * @returns whether the result, which is in the first slot, is a number
 * @throws GuestThrow, Refused
 */
export function runOnce(callee: Callee, args: readonly unknown[]): boolean {
  const { realm, slots, parameters, texts } = callee
  for (let index = 0; index < parameters.length; index++) {
    const { layout } = parameters[index] as Parameters[number]
    if (typeof layout === 'object') slots.write(index, layout, args[index] as ArrayLike<unknown>, 0)
    else slots.write(index, layout, args, index)
  }
  if (texts.length === 0) return realm.machine.callSlots(callee.fn, parameters.length, slots.at)
  const lists = decodedColumns(
    callee,
    args.map((arg) => [arg]),
  )
  const isNumber = callWith(callee, lists, 0)
  freeAll(realm.machine, lists)
  return isNumber
}

/** The columns that cross as text, as lists of the guest. */
function decodedColumns(
  { realm, texts }: Callee,
  columns: ReadonlyArray<ArrayLike<unknown>>,
): readonly number[] {
  const { machine, options } = realm
  return texts.map((index) => {
    const text = machine.newString(encodeText(columns[index], options.resultDepth + 2))
    const list = machine.call(machine.at.decode, [text])
    machine.free(text)
    return realm.checked(list)
  })
}

/** Calls a function with a row of each column. @returns whether the result, which is in the first slot, is a number */
function callRow(
  callee: Callee,
  columns: ReadonlyArray<ArrayLike<unknown>>,
  row: number,
  lists: readonly number[],
): boolean {
  const { realm, slots, parameters, texts } = callee
  for (let index = 0; index < parameters.length; index++) {
    const { layout } = parameters[index] as Parameters[number]
    slots.write(index, layout, columns[index] as ArrayLike<unknown>, row)
  }
  return texts.length === 0
    ? realm.machine.callSlots(callee.fn, parameters.length, slots.at)
    : callWith(callee, lists, row)
}

/** Calls a function with what is in its slots, and item `row` of each list for the parameters that cross as text. */
function callWith(
  { realm, fn, slots, parameters, texts }: Callee,
  lists: readonly number[],
  row: number,
): boolean {
  const { machine } = realm
  const at = machine.newNumber(row)
  const lent = texts.map((index, which) => {
    const value = machine.call(machine.at.pick, [lists[which] as number, at])
    slots.lend(index, value)
    return value
  })
  const isNumber = machine.callSlots(fn, parameters.length, slots.at)
  freeAll(machine, [at, ...lent])
  return isNumber
}
