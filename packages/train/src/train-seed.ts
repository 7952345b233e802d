import type { Performance } from '@gencode/contract/types'
import type { RewardTask } from '@gencode/env'
import type { SandboxOptions } from '@gencode/sandbox'
import { type Evaluation, evaluateIn } from './evaluate.ts'
import type { TrainedPolicy } from './policy/saved-policy.ts'
import { openProblem } from './problem.ts'
import type { RewardForm } from './reward.ts'
import type { TrainingProgress } from './run.ts'
import type { CurvePoint, Trainer } from './trainer.ts'

/** One training: a task, a reward, a trainer and a seed. */
export interface SeedJob {
  readonly task: RewardTask
  readonly reward: RewardForm
  readonly trainer: Trainer
  readonly seed: number
  /** Environment steps of training. @default `defaultBudget` of its action space */
  readonly budget: number | undefined
  /** Greedy episodes that its success rate is measured on. */
  readonly episodes: number
  readonly sandbox?: SandboxOptions | undefined
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
  /** The task's metrics over the greedy episodes, each a mean. */
  readonly metrics: Evaluation['metrics']
}

/**
 * Trains on one seed and measures the policy. The same job gives the same result to the bit, in every thread
 * and engine.
 *
 * @throws what the reward function throws; the signal's reason
 */
export async function trainSeed(
  job: SeedJob,
  report: (progress: TrainingProgress) => void,
  signal?: AbortSignal,
): Promise<SeedResult> {
  const { task, trainer, seed, episodes } = job
  signal?.throwIfAborted()
  const problem = await openProblem(job, signal)
  try {
    const updates = trainer.train(problem)
    const curve: CurvePoint[] = []
    let next = await updates.next()
    for (; !next.done; next = await updates.next()) {
      const { point } = next.value
      curve.push(point)
      report({ seed, budget: problem.budget, ...point })
    }
    const policy = next.value
    const measured = await evaluateIn(problem.env, policy, task, { episodes, seed, signal })
    return {
      seed,
      successRate: measured.successRate,
      interval: measured.interval,
      episodes,
      environmentSteps: problem.environmentSteps,
      assessmentSteps: problem.assessmentSteps,
      evaluationSteps: measured.environmentSteps,
      environmentReturn: measured.environmentReturn,
      metrics: measured.metrics,
      curve,
      policy,
    }
  } finally {
    problem.close()
  }
}
