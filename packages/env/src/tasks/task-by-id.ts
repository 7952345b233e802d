import { type ActionDocInput, rewardContract } from '@gencode/contract'
import { checkNames, type NamesOf } from '@gencode/contract/check-names'
import { checkedMaker, checkedRule } from '../define-task.ts'
import type { Env } from '../env.ts'
import { EnvError, UnknownIdError } from '../errors.ts'
import { didYouMean } from '../nearest.ts'
import type { Metric, Outcome, RewardTask, SuccessInput, TaskTrainer } from '../task.ts'
import { bipedalWalkerTasks } from './bipedal-walker.ts'
import { cartPoleTask } from './cart-pole.ts'
import { acrobotTask, mountainCarContinuousTask, mountainCarTask, pendulumTask } from './classic.ts'
import type { ElsewhereTask } from './elsewhere.ts'
import { highwayTasks } from './highway.ts'
import { lunarLanderTask } from './lunar-lander.ts'
import { mujocoTasks } from './mujoco.ts'
import { cliffWalkingTask, frozenLakeTask, taxiTask } from './toy.ts'

const builtIn: readonly RewardTask<Env>[] = [
  cartPoleTask,
  mountainCarTask,
  mountainCarContinuousTask,
  pendulumTask,
  acrobotTask,
  lunarLanderTask,
  ...bipedalWalkerTasks,
  ...highwayTasks,
  frozenLakeTask,
  cliffWalkingTask,
  taxiTask,
]

/** Descriptions of tasks whose environments another package makes; one that is registered takes their place. */
const elsewhere = new Map(mujocoTasks.map((each) => [each.task.id, each]))

const tasks = new Map(
  [...builtIn, ...Array.from(elsewhere.values(), (each) => each.task)].map((each) => [each.id, each]),
)

/**
 * Makes a task known to `task` by its id, beside `register` for its environment. Ids that this package describes
 * without an environment (Hopper-v5, ...) are free to take.
 *
 * @throws EnvError where the id is taken
 */
export function registerTask(given: RewardTask<Env>): void {
  const { id } = given
  if (tasks.has(id) && tasks.get(id) !== elsewhere.get(id)?.task)
    throw new EnvError(`A task ${id} is registered already`)
  tasks.set(id, given)
}

/** Those that are described here and made elsewhere. */
export function elsewhereTasks(): ElsewhereTask[] {
  return [...elsewhere.values()]
}

/** What of a task may be replaced. */
export interface TaskOverrides<MadeEnv extends Env | Promise<Env> = Env | Promise<Env>> {
  readonly goal?: string
  readonly rule?: string
  readonly metrics?: readonly Metric[]
  readonly trainer?: TaskTrainer
  /** Lets reward functions see the action of each step: what its numbers mean. */
  readonly action?: readonly ActionDocInput[]
  makeEnv?(options?: Readonly<Record<string, unknown>>): MadeEnv
  success?(step: SuccessInput): Outcome
}

/** What a whole task has is there, too, for those who spread one. */
const partNames: NamesOf<RewardTask> = {
  kind: true,
  id: true,
  goal: true,
  contract: true,
  observationDocs: true,
  action: true,
  rule: true,
  metrics: true,
  trainer: true,
  source: true,
  makeEnv: true,
  success: true,
}

/** The ids that `task` knows. */
export function taskIds(): string[] {
  return [...tasks.keys()]
}

/**
 * A built-in or registered task by its environment's id, with what `overrides` replaces.
 *
 * @throws UnknownIdError, naming the nearest ids; EnvError for a part that a task has not
 */
export function task(id: string, overrides?: TaskOverrides<Env>): RewardTask<Env>
export function task<MadeEnv extends Env | Promise<Env>>(
  id: string,
  overrides: TaskOverrides<MadeEnv> & Required<Pick<TaskOverrides<MadeEnv>, 'makeEnv'>>,
): RewardTask<MadeEnv>
export function task(id: string, overrides: TaskOverrides = {}): RewardTask {
  const found = tasks.get(id)
  if (!found)
    throw new UnknownIdError(
      `There is no task ${JSON.stringify(id)}${didYouMean(id, taskIds())} rewardTask describes one of your own.`,
    )
  checkNames<object>(`The task ${id}`, partNames, overrides, EnvError)
  const { action, ...others } = overrides
  const { makeEnv } = others
  const given = Object.fromEntries(Object.entries(others).filter(([, value]) => value !== undefined))
  const { source, ...described } = action ? withAction(found, action) : found
  // What is changed in this thread can't be made again elsewhere.
  const isChanged = ['makeEnv', 'success', 'metrics'].some((part) => part in given)
  return Object.freeze({
    ...described,
    ...(source && !isChanged && { source }),
    ...given,
    ...(overrides.success && { success: checkedRule(id, overrides.success) }),
    ...(makeEnv && makeEnv !== found.makeEnv && { makeEnv: checkedMaker(id, makeEnv) }),
  })
}

/** The same task for reward functions that see the action. @throws GencodeError where the docs don't number it 0, 1, 2, ... */
export function withAction<MadeEnv extends Env | Promise<Env>>(
  given: RewardTask<MadeEnv>,
  action: readonly ActionDocInput[],
): RewardTask<MadeEnv> {
  const contract = rewardContract(given.observationDocs, { action })
  return Object.freeze({ ...given, contract, action: contract.parameters[3]?.docs ?? [] })
}
