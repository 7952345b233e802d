import type { Contract } from '@gencode/contract'
import { CodeError, ContractError } from '@gencode/contract/errors'
import { SandboxTimeoutError } from '@gencode/sandbox'
import type { RunnableFunction } from '../attempt.ts'
import { jsonText } from '../json-text.ts'
import { ProbeError, withInput } from './failure.ts'
import type { RewardProbes } from './gather-probes.ts'
import type { ProbeOutput } from './suspicions.ts'

/** A function and what it is tried with. */
export interface Trial {
  readonly fn: RunnableFunction
  readonly contract: Contract
  readonly probes: RewardProbes
}

/** A function whose every call takes longer would make training hopeless. */
const slowCallMs = 2
/** The deadline of all probes: long, for the machine may be busy. */
const batchMs = 1500
/** How long is looked for the call that fails. */
const searchMs = 500

/**
 * Calls the function with all probes.
 *
 * @throws CodeError: of the first call that fails, with its input; ProbeError `probe/slow`
 */
export async function callProbes(trial: Trial): Promise<ProbeOutput> {
  let output = await tryAll(trial)
  // No call is late by itself: the machine may have been busy.
  if (output === 'late') output = await tryAll(trial)
  if (typeof output === 'object') return output
  throw new ProbeError({
    code: 'probe/slow',
    feedback: `A call takes more than ${slowCallMs} ms; the function is called after every step, so it must be much faster. Compute less.`,
  })
}

async function tryAll(trial: Trial): Promise<ProbeOutput | 'slow' | 'late'> {
  const { fn, probes } = trial
  try {
    // A single call has a shorter deadline: most endless loops end here.
    await fn(...argumentsAt(0, trial))
    const start = performance.now()
    const output = await fn.batch(probes.columns, { components: true, timeoutMs: batchMs })
    const ms = (performance.now() - start) / probes.rows
    return ms > slowCallMs && (await isSlow(trial)) ? 'slow' : output
  } catch (error) {
    const found = await failingCall(error, trial)
    if (!(found instanceof SandboxTimeoutError) || 'input' in found) throw found
    return (await isSlow(trial)) ? 'slow' : 'late'
  }
}

/** Whether even the shortest of some calls is too long: on a busy machine, the others say little. */
async function isSlow(trial: Trial): Promise<boolean> {
  const { rows } = trial.probes
  for (let row = 0; row < rows; row += Math.ceil(rows / 15)) {
    const args = argumentsAt(row, trial)
    const start = performance.now()
    await trial.fn(...args)
    if (performance.now() - start <= slowCallMs) return false
  }
  return true
}

/** The error of the first call that fails by itself, with its input, for the model is told that; else the error as it was. */
async function failingCall(error: unknown, trial: Trial): Promise<unknown> {
  if (!(error instanceof CodeError)) return error
  const until = performance.now() + searchMs
  for (let row = 0; row < trial.probes.rows && performance.now() < until; row++)
    try {
      await trial.fn(...argumentsAt(row, trial))
    } catch (single) {
      return single instanceof CodeError ? ofCall(single, inputText(row, trial)) : single
    }
  return error
}

function ofCall(error: CodeError, input: string): CodeError {
  // The contract says the same of NaN as of a text; a model mends it differently.
  const output =
    error instanceof ContractError ? /returned (NaN|-?Infinity)\b/.exec(error.feedback)?.[1] : undefined
  return output === undefined ? withInput(error, input) : notFinite(output, input, error)
}

/** The error of a call that gave NaN or an infinity. */
export function notFinite(output: string, input: string, cause?: unknown): ProbeError {
  return new ProbeError({
    code: 'probe/not-finite',
    feedback: `The function returned ${output}, but it must return a finite number for every input. Guard divisions, logarithms, roots and exponentials.`,
    input,
    output,
    cause,
  })
}

/** The arguments of one probe. */
export function argumentsAt(
  row: number,
  { contract, probes }: Pick<Trial, 'contract' | 'probes'>,
): unknown[] {
  return contract.parameters.map(({ layout }, index) => {
    const column = probes.columns[index] as Float64Array | Uint8Array
    if (typeof layout !== 'object') return layout === 'boolean' ? column[row] === 1 : column[row]
    return Array.from(column.subarray(row * layout.numbers, (row + 1) * layout.numbers))
  })
}

/** The arguments of one probe as a model reads them. */
export function inputText(row: number, trial: Trial): string {
  return argumentsText(trial.contract, argumentsAt(row, trial))
}

/** A call's arguments by name; numbers to six digits. */
export function argumentsText(contract: Contract, args: readonly unknown[]): string {
  const short = (_key: string, value: unknown): unknown =>
    typeof value === 'number' ? Number(value.toPrecision(6)) : value
  return contract.parameters.map(({ name }, index) => `${name} = ${jsonText(args[index], short)}`).join(', ')
}
