import type { State } from '@gencode/core'
import type { RewardTask } from '@gencode/env'
import { columnsOf, type EpisodeRecord, recordEpisodes } from '@gencode/train'
import type { Output } from './output.ts'

/** What the function gave in one episode of random actions. */
export interface RandomEpisode {
  readonly steps: number
  /** The function's reward of each step. */
  readonly rewards: readonly number[]
  /** The named terms of each reward, where the function gives them. */
  readonly components?: Readonly<Record<string, readonly number[]>>
  /** The rewards' sum. */
  readonly return: number
  /** What the task's rule said of its last step. */
  readonly isSuccess: boolean
}

/** So many are held whole at a time; of the others the rewards are kept. */
const portion = 100

/**
 * Plays episodes with random actions, and asks the function for the reward of every step.
 *
 * @throws TrainError where an episode has no end; the signal's reason
 */
export async function playEpisodes(
  task: RewardTask,
  rewardFunction: State['rewardFunction'],
  count: number,
  seed: number,
  output: Output,
  signal: AbortSignal,
): Promise<readonly RandomEpisode[]> {
  const episodes: RandomEpisode[] = []
  const spinner = output.spinner('Playing')
  try {
    while (episodes.length < count) {
      const from = episodes.length
      spinner.text = `Playing episode ${from + 1} of ${count}`
      const options = { episodes: Math.min(portion, count - from), seed: seed + from, signal }
      const recorded = await recordEpisodes(task, 'random', options)
      episodes.push(...recorded.map((episode) => scored(episode, task, rewardFunction)))
    }
  } finally {
    spinner.stop()
  }
  return episodes
}

function scored(
  episode: EpisodeRecord,
  task: RewardTask,
  rewardFunction: State['rewardFunction'],
): RandomEpisode {
  const { rewards, components } = rewardFunction.batch(columnsOf([episode], task), { components: true })
  const terms = Object.entries(components).map(([name, values]) => [name, [...values]])
  return {
    steps: rewards.length,
    rewards: [...rewards],
    ...(terms.length > 0 ? { components: Object.fromEntries(terms) } : {}),
    return: rewards.reduce((total, reward) => total + reward, 0),
    isSuccess: episode.succeeded,
  }
}
