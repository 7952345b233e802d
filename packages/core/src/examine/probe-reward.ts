import type { Sandbox } from '@gencode/sandbox'
import { callProbes, inputText, notFinite, type Trial } from './call-probes.ts'
import { ProbeError, type Warning } from './failure.ts'
import { someRows } from './gather-probes.ts'
import { changedParameter, harnessed, harnessName } from './harness.ts'
import { twiceIfLate } from './late.ts'
import { type ProbeOutput, type Severities, suspicions } from './suspicions.ts'

/** What probing a function that passed gave. */
export interface ProbeReport {
  /** One per probe, of a reward task. */
  readonly rewards?: readonly number[]
  /** The named terms of the rewards, where the function gives them. */
  readonly components?: Readonly<Record<string, readonly number[]>>
  readonly warnings: readonly Warning[]
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

/**
 * Tries a reward function with all probes.
 *
 * @throws CodeError: what the function threw, or a ProbeError (`probe/not-finite`, `probe/not-deterministic`,
 *   `probe/mutates-input`, `probe/slow`, or a suspicion that `severities` makes an error)
 */
export async function probeReward(
  trial: Trial,
  sandbox: Sandbox,
  severities?: Severities,
): Promise<ProbeReport> {
  const output = await callProbes(trial)
  refuseNotFinite(output, trial)
  refuseChangingResults(output, trial)
  await refuseChangedInputs(trial, sandbox)

  const { errors, warnings } = suspicions(output, trial.probes, severities)
  const terms = Object.entries(output.components).map(([name, values]) => [name, Array.from(values)] as const)
  const report = {
    rewards: Array.from(output.rewards),
    ...(terms.length > 0 ? { components: Object.fromEntries(terms) } : {}),
    warnings,
  }
  if (errors[0]) throw new SuspicionError(errors[0], report)
  return report
}

function refuseNotFinite({ rewards }: ProbeOutput, trial: Trial): void {
  const row = rewards.findIndex((reward) => !Number.isFinite(reward))
  if (row >= 0) throw notFinite(String(rewards[row]), inputText(row, trial))
}

function refuseChangingResults({ rewards }: ProbeOutput, trial: Trial): void {
  const found = trial.probes.repeats.find(([row, again]) => rewards[row] !== rewards[again])
  if (!found) return
  const [row, again] = found
  throw new ProbeError({
    code: 'probe/not-deterministic',
    feedback:
      'The function returned two different rewards for the same input. It must depend on its arguments alone: no Math.random, nothing kept between calls.',
    input: inputText(row, trial),
    output: `first ${rewards[row]}, then ${rewards[again]}`,
  })
}

async function refuseChangedInputs({ fn, contract, probes }: Trial, sandbox: Sandbox): Promise<void> {
  const source = harnessed(fn.source, fn.entry, contract)
  try {
    await twiceIfLate(async () => {
      const checked = await sandbox.compile(source, { entry: harnessName, contract })
      try {
        await checked.batch(someRows(probes))
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
