import type { Env } from '../env.ts'
import { UnknownIdError } from '../errors.ts'
import { nearest } from '../nearest.ts'
import type { Metric, Outcome, RewardTask, SuccessInput } from '../task.ts'
import { cartPoleTask } from './cart-pole.ts'
import { acrobotTask, mountainCarContinuousTask, mountainCarTask, pendulumTask } from './classic.ts'
import { lunarLanderTask } from './lunar-lander.ts'
import { pythonTasks } from './python.ts'
import { cliffWalkingTask, frozenLakeTask, taxiTask } from './toy.ts'

const tasks: readonly RewardTask<Env>[] = [
  cartPoleTask,
  mountainCarTask,
  mountainCarContinuousTask,
  pendulumTask,
  acrobotTask,
  lunarLanderTask,
  frozenLakeTask,
  cliffWalkingTask,
  taxiTask,
  ...pythonTasks.map((each) => each.task),
]

/** What of a built-in task may be replaced. */
export interface TaskOverrides<MadeEnv extends Env | Promise<Env> = Env | Promise<Env>> {
  readonly goal?: string
  readonly rule?: string
  readonly metrics?: readonly Metric[]
  makeEnv?(options?: Readonly<Record<string, unknown>>): MadeEnv
  success?(step: SuccessInput): Outcome
}

/** The ids that `task` knows. */
export function taskIds(): string[] {
  return tasks.map((each) => each.id)
}

/**
 * A built-in task by its environment's id, with what `overrides` replaces.
 *
 * @throws UnknownIdError, naming the nearest ids
 */
export function task(id: string, overrides?: TaskOverrides<Env>): RewardTask<Env>
export function task<MadeEnv extends Env | Promise<Env>>(
  id: string,
  overrides: TaskOverrides<MadeEnv> & Required<Pick<TaskOverrides<MadeEnv>, 'makeEnv'>>,
): RewardTask<MadeEnv>
export function task(id: string, overrides: TaskOverrides = {}): RewardTask {
  const found = tasks.find((each) => each.id === id)
  if (!found)
    throw new UnknownIdError(
      `There is no task ${JSON.stringify(id)}; did you mean ${nearest(id, taskIds()).join(' or ')}? rewardTask describes one of your own.`,
    )
  const given = Object.fromEntries(Object.entries(overrides).filter(([, value]) => value !== undefined))
  return Object.freeze({ ...found, ...given })
}
