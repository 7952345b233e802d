import type { SandboxOptions } from '@gencode/sandbox'
import type { Checkpoint } from './checkpoint.ts'
import { checkAmounts, checkSeed } from './checks.ts'
import { loadModuleExport } from './load-module.ts'
import type { RewardForm } from './reward.ts'
import type { TrainingProgress } from './run.ts'
import type { SeedJob, SeedResult } from './seed-job.ts'
import { loadTask, type TaskInput, type TaskReference, taskReference } from './task-input.ts'
import type { TermOptions } from './terms.ts'
import { trainSeed } from './train-seed.ts'
import type { Trainer } from './trainer.ts'
import { checkedTrainer, trainerIds, trainerOf } from './trainers.ts'

/** A trainer as plain data: one of this package's by its id, or a module's function that makes one from settings. */
export type TrainerReference =
  | { readonly id: string; readonly settings?: Readonly<Record<string, unknown>> }
  | {
      readonly module: string
      readonly export: string
      readonly settings?: Readonly<Record<string, unknown>>
    }

/**
 * The training of one seed as plain JSON: what a worker thread, a queue or a file needs to do it. The same job gives the
 * same result to the bit, wherever it runs.
 */
export interface TrainingJob {
  readonly task: TaskReference
  readonly trainer: TrainerReference
  readonly reward: Exclude<RewardForm, { kind: 'host' }>
  readonly seed: number
  /** Environment steps of training. @default the task's own */
  readonly budget?: number | undefined
  /** Greedy episodes that its success rate is measured on. */
  readonly episodes: number
  readonly sandbox?: Omit<SandboxOptions, 'globals' | 'onConsole'> | undefined
  /** Statistics of the reward's named terms to take on the way. */
  readonly terms?: TermOptions | undefined
  /** Environment steps at which to stop short of the budget; the result then holds a checkpoint to go on from. */
  readonly until?: number | undefined
  /** Where to go on from. */
  readonly checkpoint?: Checkpoint | undefined
}

/** What goes along with a job. */
export interface JobOptions {
  /** Told after every update. */
  readonly onProgress?: ((progress: TrainingProgress) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

/**
 * Does a job in this thread.
 *
 * @throws UnknownIdError, TrainError where its task or trainer is not to be had here, or a number of it is none; what the
 * reward function throws; the signal's reason
 */
export async function runJob(
  job: TrainingJob,
  { onProgress = () => {}, signal }: JobOptions = {},
): Promise<SeedResult> {
  checkSeed(job.seed)
  checkAmounts(job)
  const task = await loadTask(job.task)
  return trainSeed({ ...job, task, trainer: await loadTrainer(job.trainer) }, onProgress, signal)
}

async function loadTrainer(reference: TrainerReference): Promise<Trainer> {
  if ('id' in reference) return trainerOf(reference.id, reference.settings)
  const make = await loadModuleExport(reference.module, reference.export, 'trainer')
  return checkedTrainer(typeof make === 'function' ? await make(reference.settings ?? {}) : make)
}

/**
 * A seed's job as plain data.
 *
 * @param input the task as `train` was given it
 * @returns why not, as a sentence, where something of it can't leave this thread
 */
export function plainJob(job: SeedJob, input: TaskInput): TrainingJob | string {
  const { reward, trainer, seed, budget, episodes, sandbox, terms, until, checkpoint } = job
  const task = taskReference(input)
  if (task === undefined)
    return `The task ${job.task.id} was made in this thread, so workers can't have it; give train its module, as { module: import.meta.resolve('./my-task.js') }.`
  if (reward.kind === 'host')
    return "A reward that is a function of this thread can't be sent to workers; give train its source."
  const isOurs = trainerIds.includes(trainer.id)
  if (!isOurs && !trainer.module)
    return `The trainer ${trainer.id} was made in this thread, so workers can't have it; name its module: { module, export }.`
  if (sandbox?.globals || sandbox?.onConsole)
    return "The sandbox options hold functions of this thread, which workers can't have."
  const { settings, module, id } = trainer
  return {
    task,
    reward,
    trainer: module ? { ...module, settings } : { id, settings },
    seed,
    budget,
    episodes,
    sandbox,
    terms,
    until,
    checkpoint,
  }
}
