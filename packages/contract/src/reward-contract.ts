import { array, boolean, number, object, record, string, union, type ZodMiniType } from 'zod/mini'
import { type Contract, defineContract } from './contract.ts'
import { type ObservationDocInput, observationDocs } from './observation-docs.ts'

/** A reward, or a reward and the named terms it is made of. */
export type RewardResult = number | { reward: number; components: Record<string, number> }

/** The reward itself, with or without its terms. */
export function rewardOf(result: RewardResult): number {
  return typeof result === 'number' ? result : result.reward
}

/** The contract of a reward function. */
export type RewardContract = Contract<
  [observations: readonly number[], isSuccess: boolean, isFailure: boolean],
  RewardResult
>

const result: ZodMiniType<RewardResult> = union([
  number(),
  object({ reward: number(), components: record(string(), number()) }),
])

/**
 * The reward function that a model is asked for:
 * `(observations: number[], isSuccess: boolean, isFailure: boolean) => number | { reward, components }`,
 * called once after every step with the observation after it, as plain numbers.
 *
 * @param docs what each number of an observation means, one entry per number
 */
export function rewardContract(docs: readonly ObservationDocInput[]): RewardContract {
  const checked = observationDocs(docs)
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
    ],
    result: {
      schema: result,
      layout: 'number',
      description: 'The reward, a finite number; or the reward with its named terms',
    },
  })
}
