import type { Contract } from '@gencode/contract'
import { CodeError, ContractError } from '@gencode/contract/errors'
import { type Sandbox, SandboxTimeoutError } from '@gencode/sandbox'
import type { RunnableFunction } from '../attempt.ts'
import { ProbeError, type Warning } from './failure.ts'
import type { RewardProbes } from './gather-probes.ts'
import { changedParameter, harnessed, harnessName } from './harness.ts'
import { type ProbeOutput, type Severities, suspicions } from './suspicions.ts'

/** What probing a function that passed gave. */
export interface ProbeReport {
  /** One per probe, of a reward task. */
  readonly rewards?: readonly number[]
  /** The named terms of the rewards, where the function gives them. */
  readonly components?: Readonly<Record<string, readonly number[]>>
  readonly warnings: readonly Warning[]
}

/** A function whose every call takes longer would make training hopeless. */
const slowCallMs = 2
/** The deadline of all probes: long, for the machine may be busy. */
const batchMs = 1500
/** How long is looked for the call that fails. */
const searchMs = 500
/** How many probes are tried for changed inputs: a function that changes them mostly does so always. */
const unchangedRows = 12

/**
 * Tries a reward function with all probes.
 *
 * @throws CodeError: what the function threw, or a ProbeError (`probe/not-finite`, `probe/not-deterministic`,
 *   `probe/mutates-input`, `probe/slow`, or a suspicion that `severities` makes an error)
 */
export async function probeReward(
  fn: RunnableFunction,
  contract: Contract,
  probes: RewardProbes,
  sandbox: Sandbox,
  severities?: Severities,
): Promise<ProbeReport> {
  const output = await callAll(fn, contract, probes)
  refuseNotFinite(output, contract, probes)
  refuseChangingResults(output, contract, probes)
  await refuseChangedInputs(fn, contract, probes, sandbox)
  const { errors, warnings } = suspicions(output, probes, severities)
  const rewards = Array.from(output.rewards)
  const components = Object.fromEntries(
    Object.entries(output.components).map(([name, terms]) => [name, Array.from(terms)]),
  )
  const report = { rewards, ...(Object.keys(components).length > 0 ? { components } : {}), warnings }
  if (errors[0]) throw new SuspicionError(errors[0], report)
  return report
}

/** A suspicion that the caller made an error; the function itself ran, and this is what it gave. */
export class SuspicionError extends ProbeError {
  static override readonly marker: string = 'SuspicionError'
  readonly report: ProbeReport

  constructor(suspicion: Warning, report: ProbeReport) {
    super(suspicion)
    this.report = report
  }
}

async function callAll(fn: RunnableFunction, contract: Contract, probes: RewardProbes): Promise<ProbeOutput> {
  const isSlow = async () => (await fastestCall(fn, contract, probes)) > slowCallMs
  const tryAll = async (): Promise<ProbeOutput | 'slow' | 'late'> => {
    try {
      // A single call has a shorter deadline: most endless loops end here.
      await fn(...argumentsAt(0, contract, probes))
      const start = performance.now()
      const output = await fn.batch(probes.columns, { components: true, timeoutMs: batchMs })
      const ms = (performance.now() - start) / probes.rows
      return ms > slowCallMs && (await isSlow()) ? 'slow' : output
    } catch (error) {
      const found = await failingCall(error, fn, contract, probes)
      if (!(found instanceof SandboxTimeoutError) || 'input' in found) throw found
      return (await isSlow()) ? 'slow' : 'late'
    }
  }
  let output = await tryAll()
  // No call is late by itself: the machine may have been busy.
  if (output === 'late') output = await tryAll()
  if (typeof output === 'object') return output
  throw new ProbeError({
    code: 'probe/slow',
    feedback: `A call takes more than ${slowCallMs} ms; the function is called after every step, so it must be much faster. Compute less.`,
  })
}

/** The shortest of some calls, in milliseconds: on a busy machine, the others say little. */
async function fastestCall(fn: RunnableFunction, contract: Contract, probes: RewardProbes): Promise<number> {
  let fastest = Number.POSITIVE_INFINITY
  for (let row = 0; row < probes.rows && fastest > slowCallMs; row += Math.ceil(probes.rows / 15)) {
    const args = argumentsAt(row, contract, probes)
    const start = performance.now()
    await fn(...args)
    fastest = Math.min(fastest, performance.now() - start)
  }
  return fastest
}

