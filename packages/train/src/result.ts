import { successInterval } from './interval.ts'
import type { TrainedPolicy } from './policy/saved-policy.ts'
import type { SeedResult } from './seed-job.ts'

/** What training reached over all seeds. */
export interface TrainingResult {
  /** Share of successful greedy episodes over all seeds, 0 to 1. */
  readonly successRate: number
  /** Its 95 % interval, which takes into account how much the seeds differ (see `successInterval`). */
  readonly interval: readonly [low: number, high: number]
  /** Greedy episodes over all seeds. */
  readonly episodes: number
  /** Environment steps of training over all seeds. */
  readonly environmentSteps: number
  /** Environment steps by which trainers chose among their policies, on top of those. */
  readonly assessmentSteps: number
  /** Environment steps of the greedy episodes, on top of both. */
  readonly evaluationSteps: number
  /** Each seed's own result, in the seeds' order. */
  readonly seeds: readonly SeedResult[]
  /** The policy of the seed with the greatest success rate, the first one where several have it. */
  readonly policy: TrainedPolicy
}

/** Puts the seeds' results together. */
export function summarise(seeds: readonly SeedResult[]): TrainingResult {
  const sum = (of: (result: SeedResult) => number): number =>
    seeds.reduce((total, result) => total + of(result), 0)
  const successes = (result: SeedResult): number => Math.round(result.successRate * result.episodes)
  const episodes = sum((result) => result.episodes)
  const best = seeds.reduce((a, b) => (b.successRate > a.successRate ? b : a))
  return {
    successRate: sum(successes) / episodes,
    interval: successInterval(
      seeds.map((result) => ({ successes: successes(result), episodes: result.episodes })),
    ),
    episodes,
    environmentSteps: sum((result) => result.environmentSteps),
    assessmentSteps: sum((result) => result.assessmentSteps),
    evaluationSteps: sum((result) => result.evaluationSteps),
    seeds,
    policy: best.policy,
  }
}
