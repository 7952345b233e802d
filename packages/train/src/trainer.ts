import type { SpaceJson } from '@gencode/env'
import type { Act } from './policy/network-policy.ts'
import type { TrainedPolicy } from './policy/saved-policy.ts'

/** The steps of all environments since they were scored last, with the rewards of the function that is being tried. */
export interface ScoredSteps {
  /** How many steps each environment took. */
  readonly steps: number
  /** By time, then by environment: step x count + environment. So are the others. */
  readonly rewards: Float64Array
  /** 1 where the episode has reached a terminal state: nothing comes after it. */
  readonly terminated: Uint8Array
  /** 1 where it was cut off: what would have come after it counts. Both may be 1; then it is terminal. */
  readonly truncated: Uint8Array
  /** 1 where the task's own rule calls it a success. For curves alone: a trainer that learned from it would learn from no reward. */
  readonly isSuccess: Uint8Array
}

/** Copies of the task's environment that are stepped together, and whose steps are scored together. */
export interface Environments {
  readonly count: number
  /** Numbers of a flattened observation. */
  readonly size: number
  /** What each observes now, row after row; of an episode that has ended, its last observation. */
  readonly observations: Float64Array
  /** 1 where an episode is under way. */
  readonly running: Uint8Array
  /** 1 where the last step has ended an episode by a terminal state. */
  readonly terminated: Uint8Array
  /** 1 where it cut an episode off. */
  readonly truncated: Uint8Array
  /** Starts an episode in one of them. */
  reset(index: number, seed: number): void
  /** Takes one step in each; an episode must be under way in all of them. */
  step(actions: readonly unknown[]): void
  /**
   * Scores the steps since the last call, in one crossing into the sandbox. What it gives is valid until the next step.
   *
   * @throws what the reward function throws; the signal's reason
   */
  score(): Promise<ScoredSteps>
}

/** What a trainer works on: one task, one reward function, one seed. */
export interface TrainingProblem {
  readonly seed: number
  readonly observationSpace: SpaceJson
  readonly actionSpace: SpaceJson
  /** Environment steps that training may take; a trainer ends with the update in which it passes them. */
  readonly budget: number
  /** Environment steps taken so far, assessments left out. */
  readonly environmentSteps: number
  /** Opens so many copies of the environment. Called once, at the start; a training that goes on finds them as they were. */
  environments(count: number): Promise<Environments>
  /**
   * Plays episodes that no training sees, the same ones each time, and gives their mean return by the reward function
   * that is being tried. Their steps are counted apart.
   */
  assess(act: Act, episodes: number): Promise<number>
  /** To await every few milliseconds of work: lets other work of the thread go first. @throws the signal's reason */
  breathe(): Promise<void>
}

/** A point of a learning curve: one update of the policy. */
export interface CurvePoint {
  /** Updates so far, from 1. */
  readonly update: number
  /** Environment steps taken so far. */
  readonly environmentSteps: number
  /** Mean return of the update's episodes, in the reward function that is being tried. */
  readonly meanReturn: number
  /** Return of the best policy tried in the update; where only one was, of its best episode. */
  readonly bestReturn: number
  /** Share of the update's training episodes that the task's own rule called a success. */
  readonly successRate: number
}

/** A training between two updates. */
export interface Snapshot {
  /** The policy that it would end with now. */
  readonly policy: TrainedPolicy
  /** All that the trainer has to know to go on from here, to the bit, as plain JSON. */
  readonly state: unknown
}

/** What a training tells after each update. */
export interface TrainingUpdate {
  readonly point: CurvePoint
  /** To be called before the next update. */
  snapshot(): Snapshot
}

/**
 * A way to train a policy. It learns from the problem's rewards alone, and with the same problem and seed gives
 * the same policy to the bit: every random draw comes from the seed.
 */
export interface Trainer {
  /** Such as `'ppo'`. */
  readonly id: string
  /** Its settings as plain JSON; with its id they say all about it, so that a run can be repeated. */
  readonly settings: Readonly<Record<string, unknown>>
  /** For a trainer of one's own: the URL of a module and its function that makes the trainer from its settings, so that workers can have it. */
  readonly module?: { readonly module: string; readonly export: string }
  /**
   * Tells each update, and in the end gives the policy.
   *
   * @param state of a snapshot, possibly out of a file, to go on from there: what follows has the same bits as if the
   * training had never stopped
   */
  train(problem: TrainingProblem, state?: unknown): AsyncGenerator<TrainingUpdate, TrainedPolicy, void>
}
