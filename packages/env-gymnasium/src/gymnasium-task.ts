import {
  type Env,
  InvalidOptionError,
  type Outcome,
  type RewardTask,
  type RewardTaskDefinition,
  registeredIds,
  rewardTask,
  type SuccessInput,
  type TaskOverrides,
  task,
  taskIds,
} from '@gencode/env'
import { gymnasium } from './gymnasium.ts'
import type { GymnasiumEnv } from './gymnasium-env.ts'
import { docsOfSpace } from './observation-docs.ts'
import type { GymnasiumOptions } from './options.ts'

/** How the environments of a task are made, and what of its description is replaced. */
export interface GymnasiumTaskOptions
  extends Omit<GymnasiumOptions, 'num' | 'vectorization'>,
    Pick<TaskOverrides, 'goal' | 'rule' | 'metrics' | 'success'> {
  /** What each number of the flattened observation means. @default the task's own docs, else names and bounds from the space */
  readonly observation?: RewardTaskDefinition['observation']
}

/** The success rule of an environment that nobody described. */
const plainRule =
  'success where info says is_success or success; without such a word, success when truncated (the whole episode survived) and failure when terminated'

/**
 * A reward task over a Python environment. Ids that `@gencode/env` describes (its built-in environments and
 * MuJoCo's) keep their goal, docs, metrics, success rule and time limit; any other id gets a plain
 * description: its documentation's first words as the goal, docs from the observation space's bounds, and the rule
 * "success where info says is_success or success, else when truncated". Say more by the options.
 *
 * The environment is made once to see that it can be, and closed again. `makeEnv(options)` makes one by
 * `gymnasium`, its options keyword arguments in camelCase (`maxEpisodeSteps`), as `make` of `@gencode/env` takes them.
 *
 * @throws GymnasiumError, InvalidOptionError where the docs don't fit the observation's size
 */
export async function gymnasiumTask(
  id: string,
  options: GymnasiumTaskOptions = {},
): Promise<RewardTask<Promise<GymnasiumEnv>>> {
  const { goal, rule, metrics, success, observation, ...making } = options
  const known = taskIds().includes(id) ? task(id) : undefined
  const limit = known && timeLimit(known)
  const makeEnv = (own: Readonly<Record<string, unknown>> = {}): Promise<GymnasiumEnv> =>
    gymnasium(id, { ...making, kwargs: { ...limit, ...making.kwargs, ...inSnakeCase(own) } })
  const probe = await makeEnv()
  probe.close()
  const docs = observation ?? known?.observationDocs ?? docsOfSpace(id, probe.observationSpace.toJSON())
  if (docs.length !== probe.observationSpace.size)
    throw new InvalidOptionError(
      `${id}: made like this its observation is ${probe.observationSpace.size} numbers, but the docs describe ${docs.length}; give the option observation with docs that fit`,
    )
  const { about } = probe.metadata
  const plainGoal = `Reach the highest return in Gymnasium's ${id}.${about === '' ? '' : ` ${about}`}`
  return rewardTask({
    id,
    goal: goal ?? known?.goal ?? plainGoal,
    observation: docs,
    rule: rule ?? (success ? '' : (known?.rule ?? plainRule)),
    metrics: metrics ?? known?.metrics ?? [],
    makeEnv,
    success: success ?? known?.success ?? plainSuccess,
  })
}

/** The time limit of a built-in task, which may set one where Gymnasium has none. */
function timeLimit(known: RewardTask<Env>): { max_episode_steps?: number } {
  if (!registeredIds().includes(known.id)) return {}
  const env = known.makeEnv()
  const { maxEpisodeSteps } = env.spec
  env.close()
  return maxEpisodeSteps === undefined ? {} : { max_episode_steps: maxEpisodeSteps }
}

function plainSuccess({ info, terminated, truncated }: SuccessInput): Outcome {
  const word = info.is_success ?? info.success
  const isSuccess = word === undefined ? truncated && !terminated : Boolean(word)
  return { isSuccess, isFailure: terminated && !isSuccess }
}

/** `maxEpisodeSteps` -> `max_episode_steps`. */
function inSnakeCase(options: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => [
      name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value,
    ]),
  )
}
