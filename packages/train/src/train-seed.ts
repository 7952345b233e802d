import type { Performance } from '@gencode/contract/types'
import type { RewardTask, SpaceJson } from '@gencode/env'
import type { SandboxOptions } from '@gencode/sandbox'
import { createBreath } from './breath.ts'
import { type Evaluation, evaluateIn } from './evaluate.ts'
import type { NetworkPolicy } from './policy.ts'
import { openScorer, type RewardForm } from './reward.ts'
import { createPlayer } from './rollout.ts'
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
  readonly policy: NetworkPolicy
  /** Environment steps spent on measuring the success rate, on top of those of training. */
  readonly evaluationSteps: number
  /** Mean return of the greedy episodes in the environment's own reward. */
  readonly environmentReturn: number
  /** The task's metrics over the greedy episodes, each a mean. */
  readonly metrics: Evaluation['metrics']
}

/** Environment steps that most tasks are learned in: 500,000 where actions are numbers, else 100,000. */
function defaultBudget(actionSpace: SpaceJson): number {
  return actionSpace.type === 'Box' ? 500_000 : 100_000
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
  const { task, reward, trainer, seed, episodes } = job
  signal?.throwIfAborted()
  const env = await task.makeEnv()
  try {
    const scorer = await openScorer(reward, task, job.sandbox)
    try {
      const actionSpace = env.actionSpace.toJSON()
      const budget = job.budget ?? defaultBudget(actionSpace)
      const player = createPlayer(env, task)
      const breathe = createBreath(signal)
      const updates = trainer.train({
        seed,
        observationSpace: env.observationSpace.toJSON(),
        actionSpace,
        budget,
        get environmentSteps() {
          return player.environmentSteps
        },
        async rollout(act, episodeSeed) {
          await breathe()
          const trace = player.play(act, episodeSeed)
          const rewards = scorer.score(trace)
          let sum = 0
          for (const each of rewards) sum += each
          return { return: sum, steps: trace.steps, succeeded: trace.succeeded, rewards }
        },
      })
      const curve: CurvePoint[] = []
      let next = await updates.next()
      for (; !next.done; next = await updates.next()) {
        curve.push(next.value)
        report({ seed, budget, ...next.value })
      }
      const policy = next.value
      const measured = await evaluateIn(env, policy, task, { episodes, seed, signal })
      return {
        seed,
        successRate: measured.successRate,
        interval: measured.interval,
        episodes,
        environmentSteps: player.environmentSteps,
        evaluationSteps: measured.environmentSteps,
        environmentReturn: measured.environmentReturn,
        metrics: measured.metrics,
        curve,
        policy,
      }
    } finally {
      scorer.dispose()
    }
  } finally {
    env.close()
  }
}
