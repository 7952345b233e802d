import type { Env } from './env.ts'
import { EnvError } from './errors.ts'
import type { RewardTask } from './task.ts'

/**
 * How many numbers of an observation a task's reward functions get.
 *
 * @throws EnvError where the task describes another number than the environment gives
 */
export function observationSize({ id, observationDocs }: RewardTask, { observationSpace }: Env): number {
  if (observationDocs.length === observationSpace.size) return observationSpace.size
  throw new EnvError(
    `${id}: an observation here is ${observationSpace.size} numbers (${observationSpace.text}), and the task describes ${observationDocs.length}`,
  )
}

/**
 * How many numbers of an action a task's reward functions get: 0 where they don't see it.
 *
 * @throws EnvError where the task describes another number than the environment takes
 */
export function actionSize({ id, action }: RewardTask, { actionSpace }: Env): number {
  if (!action || action.length === actionSpace.size) return action?.length ?? 0
  throw new EnvError(
    `${id}: an action here is ${actionSpace.size} numbers (${actionSpace.text}), and the task describes ${action.length}`,
  )
}
