import { type ActionDocInput, type ObservationDocInput, rewardContract } from '@gencode/contract'
import type { Env } from './env.ts'
import { EnvError } from './errors.ts'
import type {
  ExamplesTask,
  Metric,
  Outcome,
  RewardTask,
  SuccessInput,
  TaskSource,
  TaskTrainer,
} from './task.ts'

/** What `rewardTask` takes. */
export interface RewardTaskDefinition<MadeEnv extends Env | Promise<Env> = Env | Promise<Env>> {
  readonly id: string
  readonly goal: string
  /** What each number of the flattened observation means. */
  readonly observation: readonly ObservationDocInput[]
  /** What each number of the flattened action means, for reward functions that are to see it. @default none: they don't */
  readonly action?: readonly ActionDocInput[] | undefined
  /** The success rule in words; shown, never run. @default '' */
  readonly rule?: string
  /** @default none */
  readonly metrics?: readonly Metric[]
  /** The trainer that suits it. @default none */
  readonly trainer?: TaskTrainer | undefined
  /** How another thread makes the same task again. @default none */
  readonly source?: TaskSource | undefined
  makeEnv(options?: Readonly<Record<string, unknown>>): MadeEnv
  success(step: SuccessInput): Outcome
}

/**
 * Describes a task: an environment, what a policy is to achieve in it, and when it has.
 *
 * @throws GencodeError where the observation's docs don't number it 0, 1, 2, ...
 */
export function rewardTask<MadeEnv extends Env | Promise<Env>>(
  definition: RewardTaskDefinition<MadeEnv>,
): RewardTask<MadeEnv> {
  const { id, goal, observation, action, rule = '', metrics = [], trainer, source } = definition
  if (goal.trim() === '')
    throw new EnvError(`The task ${id} has no goal; say in a sentence what is to be achieved`)
  const contract = rewardContract(observation, { action })
  return Object.freeze({
    kind: 'reward',
    id,
    goal,
    contract,
    observationDocs: contract.parameters[0]?.docs ?? [],
    ...(action && { action: contract.parameters[3]?.docs ?? [] }),
    rule,
    metrics,
    ...(trainer && { trainer }),
    ...(source && { source }),
    makeEnv: checkedMaker(id, (options) => definition.makeEnv(options)),
    success: checkedRule(id, (step) => definition.success(step)),
  })
}

/** Makes environments, and throws (or rejects) where what it made is none, such as a class or a space by another name. */
export function checkedMaker<MadeEnv extends Env | Promise<Env>>(
  id: string,
  makeEnv: RewardTask<MadeEnv>['makeEnv'],
): RewardTask<MadeEnv>['makeEnv'] {
  return (options) => {
    const made = makeEnv(options)
    if (typeof (made as Partial<Promise<Env>> | null | undefined)?.then !== 'function')
      return checkEnvOf(id, made)
    return (made as Promise<Env>).then((env) => checkEnvOf(id, env)) as MadeEnv
  }
}

function checkEnvOf<Made>(id: string, made: Made): Made {
  const given = made as Partial<Env> | null | undefined
  const missing = [
    ...(['reset', 'step', 'close'] as const).filter((name) => typeof given?.[name] !== 'function'),
    ...(['observationSpace', 'actionSpace'] as const).filter(
      (name) => typeof given?.[name]?.toJSON !== 'function' || typeof given[name].size !== 'number',
    ),
  ]
  if (missing.length === 0) return made
  throw new EnvError(
    `makeEnv of ${id} gives an environment (a BaseEnv, or what make gives); that which it gave is none: it has no ${missing.join(', ')}`,
  )
}

/** A rule that throws where it gives no verdict: a bare `true`, or a promise, would count as never reached. */
export function checkedRule(id: string, rule: RewardTask['success']): RewardTask['success'] {
  return (step) => {
    const outcome = rule(step)
    if (typeof outcome?.isSuccess === 'boolean' && typeof outcome.isFailure === 'boolean') return outcome
    throw new EnvError(
      `The success rule of ${id} gives { isSuccess, isFailure }, each true or false, not ${JSON.stringify(outcome)}`,
    )
  }
}

/**
 * Describes a function that is no reward, by calls with their results and by properties, so that the same
 * machinery (clean, compile, test, refine) serves it.
 *
 * @throws EnvError without any example or property, or where an example's arguments don't fit the contract
 */
export function examplesTask<Arguments extends readonly unknown[], Result>(
  definition: Omit<ExamplesTask<Arguments, Result>, 'kind' | 'examples' | 'properties'> &
    Partial<Pick<ExamplesTask<Arguments, Result>, 'examples' | 'properties'>>,
): ExamplesTask<Arguments, Result> {
  const { id, goal, contract, examples = [], properties = [] } = definition
  if (examples.length + properties.length === 0)
    throw new EnvError(`The task ${id} has neither examples nor properties, so any function would do`)
  for (const example of examples) contract.checkArguments(example.args)
  return Object.freeze({ kind: 'examples', id, goal, contract, examples, properties })
}