/** The error of the first call that fails by itself, with its input, for the model is told that; else the error as it was. */
async function failingCall(
  error: unknown,
  fn: RunnableFunction,
  contract: Contract,
  probes: RewardProbes,
): Promise<unknown> {
  if (!(error instanceof CodeError)) return error
  const until = performance.now() + searchMs
  for (let row = 0; row < probes.rows && performance.now() < until; row++) {
    const args = argumentsAt(row, contract, probes)
    try {
      await fn(...args)
    } catch (single) {
      return single instanceof CodeError ? asProbeError(single, argumentsText(contract, args)) : single
    }
  }
  return error
}

function asProbeError(error: CodeError, input: string): CodeError {
  const output =
    error instanceof ContractError ? /returned (NaN|-?Infinity)\b/.exec(error.feedback)?.[1] : undefined
  if (output !== undefined) return notFinite(output, input, error)
  return Object.assign(error, { input })
}

function refuseNotFinite({ rewards }: ProbeOutput, contract: Contract, probes: RewardProbes): void {
  const row = rewards.findIndex((reward) => !Number.isFinite(reward))
  if (row >= 0)
    throw notFinite(String(rewards[row]), argumentsText(contract, argumentsAt(row, contract, probes)))
}

function notFinite(output: string, input: string, cause?: unknown): ProbeError {
  return new ProbeError({
    code: 'probe/not-finite',
    feedback: `The function returned ${output}, but it must return a finite number for every input. Guard divisions, logarithms, roots and exponentials.`,
    input,
    output,
    cause,
  })
}

function refuseChangingResults({ rewards }: ProbeOutput, contract: Contract, probes: RewardProbes): void {
  const found = probes.repeats.find(([row, again]) => rewards[row] !== rewards[again])
  if (!found) return
  const [row, again] = found
  throw new ProbeError({
    code: 'probe/not-deterministic',
    feedback:
      'The function returned two different rewards for the same input. It must depend on its arguments alone: no Math.random, nothing kept between calls.',
    input: argumentsText(contract, argumentsAt(row, contract, probes)),
    output: `first ${rewards[row]}, then ${rewards[again]}`,
  })
}

async function refuseChangedInputs(
  fn: RunnableFunction,
  contract: Contract,
  probes: RewardProbes,
  sandbox: Sandbox,
): Promise<void> {
  const rows = Math.min(unchangedRows, probes.rows)
  const columns = probes.columns.map((column) => column.slice(0, (column.length / probes.rows) * rows))
  const source = harnessed(fn.source, fn.entry, contract)
  try {
    await twiceIfLate(async () => {
      const checked = await sandbox.compile(source, { entry: harnessName, contract })
      try {
        await checked.batch(columns)
      } finally {
        checked.dispose()
      }
    })
  } catch (error) {
    const name = error instanceof Error ? changedParameter(error) : undefined
    if (name === undefined) throw error
    throw new ProbeError({
      code: 'probe/mutates-input',
      feedback: `The function changes its argument ${name}. Work on a copy, such as ${name}.slice().`,
    })
  }
}

/** Tries once more what was late: a deadline is wall time, and the machine may have been busy. */
export async function twiceIfLate<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof SandboxTimeoutError)) throw error
    return await work()
  }
}

/** The arguments of one probe. */
export function argumentsAt(row: number, contract: Contract, probes: RewardProbes): unknown[] {
  return contract.parameters.map(({ layout }, index) => {
    const column = probes.columns[index] as Float64Array | Uint8Array
    if (typeof layout !== 'object') return layout === 'boolean' ? column[row] === 1 : column[row]
    return Array.from(column.subarray(row * layout.numbers, (row + 1) * layout.numbers))
  })
}

/** A call's arguments by name, as a model reads them; numbers to six digits. */
export function argumentsText(contract: Contract, args: readonly unknown[]): string {
  const short = (_key: string, value: unknown): unknown =>
    typeof value === 'number' ? Number(value.toPrecision(6)) : value
  return contract.parameters
    .map(({ name }, index) => `${name} = ${JSON.stringify(args[index], short) ?? String(args[index])}`)
    .join(', ')
}
