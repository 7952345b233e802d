import type { Env } from './env.ts'

/** How an environment is made. */
export interface EnvEntry {
  /** Makes it bare; `make` adds the time limit and the checks. */
  create(options: Readonly<Record<string, unknown>>): Env
  /** Steps after which an episode is truncated; without it, never. */
  readonly maxEpisodeSteps?: number
  /** The mean return from which Gymnasium calls it solved. */
  readonly rewardThreshold?: number
  /** Whether a seed alone does not decide an episode: what the environment did before it has a part in it. @default false */
  readonly nondeterministic?: boolean
  /** The names of its options; without the list, any option is passed on. */
  readonly options?: readonly string[]
  /** What runs it, for `listEnvs`. @default 'typescript' */
  readonly runsIn?: 'typescript' | 'mujoco' | 'python'
}
