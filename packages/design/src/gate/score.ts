import type { Contract } from '@gencode/contract'
import type { RewardTask } from '@gencode/env'
import type { Sandbox } from '@gencode/sandbox'
import { columnsOf, type EpisodeRecord } from '@gencode/train'

/** What a function gave for one episode. */
export interface ScoredEpisode {
  readonly episode: EpisodeRecord
  /** Of each step. */
  readonly rewards: readonly number[]
  /** The named terms of each step, where the function gives them. */
  readonly terms: Readonly<Record<string, readonly number[]>>
}

/** Scores episodes with a function, in one crossing. @throws CodeError of the function */
export function scoreEpisodes(
  { code, entry }: { readonly code: string; readonly entry: string },
  episodes: readonly EpisodeRecord[],
  task: RewardTask,
  sandbox: Sandbox,
): ScoredEpisode[] {
  if (episodes.every(({ rewards }) => rewards.length === 0)) return []
  const fn = sandbox.compile(code, { entry, contract: task.contract as Contract })
  try {
    const { rewards, components } = fn.batch(columnsOf(episodes, task), { components: true, timeoutMs: 5000 })
    let at = 0
    return episodes.map((episode) => {
      const [start, end] = [at, at + episode.rewards.length]
      at = end
      const terms = Object.entries(components).map(([name, values]) => [
        name,
        [...values.subarray(start, end)],
      ])
      return { episode, rewards: [...rewards.subarray(start, end)], terms: Object.fromEntries(terms) }
    })
  } finally {
    fn.dispose()
  }
}

/** The discounted sum of an episode's rewards: what most trainers go by. */
export function discounted(rewards: readonly number[], discount = 0.99): number {
  return rewards.reduceRight((later, reward) => reward + discount * later, 0)
}
