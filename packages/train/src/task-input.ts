import type { ActionDocInput } from '@gencode/contract'
import { type RewardTask, task, taskIds, withAction } from '@gencode/env'
import { TrainError } from './errors.ts'
import { loadModuleExport } from './load-module.ts'

/** A task in a module of its own, which a worker can import. */
export interface TaskModule {
  /** Its absolute URL (`import.meta.resolve('./my-task.js')`, or `new URL('./my-task.js', import.meta.url)`). */
  readonly module: string | URL
  /** The name under which it exports the task, or with `args` a function that gives it or its promise. @default 'task' */
  readonly export?: string | undefined
  /** What that function is called with. */
  readonly args?: readonly unknown[] | undefined
}

/** A task that `task(id)` gives, with options for its environment. */
export interface TaskId {
  readonly id: string
  /** As `make` takes them. */
  readonly options?: Readonly<Record<string, unknown>> | undefined
  /** Lets the reward function see the action of each step: what its numbers mean. */
  readonly action?: readonly ActionDocInput[] | undefined
}

/**
 * What `train` takes as a task: one that was made, the id of a built-in one (also with options of its environment), or
 * a module that exports one.
 */
export type TaskInput = RewardTask | TaskModule | TaskId | string

/** A task as plain JSON: its id, or its module. */
export type TaskReference =
  | TaskId
  | (TaskModule & {
      readonly module: string
      /** Where a task of this id is registered that comes from the same module, it is taken as it is. */
      readonly id?: string
      /** Of a task that was opened to actions in this thread. */
      readonly action?: readonly ActionDocInput[]
    })

/** Loads a task, importing its module where it has one. @throws UnknownIdError, TrainError */
export async function loadTask(input: TaskInput): Promise<RewardTask> {
  if (typeof input === 'string') return task(input)
  if (isRewardTask(input)) return input
  if (typeof input === 'object' && input !== null && 'module' in input) return loadModuleTask(input)
  if (typeof input === 'object' && input !== null && 'id' in input && !('kind' in input)) {
    const plain = input.action ? task(input.id, { action: input.action }) : task(input.id)
    const { options } = input
    return options ? Object.freeze({ ...plain, makeEnv: () => plain.makeEnv(options) }) : plain
  }
  throw new TrainError(
    'Training takes a reward task, the id of a built-in one, or { module, export }; an examples task has no environment',
  )
}

async function loadModuleTask({
  action,
  ...reference
}: TaskModule & { readonly id?: string; readonly action?: readonly ActionDocInput[] }): Promise<RewardTask> {
  const found = await importTask(reference)
  return action ? withAction(found, action) : found
}

async function importTask(reference: TaskModule & { readonly id?: string }): Promise<RewardTask> {
  const { module, export: name = 'task', args, id } = reference
  const url = String(module)
  if (id !== undefined && taskIds().includes(id) && task(id).source?.module === url) return task(id)
  const found = await loadModuleExport(url, name, 'reward task')
  const made = args && typeof found === 'function' ? await found(...args) : found
  if (isRewardTask(made)) return made
  throw new TrainError(`What ${url} exports as ${name} is no reward task`)
}

function isRewardTask(value: unknown): value is RewardTask {
  const task = value as Partial<RewardTask> | null | undefined
  return typeof task?.makeEnv === 'function' && typeof task.success === 'function'
}

/** A task as a worker can get it: its id or its module; undefined where it was made in this thread. */
export function taskReference(input: TaskInput): TaskReference | undefined {
  if (typeof input === 'string') return { id: input }
  if ('module' in input) return { ...input, module: String(input.module) }
  if (!isRewardTask(input)) return input
  const known = taskIds().includes(input.id) ? task(input.id) : undefined
  const { action } = input
  const shown = action && action !== known?.action ? { action } : {}
  if (input.source) return { ...input.source, id: input.id, ...shown }
  if (!known) return undefined
  const builtIn = known as RewardTask
  const same =
    input.makeEnv === builtIn.makeEnv &&
    input.success === builtIn.success &&
    input.metrics === builtIn.metrics
  return same ? { id: input.id, ...shown } : undefined
}
