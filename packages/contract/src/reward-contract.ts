import { array, boolean, number, object, record, string, union, type ZodMiniType } from 'zod/mini'
import { type Contract, defineContract } from './contract.ts'
import { type ObservationDoc, type ObservationDocInput, observationDocs } from './observation-docs.ts'

/** A reward, or a reward and the named terms it is made of. */
export type RewardResult = number | { reward: number; components: Record<string, number> }

/** The reward itself, with or without its terms. */
export function rewardOf(result: RewardResult): number {
  return typeof result === 'number' ? result : result.reward
}

/** What one number of an action means, as an `ObservationDoc` says it of an observation. */
export type ActionDoc = ObservationDoc
/** An `ActionDoc` as one writes it. */
export type ActionDocInput = ObservationDocInput

/** The contract of a reward function; the action is there where the contract asks for it. */
export type RewardContract = Contract<
  [observations: readonly number[], isSuccess: boolean, isFailure: boolean, action?: readonly number[]],
  RewardResult
>

/** What `rewardContract` takes beside. */
export interface RewardContractOptions {
  /**
   * What each number of the flattened action means: the function then gets the action of the step as its fourth argument.
   * @default none: it does not see the action
   */
  readonly action?: readonly ActionDocInput[] | undefined
}

const result: ZodMiniType<RewardResult> = union([
  number(),
  object({ reward: number(), components: record(string(), number()) }),
])

/**
 * The reward function that a model is asked for:
 * `(observations: number[], isSuccess: boolean, isFailure: boolean) => number | { reward, components }`,
 * called once after every step with the observation after it, as plain numbers; with `action`, also with the action
 * that was taken, as plain numbers (a Discrete one as `[n]`).
 *
 * @param docs what each number of an observation means, one entry per number
 * @throws GencodeError where docs don't number 0, 1, 2, ... or have a lower bound above the upper one
 */
export function rewardContract(
  docs: readonly ObservationDocInput[],
  { action }: RewardContractOptions = {},
): RewardContract {
  const checked = observationDocs(docs)
  const actions = action && observationDocs(action, 'action')
  return defineContract({
    name: 'rewardFn',
    description: 'Computes the reward of one step of a reinforcement-learning episode.',
    parameters: [
      {
        name: 'observations',
        description: 'The observation after the step',
        schema: array(number()),
        layout: { numbers: checked.length },
        docs: checked,
      },
      {
        name: 'isSuccess',
        description: 'true on a step that reaches the goal',
        schema: boolean(),
        layout: 'boolean',
      },
      {
        name: 'isFailure',
        description: 'true on a step that fails the task',
        schema: boolean(),
        layout: 'boolean',
      },
      ...(actions
        ? [
            {
              name: 'action',
              description: 'The action that was taken in the step',
              schema: array(number()),
              layout: { numbers: actions.length },
              docs: actions,
            },
          ]
        : []),
    ],
    result: {
      schema: result,
      layout: 'number',
      description: 'The reward, a finite number; or the reward with its named terms',
    },
  }) as unknown as RewardContract
}
