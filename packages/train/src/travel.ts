import { CodeError } from '@gencode/contract/errors'
import { type RewardTask, task, taskIds } from '@gencode/env'
import type { SandboxOptions } from '@gencode/sandbox'
import { type CrossEntropySettings, crossEntropy, isCrossEntropy } from './cross-entropy.ts'
import { TrainError } from './errors.ts'
import type { RewardForm } from './reward.ts'
import type { SeedJob } from './train-seed.ts'

/** A task in a module of its own, which a worker can import. */
export interface TaskModule {
  /** Its absolute URL (`import.meta.resolve('./my-task.js')`, or `new URL('./my-task.js', import.meta.url)`). */
  readonly module: string | URL
  /** The name under which it exports the task. @default 'task' */
  readonly export?: string | undefined
}

/** What `train` takes as a task: one that was made, the id of a built-in one, or a module that exports one. */
export type TaskInput = RewardTask | TaskModule | string

/** A job as plain data, which a message can carry. */
export interface PostedJob {
  readonly task: string | { readonly module: string; readonly export: string }
  readonly reward: Exclude<RewardForm, { kind: 'host' }>
  readonly trainer: Readonly<Record<string, unknown>>
  readonly seed: number
  readonly budget: number | undefined
  readonly episodes: number
  readonly sandbox: SandboxOptions | undefined
}

/** Loads a task, importing its module where it has one. @throws UnknownIdError, TrainError */
export async function loadTask(input: TaskInput): Promise<RewardTask> {
  if (typeof input === 'string') return task(input)
  if (isRewardTask(input)) return input
  if (typeof input !== 'object' || input === null || !('module' in input))
    throw new TrainError(
      'Training takes a reward task, the id of a built-in one, or { module, export }; an examples task has no environment',
    )
  const url = String(input.module)
  const name = input.export ?? 'task'
  let exported: Record<string, unknown>
  try {
    exported = await import(/* @vite-ignore */ /* webpackIgnore: true */ url)
  } catch (cause) {
    throw new TrainError(`The task's module ${url} can't be imported: ${(cause as Error)?.message}`, {
      cause,
    })
  }
  const found = exported[name]
  if (isRewardTask(found)) return found
  throw new TrainError(
    `${url} exports no reward task named ${name}; it exports ${Object.keys(exported).join(', ') || 'nothing'}`,
  )
}

function isRewardTask(value: unknown): value is RewardTask {
  const task = value as Partial<RewardTask> | null | undefined
  return typeof task?.makeEnv === 'function' && typeof task.success === 'function'
}

/**
 * A job as a worker can get it: the reward as source, a built-in task by its id, another by its module, the
 * trainer by its settings.
 *
 * @param input the task as `train` was given it
 * @returns why not, as a sentence, where something of it can't travel
 */
export function posted(job: SeedJob, input: TaskInput): PostedJob | string {
  const { reward, trainer, seed, budget, episodes, sandbox } = job
  const reference = taskReference(input)
  if (reference === undefined)
    return `The task ${job.task.id} was made in this thread, so workers can't have it; give train its module, as { module: import.meta.resolve('./my-task.js') }.`
  if (reward.kind === 'host')
    return "A reward that is a function of this thread can't be sent to workers; give train its source."
  if (!isCrossEntropy(trainer))
    return `The trainer ${trainer.id} was made in this thread, so workers can't have it.`
  if (sandbox?.globals || sandbox?.onConsole)
    return "The sandbox options hold functions of this thread, which workers can't have."
  return { task: reference, reward, trainer: trainer.settings, seed, budget, episodes, sandbox }
}

/** What `posted` made, whole again. */
export async function received(job: PostedJob): Promise<SeedJob> {
  return {
    ...job,
    task: await loadTask(job.task),
    trainer: crossEntropy(job.trainer as Partial<CrossEntropySettings>),
  }
}

function taskReference(input: TaskInput): PostedJob['task'] | undefined {
  if (typeof input === 'string') return input
  if ('module' in input) return { module: String(input.module), export: input.export ?? 'task' }
  if (!taskIds().includes(input.id)) return undefined
  const builtIn = task(input.id)
  const same =
    input.makeEnv === builtIn.makeEnv &&
    input.success === builtIn.success &&
    input.metrics === builtIn.metrics
  return same ? input.id : undefined
}

/** Where an error keeps the names of its classes (see `GencodeError`). */
const lineage: unique symbol = Symbol.for('gencode.error.lineage') as never

/** An error as plain data. */
export interface PostedError {
  readonly name: string
  readonly message: string
  readonly stack: string | undefined
  readonly lineage: readonly string[]
  /** Its own fields that are text or numbers, such as `code`, `feedback` and `line`. */
  readonly fields: Readonly<Record<string, string | number>>
}

/** What a worker threw, as plain data. */
export function postedError(thrown: unknown): PostedError {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown))
  const fields = Object.entries(error).filter(
    ([, value]) => typeof value === 'string' || typeof value === 'number',
  )
  return {
    name: error.name,
    message: error.message,
    stack: error.stack,
    lineage: (error as { [lineage]?: readonly string[] })[lineage] ?? [],
    fields: Object.fromEntries(fields),
  }
}

/** The error again: `instanceof` knows its gencode classes. */
export function receivedError(posted: PostedError): Error {
  const { name, message, stack, fields } = posted
  const prototype = posted.lineage.includes('CodeError') ? CodeError.prototype : Error.prototype
  const error: Error = Object.setPrototypeOf(new Error(message), prototype)
  Object.assign(error, fields)
  Object.defineProperty(error, 'name', { value: name, configurable: true, writable: true })
  Object.defineProperty(error, 'stack', { value: stack, configurable: true, writable: true })
  Object.defineProperty(error, lineage, { value: posted.lineage })
  return error
}
