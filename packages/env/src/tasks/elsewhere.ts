import type { ObservationDocInput } from '@gencode/contract'
import { type RewardTaskDefinition, rewardTask } from '../define-task.ts'
import type { Env } from '../env.ts'
import { needsPackage } from '../needs-package.ts'
import type { RewardTask } from '../task.ts'

/** A task whose environment another package makes: all but its `makeEnv`, and what its spaces are. */
export interface ElsewhereTask {
  readonly task: RewardTask<Env>
  /** What runs it. */
  readonly runsIn: 'mujoco'
  /** The npm package that one installs. */
  readonly requirement: string
  readonly observationSpace: string
  readonly actionSpace: string
  readonly maxEpisodeSteps?: number
}

/** A number of the observation that the simulator doesn't bound. */
export function unbounded(index: number, name: string, unit = ''): ObservationDocInput {
  return { index, name, unit, low: '-inf', high: 'inf' }
}

/**
 * A task as `rewardTask` takes it but for its environment, and what it needs instead.
 *
 * @param about its spaces in words, and what makes it
 */
export function elsewhereTask(
  definition: Omit<RewardTaskDefinition<Env>, 'makeEnv'>,
  about: Omit<ElsewhereTask, 'task'>,
): ElsewhereTask {
  const makeEnv = (): never => {
    throw needsPackage(definition.id)
  }
  return { task: rewardTask<Env>({ ...definition, makeEnv }), ...about }
}
