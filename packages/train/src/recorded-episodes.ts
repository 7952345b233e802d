import type { Policy } from '@gencode/contract/types'
import type { Env, RewardTask } from '@gencode/env'
import { breathe } from './breath.ts'
import { checkCount, checkOptionNames, checkSeed } from './checks.ts'
import { actOf, type EvaluateOptions, evaluateNames } from './evaluate.ts'
import { openEnv } from './open-env.ts'
import { type PlayedEpisode, play } from './play.ts'
import type { Act } from './policy/network-policy.ts'
import { episodeSeed, stream } from './random.ts'
import type { ScoredRows } from './rows.ts'
import { loadTask, type TaskInput } from './task-input.ts'

/** An episode as plain JSON, step by step, with who acted in it. */
export interface EpisodeRecord extends PlayedEpisode {
  readonly by: 'policy' | 'random'
}

/** What `recordEpisodes` takes. */
export interface RecordOptions extends EvaluateOptions {
  /** Sees the environment after each reset and after each step, as to draw it. */
  readonly look?: ((env: Env) => void) | undefined
}

/**
 * Plays episodes of a policy, or of random actions, and records them: those that `evaluate` plays with the same seed.
 *
 * @throws TrainError where the policy is for another task or an option out of range; the signal's reason
 */
export async function recordEpisodes(
  input: TaskInput,
  policy: Policy | Act | 'random',
  options: RecordOptions = {},
): Promise<EpisodeRecord[]> {
  checkOptionNames('recordEpisodes', { ...evaluateNames, look: true }, options)
  const { episodes = 100, seed = 0, signal, look } = options
  checkCount('episodes', episodes)
  checkSeed(seed)
  const task = await loadTask(input)
  const env = await openEnv(task, signal)
  try {
    const draws = stream(seed, 'evaluation', 1)
    const act = policy === 'random' ? () => env.actionSpace.sample(draws) : actOf(policy, env, task)
    const by = policy === 'random' ? 'random' : 'policy'
    const starts = stream(seed, 'evaluation')
    const recorded: EpisodeRecord[] = []
    while (recorded.length < episodes) {
      await breathe(signal)
      recorded.push({ by, ...play(env, task, act, episodeSeed(starts), look) })
    }
    return recorded
  } finally {
    env.close()
  }
}

/** The steps of episodes, one after another, as a reward function scores them. */
export function rowsOf(episodes: readonly EpisodeRecord[], task: RewardTask): ScoredRows {
  const flatOf = <T>(read: (episode: EpisodeRecord) => readonly T[]): T[] => episodes.flatMap(read)
  const rewards = Float64Array.from(flatOf((episode) => episode.rewards))
  return {
    rows: rewards.length,
    observations: Float64Array.from(flatOf((episode) => episode.observations.slice(1).flat())),
    isSuccess: Uint8Array.from(
      flatOf((episode) => episode.isSuccess),
      Number,
    ),
    isFailure: Uint8Array.from(
      flatOf((episode) => episode.isFailure),
      Number,
    ),
    actions: Float64Array.from(task.action ? flatOf((episode) => episode.actions.flatMap(numbersOf)) : []),
    rewards,
  }
}

/** The steps of episodes as the columns that a task's compiled reward function takes in a batch. */
export function columnsOf(
  episodes: readonly EpisodeRecord[],
  task: RewardTask,
): (Float64Array | Uint8Array)[] {
  const { observations, isSuccess, isFailure, actions } = rowsOf(episodes, task)
  return [observations, isSuccess, isFailure, ...(task.action ? [actions] : [])]
}

/** An action's numbers, as JSON has them too. */
function numbersOf(action: unknown): number[] {
  if (typeof action === 'number') return [action]
  return Object.values(action as Record<string, unknown>).flatMap(numbersOf)
}
