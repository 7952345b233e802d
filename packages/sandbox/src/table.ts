import type { Contract } from '@gencode/contract/types'
import type { RawBatch, Table } from './raw-batch.ts'

/** The table of a batch, where a contract has nothing to object to in it: then no row need be looked at. */
export function acceptedTable(contract: Contract, { table, others }: RawBatch): Table | undefined {
  if (!table?.isFinite || others.length > 0 || contract.takesEveryNumber !== true) return undefined
  const hasTerms = table.shapes.some((names) => names !== undefined)
  return hasTerms && contract.takesEveryReward !== true ? undefined : table
}

/** The named columns of a table, in the order in which rows first had them. */
export function columnsOf({ names, columns, shapes, endings }: Table): Map<string, Float64Array> {
  const found = new Map<string, Float64Array>()
  for (const shape of endings ? inOrder(endings) : [0])
    for (const name of shapes[shape] ?? [])
      if (!found.has(name)) found.set(name, columns[names.indexOf(name)] as Float64Array)
  return found
}

/** The numbers of an array, each once, by where they are first. */
function inOrder(numbers: Float64Array): Iterable<number> {
  return new Set(numbers)
}

/** The same results without a table, row by row, as the engine gives them. */
export function withoutTable(raw: RawBatch): RawBatch {
  const { table } = raw
  if (!table) return raw
  const numbers = raw.numbers.slice()
  const others: Array<readonly [row: number, value: unknown]> = []
  const given = new Map(raw.others)
  for (let row = 0; row < numbers.length; row++) {
    const value = given.has(row) ? given.get(row) : rowOf(table, raw.numbers, row)
    if (typeof value === 'number') numbers[row] = value
    else {
      numbers[row] = 0
      others.push([row, value])
    }
  }
  return { numbers, others }
}

/** A row's result. */
export function rowOf(
  { names, columns, shapes, endings }: Table,
  numbers: Float64Array,
  row: number,
): unknown {
  const reward = numbers[row] as number
  const shape = shapes[endings?.[row] ?? 0]
  if (!shape) return reward
  const components = Object.fromEntries(shape.map((name) => [name, columns[names.indexOf(name)]?.[row]]))
  return { reward, components }
}
