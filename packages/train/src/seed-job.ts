import type { Performance } from '@gencode/contract/types'
import type { RewardTask } from '@gencode/env'
import type { SandboxOptions } from '@gencode/sandbox'
import type { Checkpoint } from './checkpoint.ts'
import type { Evaluation } from './evaluate.ts'
import type { TrainedPolicy } from './policy/saved-policy.ts'
import type { RewardForm } from './reward.ts'
import type { TermOptions, TermPoint } from './terms.ts'
import type { CurvePoint, Trainer } from './trainer.ts'

/** One training: a task, a reward, a trainer and a seed. */
export interface SeedJob {
  readonly task: RewardTask
  readonly reward: RewardForm
  readonly trainer: Trainer
  readonly seed: number
  /** Environment steps of training. @default the task's own; where it has none, that of its action space */
  readonly budget?: number | undefined
  /** Greedy episodes that its success rate is measured on. */
  readonly episodes: number
  readonly sandbox?: SandboxOptions | undefined
  readonly terms?: TermOptions | undefined
  /** Environment steps at which to stop short of the budget. */
  readonly until?: number | undefined
  /** Where to go on from. */
  readonly checkpoint?: Checkpoint | undefined
}

/** What one seed reached. */
export interface SeedResult extends Performance {
  /** The learning curve. */
  readonly curve: readonly CurvePoint[]
  readonly policy: TrainedPolicy
  /** Environment steps of the episodes by which the trainer chose among its policies, on top of those of training. */
  readonly assessmentSteps: number
  /** Environment steps spent on measuring the success rate, on top of those of training. */
  readonly evaluationSteps: number
  /** Mean return of the greedy episodes in the environment's own reward. */
  readonly environmentReturn: number
  /** Where to go on from, where the training stopped short of its budget. */
  readonly checkpoint?: Checkpoint
  /** Statistics of the reward's named terms on the way, where they were asked for. */
  readonly terms?: readonly TermPoint[]
  /** The task's metrics over the greedy episodes, each a mean. */
  readonly metrics: Evaluation['metrics']
}
