import { type RewardTask, task, taskIds } from '@gencode/env'
import { TrainError } from './errors.ts'

/** A task in a module of its own, which a worker can import. */
export interface TaskModule {
  /** Its absolute URL (`import.meta.resolve('./my-task.js')`, or `new URL('./my-task.js', import.meta.url)`). */
  readonly module: string | URL
  /** The name under which it exports the task. @default 'task' */
  readonly export?: string | undefined
}

/** What `train` takes as a task: one that was made, the id of a built-in one, or a module that exports one. */
export type TaskInput = RewardTask | TaskModule | string

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

/** A task's id, or its module as plain data. */
export type TaskReference = string | { readonly module: string; readonly export: string }

/** A task as a worker can get it: its id or its module; undefined where it was made in this thread. */
export function taskReference(input: TaskInput): TaskReference | undefined {
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
