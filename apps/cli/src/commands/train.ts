import { existsSync } from 'node:fs'
import { GenCode, GenerationError } from '@gencode/core'
import type { RewardTask } from '@gencode/env'
import { readText } from '@gencode/llm/node'
import { type RewardFunction, TrainError } from '@gencode/train'
import { writeResult } from '../beside.ts'
import {
  type Comparison,
  compareRewards,
  controls,
  type TrainingSettings,
  tellComparison,
} from '../comparison.ts'
import { loadConfig, withConfig } from '../config.ts'
import { curvesAsCsv } from '../curves.ts'
import { rejectedDocument } from '../documents.ts'
import { type ExitCode, exitCode, UsageError } from '../exit.ts'
import { interruptSignal } from '../interrupt.ts'
import { narrator } from '../narrate.ts'
import { Output, type OutputFlags } from '../output.ts'
import { resolveTask, type TaskFlags } from '../resolve-task.ts'
import { refuseUnwritable } from '../write-whole.ts'

/** The flags of `gencode train`. */
export interface TrainFlags extends OutputFlags, TaskFlags, TrainingSettings {
  /** A file with the function or a whole answer; or `environment`, or `constant`. */
  readonly reward: string
  /** `--no-controls`: leave out the environment's own reward and the constant one. */
  readonly controls: boolean
  /** Where to write the learning curves. */
  readonly csv?: string
  /** Where to save the best policy. */
  readonly out?: string
}

/** `gencode train`: trains policies with a reward, and beside it with the environment's own and a constant one. */
export async function train(flags: TrainFlags): Promise<ExitCode> {
  const output = new Output(flags)
  const signal = interruptSignal((line) => output.note(line))
  const settings = withConfig(flags, await loadConfig(process.cwd()))
  const task = await resolveTask(settings)
  if (task.kind !== 'reward')
    throw new UsageError(`${task.id} is no reward task, so there is nothing to train.`)
  await refuseUnwritable(flags.out, flags.csv)
  try {
    const own = await readReward(flags.reward, task, output)
    const others = flags.controls ? controls.filter((name) => name !== flags.reward) : []
    const rewards = new Map([[flags.reward, own], ...others.map((name) => [name, name] as const)])
    const compared: Comparison[] = []
    for await (const { policy, comparison } of compareRewards(task, rewards, settings, output, signal)) {
      tellComparison(comparison, output)
      if (compared.push(comparison) > 1 || !flags.out) continue
      await writeResult(flags.out, `${JSON.stringify(policy)}\n`, 'The best policy is', output)
    }
    if (flags.csv) await writeResult(flags.csv, curvesAsCsv(compared), 'The learning curves are', output)
    const [first, ...rest] = compared
    output.document({ ok: true, env: task.id, ...first, controls: rest })
    return exitCode.done
  } catch (error) {
    // Settings that the task does not have, a queue that is not there.
    if (error instanceof TrainError) throw new UsageError(error.message, { cause: error })
    if (!(error instanceof GenerationError)) throw error
    if (output.quiet) output.error(error.message)
    output.document(rejectedDocument(error, error.attempts))
    return exitCode.noFunction
  }
}

async function readReward(name: string, task: RewardTask, output: Output): Promise<RewardFunction> {
  if (!existsSync(name) && (controls as readonly string[]).includes(name)) return name
  const answer = await readText(name).catch((cause: Error) => {
    throw new UsageError(`The reward can't be read: ${cause.message}`, { cause })
  })
  const genCode = new GenCode(task, undefined, { onEvent: narrator(output, { stream: false }) })
  try {
    const { rewardFunction } = await genCode.get(answer)
    return {
      source: rewardFunction.source,
      entry: rewardFunction.entry,
      params: rewardFunction.params,
      tier: rewardFunction.tier,
    }
  } finally {
    genCode.dispose()
  }
}
