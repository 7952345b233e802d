import type { Task } from '@gencode/core'
import { registeredIds, task, taskIds, UnknownIdError } from '@gencode/env'
import { MissingPartError, UsageError } from './exit.ts'
import { loadModule } from './load-module.ts'

/** Where the task comes from: an id, or a file of the user's own. */
export interface TaskFlags {
  readonly env?: string | undefined
  readonly task?: string | undefined
}

const bridged = 'gymnasium:'

/**
 * The task that the flags name: a built-in one, `gymnasium:ID`, or the one that a file exports.
 *
 * @throws UsageError, MissingPartError
 */
export async function resolveTask(flags: TaskFlags): Promise<Task> {
  if (flags.env !== undefined && flags.task !== undefined)
    throw new UsageError('Give either --env or --task, not both.')
  if (flags.task !== undefined) return taskOfFile(flags.task)
  if (flags.env === undefined)
    throw new UsageError(`Say which task with --env ID (${taskIds().join(', ')}) or --task FILE.`)
  if (flags.env.startsWith(bridged)) return bridgedTask(flags.env.slice(bridged.length))
  if (!registeredIds().includes(flags.env)) await registerSimulator(flags.env)
  try {
    return task(flags.env)
  } catch (error) {
    if (!(error instanceof UnknownIdError)) throw error
    throw new UsageError(`${error.message} (gencode envs lists all; gymnasium:ID takes any of Python's.)`, {
      cause: error,
    })
  }
}

/** MuJoCo is loaded for its own environments alone. */
async function registerSimulator(id: string): Promise<void> {
  const { mujocoIds, registerMujoco } = await import('@gencode/env-mujoco')
  if ((mujocoIds as readonly string[]).includes(id)) await registerMujoco()
}

function isTask(value: unknown): value is Task {
  const { kind, contract } = (value ?? {}) as Partial<Task>
  return (kind === 'reward' || kind === 'examples') && typeof contract === 'object'
}

async function taskOfFile(file: string): Promise<Task> {
  const module = await loadModule(file)
  const found = [module.default, module.task, ...Object.values(module)].find(isTask)
  if (found) return found
  throw new UsageError(
    `${file} exports no task. It exports what rewardTask({ ... }) or examplesTask({ ... }) of @gencode/env gives, as default or as task.`,
  )
}

async function bridgedTask(id: string): Promise<Task> {
  const { GymnasiumError, gymnasiumTask } = await import('@gencode/env-gymnasium')
  try {
    return await gymnasiumTask(id)
  } catch (error) {
    if (!(error instanceof GymnasiumError)) throw error
    const Kind = error.code === 'gymnasium/unknown-environment' ? UsageError : MissingPartError
    throw new Kind(error.message, { cause: error })
  }
}
