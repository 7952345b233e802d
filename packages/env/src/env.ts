import type { Scene } from './render/scene.ts'
import type { Space } from './space.ts'

/** What `reset` takes. */
export interface ResetOptions {
  /** Starts the environment's generator over; without it the generator goes on (at first from entropy). */
  readonly seed?: number | bigint | undefined
  /** The environment's own options, such as `{ state }`, which sets the physics state exactly. */
  readonly options?: Readonly<Record<string, unknown>> | undefined
}

/** Extra facts about a step, as Gymnasium's `info`. */
export type Info = Record<string, unknown>

/** The start of an episode. */
export interface ResetResult<Observation = unknown> {
  observation: Observation
  info: Info
}

/** One step of an episode. */
export interface StepResult<Observation = unknown> {
  /** The observation after the step; never reused by a later step. */
  observation: Observation
  reward: number
  /** The episode has reached a terminal state of the task. */
  terminated: boolean
  /** The episode was cut off, by a time limit. */
  truncated: boolean
  info: Info
}

/** The physics state: numbers in the environment's order, or one number in the toy environments. */
export type EnvState = number | readonly number[]

/** The name and limits under which `make` made an environment. */
export interface EnvSpec {
  readonly id: string
  /** Steps after which an episode is truncated. */
  readonly maxEpisodeSteps?: number | undefined
  /** The mean return from which Gymnasium calls the environment solved. */
  readonly rewardThreshold?: number | undefined
  /** Whether a seed alone does not decide an episode: what the environment did before it has a part in it. @default false */
  readonly nondeterministic?: boolean | undefined
  /** The options it was made with. */
  readonly options: Readonly<Record<string, unknown>>
}

/**
 * An environment with Gymnasium's semantics, called synchronously.
 *
 * @see https://gymnasium.farama.org/api/env/
 */
export interface Env<Observation = unknown, Action = unknown> {
  readonly spec: EnvSpec
  readonly observationSpace: Space<Observation>
  readonly actionSpace: Space<Action>
  /** The physics state (`reset({ options: { state } })` sets it); undefined before the first reset or where it has none. */
  readonly state: EnvState | undefined
  /** The environment inside all wrappers; itself where there are none. */
  readonly unwrapped: Env
  /** Starts an episode. */
  reset(options?: ResetOptions): ResetResult<Observation>
  /** Takes one step. @throws OrderError, InvalidActionError */
  step(action: Action): StepResult<Observation>
  /** The current frame as a scene; undefined where there is nothing to draw. */
  render(): Scene | undefined
  /** Gives back what the environment holds; twice is harmless. */
  close(): void
}

/** The observations of a `VectorEnv`: one row per environment. */
export type ObservationBatch = Float32Array | Float64Array | Int32Array

/** One step of all environments of a `VectorEnv`. */
export interface VectorStepResult {
  /** Flattened observations, row-major: `num` rows of `observationSize` numbers. */
  observations: ObservationBatch
  rewards: Float64Array
  /** 1 where the episode has reached a terminal state. */
  terminated: Uint8Array
  /** 1 where the episode was cut off. */
  truncated: Uint8Array
  /** By environment, where Gymnasium's `info` says something. */
  infos: readonly Info[]
}

/** The start of all environments of a `VectorEnv`. */
export interface VectorResetResult {
  observations: ObservationBatch
  infos: readonly Info[]
}

/** Actions of a `VectorEnv`: one number, or one row of numbers, per environment. */
export type ActionBatch = ArrayLike<number>

/**
 * Several copies of an environment stepped together. Like Gymnasium's next-step autoreset: the step after an
 * episode's end ignores that environment's action, resets it, and gives reward 0 and both flags 0.
 *
 * @see https://farama.org/Vector-Autoreset-Mode
 */
export interface VectorEnv {
  readonly spec: EnvSpec
  /** How many environments. */
  readonly num: number
  readonly singleObservationSpace: Space
  readonly singleActionSpace: Space
  /** Numbers per observation. */
  readonly observationSize: number
  /** Numbers per action. */
  readonly actionSize: number
  /**
   * Starts all episodes. A seed s seeds the environments with s, s + 1, ... The option `reset_mask`, a boolean for each
   * environment, starts only those with `true`; the others stay as they are.
   */
  reset(options?: ResetOptions): VectorResetResult
  /** Takes one step in each. @throws OrderError, InvalidActionError */
  step(actions: ActionBatch): VectorStepResult
  close(): void
}
