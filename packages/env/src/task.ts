import type { ActionDoc, Contract, ObservationDoc, RewardContract } from '@gencode/contract'
import type { Env, Info } from './env.ts'
import type { Rng } from './random/rng.ts'

/** What a task's success rule sees after every step. */
export interface SuccessInput<Observation = unknown> {
  /** The observation after the step, as the environment gave it. */
  readonly observation: Observation
  /** The environment's own reward. */
  readonly reward: number
  readonly terminated: boolean
  readonly truncated: boolean
  readonly info: Info
  /** Steps of the episode so far, this one included. */
  readonly steps: number
}

/** The two flags that a reward function gets. */
export interface Outcome {
  readonly isSuccess: boolean
  readonly isFailure: boolean
}

/** One episode as a metric sees it. */
export interface Episode {
  /** Flattened observations: after the reset, then after each step. */
  readonly observations: readonly (readonly number[])[]
  readonly actions: readonly unknown[]
  /** The environment's own rewards. */
  readonly rewards: readonly number[]
  /** What the task's rule said of its last step. */
  readonly isSuccess: boolean
  readonly isFailure: boolean
}

/** An objective measure of an episode, independent of any reward function. */
export interface Metric {
  readonly name: string
  readonly description: string
  /** Such as `'rad'`; empty for a plain number. */
  readonly unit: string
  readonly better: 'higher' | 'lower'
  measure(episode: Episode): number
}

/** Settings of a trainer, and how long it trains; plain JSON. */
export interface TrainerPreset {
  /** The trainer, where it is another one than the task's own. */
  readonly id?: string
  /** What of the trainer's own settings is other than its defaults. */
  readonly settings: Readonly<Record<string, unknown>>
  /** Environment steps of training for each seed. */
  readonly budget: number
}

/** The trainer that suits a task; plain JSON, since this package knows no trainer. */
export interface TaskTrainer extends TrainerPreset {
  /** As `@gencode/train` names it: `'cross-entropy'`, `'ppo'` or `'dqn'`. */
  readonly id: string
  /** Other settings, by name: `viral` for what VIRAL trains with, `zoo` for rl-baselines3-zoo's. */
  readonly presets?: Readonly<Record<string, TrainerPreset>>
}

/** Where a worker or another machine gets the same task from; plain JSON. */
export interface TaskSource {
  /** What is imported: a package's entry (`'@gencode/env-mujoco'`) or a file's URL. */
  readonly module: string
  /** The name of the task there, or of a function that gives it or its promise. @default 'task' */
  readonly export?: string
  /** What that function is called with; without it the export is the task itself. */
  readonly args?: readonly unknown[]
}

/** An environment with a goal: what a reward function is written for and judged by. */
export interface RewardTask<MadeEnv extends Env | Promise<Env> = Env | Promise<Env>> {
  readonly kind: 'reward'
  readonly id: string
  /** What the policy is to achieve, in a sentence or two. */
  readonly goal: string
  /** The reward function that is asked for; its first parameter's docs describe the observation. */
  readonly contract: RewardContract
  /** What each number of the flattened observation means. */
  readonly observationDocs: readonly ObservationDoc[]
  /** What each number of the flattened action means, where reward functions get it as their fourth argument. */
  readonly action?: readonly ActionDoc[]
  /** The success rule in words. */
  readonly rule: string
  readonly metrics: readonly Metric[]
  /** What to train it with where nobody says; missing where nobody knows. */
  readonly trainer?: TaskTrainer
  /** For a task that `task(id)` doesn't give everywhere: how another thread makes it again. */
  readonly source?: TaskSource
  /** Makes a fresh environment. @throws NeedsPackageError where another package brings its simulator */
  makeEnv(options?: Readonly<Record<string, unknown>>): MadeEnv
  /** Whether this step reaches the goal, or fails the task; asked after every step. */
  success(step: SuccessInput): Outcome
}

/** A call and what it must return. */
export interface Example<Arguments extends readonly unknown[] = readonly unknown[], Result = unknown> {
  readonly args: Arguments
  readonly result: Result
  /** How far each number of the result may be off, absolutely. @default 0 */
  readonly tolerance?: number
}

/** Something that holds for every call. */
export interface Property<Arguments extends readonly unknown[] = readonly unknown[], Result = unknown> {
  /** As a sentence, such as `'the price is never negative'`. */
  readonly name: string
  /** Draws the arguments of a call. */
  arguments(rng: Rng): Arguments
  /** @param call calls the function again, for properties over several calls */
  holds(result: Result, args: Arguments, call: (...args: Arguments) => Result): boolean
  /** How many calls are tried. @default 100 */
  readonly runs?: number
}

/** A function that is no reward: examples that it must meet, properties that must hold. */
export interface ExamplesTask<Arguments extends readonly unknown[] = readonly unknown[], Result = unknown> {
  readonly kind: 'examples'
  readonly id: string
  readonly goal: string
  readonly contract: Contract<Arguments, Result>
  readonly examples: readonly Example<Arguments, Result>[]
  readonly properties: readonly Property<Arguments, Result>[]
}
