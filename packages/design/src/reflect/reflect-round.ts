import { type EpisodeRecord, recordEpisodes } from '@gencode/train'
import { type Candidate, isRanked } from '../candidate.ts'
import { scoreEpisodes } from '../gate/score.ts'
import type { Loop } from '../loop.ts'
import { stepsOf } from '../race/race-round.ts'
import { reflect } from './reflect.ts'
import type { Reflection } from './reflection.ts'

/** What each of them showed; the good episodes of the best trainings are kept for the gate. */
export async function reflectOn(loop: Loop, raced: readonly Candidate[]): Promise<Candidate[]> {
  const { task, sandbox, notebook, episodes, options } = loop
  const { signal } = options
  const reflected: Candidate[] = []
  for (const candidate of raced.filter(isRanked)) {
    const { index, trainings, successRate, interval } = candidate
    const best = trainings.reduce((a, b) => (b.successRate > a.successRate ? b : a))
    const { reflection, good } = await notebook.once(
      'design/reflection',
      `${index} after ${stepsOf([candidate])} steps`,
      async (): Promise<{ reflection: Reflection; good: EpisodeRecord[] }> => {
        const played = await recordEpisodes(task, best.policy, {
          episodes: 10,
          seed: 920_000 + best.seed,
          signal,
        })
        const trained = scoreEpisodes(candidate, played, task, sandbox)
        const random = scoreEpisodes(candidate, episodes.random, task, sandbox)
        const reflection = reflect({ task, successRate, interval, trainings, trained, random })
        return { reflection, good: played.filter(({ succeeded }) => succeeded).slice(0, 3) }
      },
    )
    episodes.good.push(...good.slice(0, Math.max(0, 20 - episodes.good.length)))
    reflected.push({ ...candidate, reflection })
  }
  return reflected
}
