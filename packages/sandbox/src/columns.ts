import { GencodeError } from '@gencode/contract/errors'
import type { Contract } from '@gencode/contract/types'
import { type Parameters, widthOf } from './shape.ts'
import type { NumberColumn } from './types.ts'

/** The most rows that one batch may have. */
const mostRows = 2 ** 28

/** The parameters of a contract whose every column is numbers. @throws GencodeError */
export function parametersOfNumbers(contract: Pick<Contract, 'parameters'> | undefined): Parameters {
  if (!contract) throw new GencodeError('buffers needs a contract: its layouts say how long a row is')
  for (const { name, layout } of contract.parameters)
    if (layout === 'json')
      throw new GencodeError(
        `buffers are columns of numbers; ${name} is plain data, so that batch takes an array`,
      )
  return contract.parameters
}

/** @throws GencodeError where it is no number of rows */
function checkRows(rows: number): void {
  if (!Number.isInteger(rows) || rows < 0 || rows > mostRows)
    throw new GencodeError(`buffers takes a whole number of rows, not ${String(rows)}`)
}

/** A column for each parameter, in ordinary memory. @throws GencodeError */
export function newColumns(parameters: Parameters, rows: number): NumberColumn[] {
  checkRows(rows)
  return parameters.map(({ layout }) =>
    layout === 'boolean' ? new Uint8Array(rows) : new Float64Array(rows * widthOf(layout)),
  )
}
