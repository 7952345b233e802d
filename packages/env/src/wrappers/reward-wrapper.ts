import type { Env, ResetOptions, ResetResult, StepResult } from '../env.ts'
import { flattenObservation } from '../flatten.ts'
import type { Outcome, SuccessInput } from '../task.ts'
import { Wrapper } from './wrapper.ts'

/** What computes the new reward: a number, or a number and the terms it is made of. */
export type RewardFunction = (
  observations: number[],
  isSuccess: boolean,
  isFailure: boolean,
  action?: number[],
) => number | { readonly reward: number; readonly components: Readonly<Record<string, number>> }

/** What `RewardWrapper` takes. */
export interface RewardWrapperOptions {
  readonly rewardFunction: RewardFunction
  /** Whether the function gets the flattened action too. @default false */
  readonly seesAction?: boolean
  /** The task's rule; it sees the environment's own reward. */
  readonly success: (step: SuccessInput) => Outcome
}

/**
 * Replaces the reward by a function's. `info` then holds `environmentReward`, `isSuccess` and `isFailure`, and
 * `components` where the function gives them. What the function throws passes through.
 */
export class RewardWrapper<Observation = unknown, Action = unknown> extends Wrapper<Observation, Action> {
  readonly #options: RewardWrapperOptions
  #steps = 0

  constructor(env: Env<Observation, Action>, options: RewardWrapperOptions) {
    super(env)
    this.#options = options
  }

  override reset(options?: ResetOptions): ResetResult<Observation> {
    this.#steps = 0
    return this.env.reset(options)
  }

  override step(action: Action): StepResult<Observation> {
    const step = this.env.step(action)
    const outcome = this.#options.success({ ...step, steps: ++this.#steps })
    const flat = flattenObservation(this.env.observationSpace, step.observation)
    const { rewardFunction, seesAction } = this.#options
    const more = seesAction ? [flattenObservation(this.env.actionSpace, action)] : []
    const given = rewardFunction(flat, outcome.isSuccess, outcome.isFailure, ...more)
    const info = { ...step.info, environmentReward: step.reward, ...outcome }
    return typeof given === 'number'
      ? { ...step, reward: given, info }
      : { ...step, reward: given.reward, info: { ...info, components: given.components } }
  }
}
