import { checkNumbers } from '@gencode/contract/check-numbers'
import type { SandboxOptions } from '@gencode/sandbox'
import { checkOptionNames } from './checks.ts'
import { TrainError } from './errors.ts'
import { type EpisodeRecord, rowsOf } from './recorded-episodes.ts'
import { openScorer, type RewardFunction, rewardForm } from './reward.ts'
import { loadTask, type TaskInput } from './task-input.ts'
import { trainerOf } from './trainers.ts'

/** What a reward function pays for good episodes and for random ones. */
export interface OrderCheck {
  /** Whether it pays more for good ones; undefined where there are none, or no random ones. */
  readonly ok: boolean | undefined
  /** Mean discounted return of the episodes that succeeded; NaN where none did. */
  readonly good: number
  /** That of the episodes by random actions that did not. */
  readonly random: number
  /** good - random. */
  readonly margin: number
}

/** What `orderCheck` takes beside. */
export interface OrderCheckOptions {
  /** What a reward counts a step later. @default the gamma of the task's trainer; 1 where it has none */
  readonly gamma?: number | undefined
  /** Limits of the sandbox that the reward function runs in. @default as `train` */
  readonly sandbox?: SandboxOptions | undefined
}

/**
 * Whether a reward function pays more for episodes that succeeded than for random ones: if it does not, no training with
 * it can be expected to succeed.
 *
 * @param episodes as `recordEpisodes` gives them, of a policy and of random actions
 * @throws TrainError for a gamma that is none; what the reward function throws
 */
export async function orderCheck(
  input: TaskInput,
  reward: RewardFunction,
  episodes: readonly EpisodeRecord[],
  options: OrderCheckOptions = {},
): Promise<OrderCheck> {
  checkOptionNames('orderCheck', { gamma: true, sandbox: true }, options)
  const task = await loadTask(input)
  const { id = 'cross-entropy', settings } = task.trainer ?? {}
  const { gamma = (trainerOf(id, settings).settings.gamma as number | undefined) ?? 1 } = options
  checkNumbers({ from: 0, to: 1 }, { gamma }, TrainError)
  const scorer = await openScorer(rewardForm(reward), task, options.sandbox)
  try {
    const returnOf = (episode: EpisodeRecord): number => {
      const rewards = scorer.score(rowsOf([episode], task))
      return rewards.reduceRight((later, each) => each + gamma * later, 0)
    }
    const good = mean(episodes.filter(({ succeeded }) => succeeded).map(returnOf))
    const random = mean(episodes.filter(({ by, succeeded }) => by === 'random' && !succeeded).map(returnOf))
    const margin = good - random
    return { ok: Number.isNaN(margin) ? undefined : margin > 0, good, random, margin }
  } finally {
    scorer.dispose()
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
