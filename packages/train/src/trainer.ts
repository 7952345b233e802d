import type { SpaceJson } from '@gencode/env'
import type { Act, NetworkPolicy } from './policy.ts'

/** One episode of training, scored with the reward function that is being tried. */
export interface ScoredRollout {
  /** The sum of the rewards, undiscounted. */
  readonly return: number
  readonly steps: number
  /** The task's own verdict. For curves alone: a trainer that learned from it would learn from no reward. */
  readonly succeeded: boolean
  /** The reward of each step; reused by the next rollout. */
  readonly rewards: Float64Array
}

/** What a trainer works on: one task, one reward function, one seed. */
export interface TrainingProblem {
  readonly seed: number
  readonly observationSpace: SpaceJson
  readonly actionSpace: SpaceJson
  /** Environment steps that training may take; a trainer ends with the update in which it passes them. */
  readonly budget: number
  /** Environment steps taken so far. */
  readonly environmentSteps: number
  /** Plays one episode from a seeded start and scores it. @throws what the reward function throws; the signal's reason */
  rollout(act: Act, episodeSeed: number): Promise<ScoredRollout>
}

/** A point of a learning curve: one update of the policy. */
export interface CurvePoint {
  /** Updates so far, from 1. */
  readonly update: number
  /** Environment steps taken so far. */
  readonly environmentSteps: number
  /** Mean return of the update's episodes, in the reward function that is being tried. */
  readonly meanReturn: number
  /** Return of the best policy tried in the update. */
  readonly bestReturn: number
  /** Share of the update's training episodes that the task's own rule called a success. */
  readonly successRate: number
}

/**
 * A way to train a policy. It learns from the problem's returns alone, and with the same problem and seed gives
 * the same policy to the bit: every random draw comes from the seed.
 */
export interface Trainer {
  /** Such as `'cross-entropy'`. */
  readonly id: string
  /** Its settings as plain JSON; with its id they say all about it, so that a run can be repeated. */
  readonly settings: Readonly<Record<string, unknown>>
  /** Gives a point after each update, and in the end the policy. */
  train(problem: TrainingProblem): AsyncGenerator<CurvePoint, NetworkPolicy, void>
}
