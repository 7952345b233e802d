import { ContractError, GencodeError } from '@gencode/contract/errors'
import type { Contract } from '@gencode/contract/types'
import { SandboxResultError } from './errors.ts'
import type { RawBatch } from './raw-batch.ts'
import { widthOf } from './shape.ts'
import { acceptedTable, columnsOf, withoutTable } from './table.ts'
import type { BatchColumn, BatchComponents } from './types.ts'

/** A result against its contract. @throws ContractError */
export function checkResult(contract: Contract, value: unknown): unknown {
  if (contract.takesEveryNumber === true && Number.isFinite(value)) return value
  return contract.takesEveryReward === true && isReward(value) ? value : contract.checkResult(value)
}

/** Whether a value is a finite reward with finite components, and no more. */
function isReward(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const { reward, components } = value as { readonly reward?: unknown; readonly components?: unknown }
  if (!Number.isFinite(reward) || typeof components !== 'object' || components === null) return false
  if (Array.isArray(components) || Object.keys(value).length !== 2) return false
  for (const term of Object.values(components)) if (!Number.isFinite(term)) return false
  return true
}

/** What a batch may take for each of its rows beyond the time of a call, in milliseconds. */
const rowMs = 0.1

/** The deadline of a batch that names none. */
export function batchTimeoutMs(timeoutMs: number, rows: number): number {
  return timeoutMs + rows * rowMs
}

/** How many rows the columns have. @throws GencodeError where they do not fit the contract's layouts */
export function rowsOf(contract: Contract | undefined, columns: readonly BatchColumn[]): number {
  if (!contract)
    throw new GencodeError('batch needs a contract: its layouts say how columns are cut into rows')
  const { parameters } = contract
  if (columns.length !== parameters.length)
    throw new GencodeError(
      `batch takes one column a parameter (${parameters.map(({ name }) => name).join(', ')}), not ${columns.length}`,
    )
  let rows: number | undefined
  parameters.forEach(({ name, layout }, index) => {
    const column = columns[index] as BatchColumn
    const wanted = layout === 'json' ? 'array' : layout === 'boolean' ? 'Uint8Array' : 'Float64Array'
    const isRight =
      wanted === 'array'
        ? Array.isArray(column)
        : wanted === 'Uint8Array'
          ? column instanceof Uint8Array
          : column instanceof Float64Array
    if (!isRight) throw new GencodeError(`batch: the column of ${name} is a ${wanted}`)
    const width = widthOf(layout)
    const own = column.length / width
    if (!Number.isInteger(own))
      throw new GencodeError(
        `batch: the column of ${name} has ${column.length} numbers, which are not whole rows of ${width}`,
      )
    rows ??= own
    if (own !== rows)
      throw new GencodeError(`batch: the column of ${name} holds ${own} rows, where the first holds ${rows}`)
  })
  return rows ?? 0
}

/**
 * A batch's results against the contract.
 *
 * @throws ContractError naming the first row that breaks it
 */
export function checkBatch(contract: Contract, raw: RawBatch): Float64Array {
  return acceptedTable(contract, raw) ? raw.numbers : collect(contract, withoutTable(raw), undefined, 0)
}

/** The same with the named terms of each row. @throws ContractError, SandboxResultError where there are too many terms */
export function checkComponents(contract: Contract, raw: RawBatch, mostBytes: number): BatchComponents {
  const table = acceptedTable(contract, raw)
  if (table) return { rewards: raw.numbers, components: Object.fromEntries(columnsOf(table)) }
  const columns = new Map<string, Float64Array>()
  const rewards = collect(contract, withoutTable(raw), columns, mostBytes)
  return { rewards, components: Object.fromEntries(columns) }
}

function collect(
  contract: Contract,
  { numbers, others }: RawBatch,
  columns: Map<string, Float64Array> | undefined,
  mostBytes: number,
): Float64Array {
  let next = 0
  const skip = (row: number): boolean => others[next]?.[0] === row && ++next > 0
  for (let row = 0; row < numbers.length; row++) if (!skip(row)) checkRow(contract, row, numbers[row])
  for (const [row, value] of others) {
    const checked = checkRow(contract, row, value)
    numbers[row] = numberOf(contract, checked)
    if (columns) addTerms(contract, columns, row, numbers.length, checked, mostBytes)
  }
  return numbers
}

function checkRow(contract: Contract, row: number, value: unknown): unknown {
  try {
    return checkResult(contract, value)
  } catch (error) {
    if (!(error instanceof ContractError)) throw error
    throw new ContractError({
      code: error.code,
      feedback: `In row ${row} of a batch (rows count from 0): ${error.feedback}`,
      cause: error,
    })
  }
}

function numberOf(contract: Contract, value: unknown): number {
  if (typeof value === 'number') return value
  if (typeof value === 'boolean') return value ? 1 : 0
  const reward = (value as { reward?: unknown } | null)?.reward
  if (typeof reward === 'number') return reward
  throw new GencodeError(
    `batch gives numbers, but ${contract.name} returns neither a number nor an object with a reward`,
  )
}

function addTerms(
  contract: Contract,
  columns: Map<string, Float64Array>,
  row: number,
  rows: number,
  value: unknown,
  mostBytes: number,
): void {
  const terms = (value as { components?: unknown } | null)?.components
  if (typeof terms !== 'object' || terms === null) return
  for (const [name, term] of Object.entries(terms)) {
    if (typeof term !== 'number') continue
    let column = columns.get(name)
    if (!column) {
      if ((columns.size + 1) * rows * 8 > mostBytes)
        throw new SandboxResultError({
          code: 'sandbox/result',
          feedback: `${contract.name} returned more than ${columns.size} different names of components. Use the same few names for every input.`,
        })
      column = new Float64Array(rows)
      columns.set(name, column)
    }
    column[row] = term
  }
}
