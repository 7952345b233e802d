import { make } from './make.ts'
import { entryOf, registeredIds } from './registry.ts'
import { elsewhereTasks, task, taskIds } from './tasks/task-by-id.ts'

/** What a list of environments says of one. */
export interface EnvListing {
  readonly id: string
  /** In words. */
  readonly observationSpace: string
  /** In words. */
  readonly actionSpace: string
  /** The built-in task's goal; missing where there is none. */
  readonly goal?: string
  /** Steps after which an episode is truncated; missing where it never is. */
  readonly maxEpisodeSteps?: number
  /** `'typescript'`: here; `'mujoco'`: by `@gencode/env-mujoco`; `'python'`: by `@gencode/env-gymnasium`. */
  readonly runsIn: 'typescript' | 'mujoco' | 'python'
  /** What it still needs here: an npm package, or what Python needs as pip names it. */
  readonly requirement?: string
}

/** Every environment that `make` knows, and every one that has a task but runs elsewhere. */
export function listEnvs(): EnvListing[] {
  const withTask = new Set(taskIds())
  const here = registeredIds().map((id): EnvListing => {
    const env = make(id)
    const { maxEpisodeSteps } = env.spec
    env.close()
    return {
      id,
      observationSpace: env.observationSpace.text,
      actionSpace: env.actionSpace.text,
      ...(withTask.has(id) ? { goal: task(id).goal } : {}),
      ...(maxEpisodeSteps === undefined ? {} : { maxEpisodeSteps }),
      runsIn: entryOf(id).runsIn ?? 'typescript',
    }
  })
  const missing = elsewhereTasks().filter(({ task }) => !here.some(({ id }) => id === task.id))
  const elsewhere = missing.map(({ task: { id, goal }, ...spaces }): EnvListing => {
    const { observationSpace, actionSpace, requirement, maxEpisodeSteps, runsIn } = spaces
    return {
      id,
      observationSpace,
      actionSpace,
      goal,
      ...(maxEpisodeSteps === undefined ? {} : { maxEpisodeSteps }),
      runsIn,
      requirement,
    }
  })
  return [...here, ...elsewhere]
}
