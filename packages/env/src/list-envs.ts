import { make } from './make.ts'
import { registeredIds } from './registry.ts'
import { pythonTasks } from './tasks/python.ts'
import { task, taskIds } from './tasks/task-by-id.ts'

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
  /** `'typescript'`: here; `'python'`: by `@gencode/env-gymnasium`. */
  readonly runsIn: 'typescript' | 'python'
  /** What Python needs, as pip names it. */
  readonly requirement?: string
}

/** Every environment that `make` knows, and every one that has a task but runs in Python. */
export function listEnvs(): EnvListing[] {
  const withTask = new Set(taskIds())
  const here = registeredIds().map((id): EnvListing => {
    const env = make(id)
    const { maxEpisodeSteps } = env.spec
    return {
      id,
      observationSpace: env.observationSpace.text,
      actionSpace: env.actionSpace.text,
      ...(withTask.has(id) ? { goal: task(id).goal } : {}),
      ...(maxEpisodeSteps === undefined ? {} : { maxEpisodeSteps }),
      runsIn: 'typescript',
    }
  })
  const inPython = pythonTasks.map(({ task: { id, goal }, ...spaces }): EnvListing => {
    const { observationSpace, actionSpace, requirement, maxEpisodeSteps } = spaces
    return {
      id,
      observationSpace,
      actionSpace,
      goal,
      ...(maxEpisodeSteps === undefined ? {} : { maxEpisodeSteps }),
      runsIn: 'python',
      requirement,
    }
  })
  return [...here, ...inPython]
}
