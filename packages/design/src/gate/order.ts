import type { RewardTask } from '@gencode/env'
import type { Sandbox } from '@gencode/sandbox'
import type { EpisodeRecord } from '@gencode/train'
import type { Order } from '../candidate.ts'
import { mean, shown } from '../numbers.ts'
import type { Refusal } from '../refusal.ts'
import { discounted, scoreEpisodes } from './score.ts'

/** Whether a function pays more for good episodes than for random ones. It trains nothing. @throws CodeError of the function */
export function orderOf(
  fn: { readonly code: string; readonly entry: string },
  episodes: { readonly good: readonly EpisodeRecord[]; readonly random: readonly EpisodeRecord[] },
  task: RewardTask,
  sandbox: Sandbox,
): Order {
  const returnsOf = (played: readonly EpisodeRecord[]): number[] =>
    scoreEpisodes(fn, played, task, sandbox).map(({ rewards }) => discounted(rewards))
  const random = returnsOf(episodes.random)
  const good = returnsOf(episodes.good)
  if (good.length === 0) return { ok: undefined, good: null, random: mean(random), margin: null }
  const difference = mean(good) - mean(random)
  const spread = Math.sqrt((variance(good) + variance(random)) / 2)
  const margin = spread > 0 ? difference / spread : Math.sign(difference) * 1e6
  return { ok: difference > 0, good: mean(good), random: mean(random), margin }
}

/** What the model is told of a function that pays no more for good episodes. */
export function orderRefusal({ good, random }: Order): Refusal {
  return {
    code: 'design/order',
    feedback: `The function pays ${shown(good ?? 0)} for an episode that succeeds and ${shown(random)} for one of random actions (discounted sums), so training with it would lead away from the goal. Pay more for what successful episodes do, in every step and at the end.`,
  }
}

function variance(values: readonly number[]): number {
  const center = mean(values)
  return mean(values.map((value) => (value - center) ** 2))
}
