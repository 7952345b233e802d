import { GencodeError } from '@gencode/contract/errors'
import type { Contract } from '@gencode/contract/types'
import { wholeInRange } from './options.ts'
import { type Parameters, widthOf } from './shape.ts'
import type { NumberColumn } from './types.ts'

/** The most rows that one batch may have. */
const mostRows = 2 ** 28

/** @throws GencodeError where a column of a contract is not numbers, or it is no number of rows */
export function checkBuffers(contract: Pick<Contract, 'parameters'> | undefined, rows: number): void {
  if (!contract) throw new GencodeError('buffers needs a contract: its layouts say how long a row is')
  for (const { name, layout } of contract.parameters)
    if (layout === 'json')
      throw new GencodeError(
        `buffers are columns of numbers; ${name} is plain data, so that batch takes an array`,
      )
  wholeInRange('rows', rows, 0, mostRows)
}

/** A column for each parameter, in ordinary memory. */
export function newColumns(parameters: Parameters, rows: number): NumberColumn[] {
  return parameters.map(({ layout }) =>
    layout === 'boolean' ? new Uint8Array(rows) : new Float64Array(rows * widthOf(layout)),
  )
}
