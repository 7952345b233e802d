import type { Candidate, Ranked } from '../candidate.ts'
import type { Loop } from '../loop.ts'
import { intervalOf, race, rateOf } from './race.ts'

/** Trains the round's candidates beside the elites, and gives all that were trained. */
export async function raceAll(
  loop: Loop,
  elites: readonly Ranked[],
  proposed: readonly Candidate[],
): Promise<Candidate[]> {
  const { train = {}, seed = 0, budget = {} } = loop.options
  const seeds = Array.from({ length: train.seeds ?? 3 }, (_, index) => seed + index)
  const racers = [...elites, ...proposed.filter(({ status }) => status === 'trained')].map(
    ({ index, code = '', entry = '', trainings }) => ({ index, code, entry, trainings }),
  )
  if (racers.length === 0) return []
  const stepsLeft = (budget.steps ?? Number.POSITIVE_INFINITY) - stepsOf(loop.candidates)
  const results = await race(racers, { seeds, first: train.firstSeeds ?? 1, stepsLeft }, loop.training)
  const byIndex = new Map(results.map((result) => [result.index, result]))
  loop.candidates = loop.candidates.map((candidate): Candidate => {
    const result = byIndex.get(candidate.index)
    if (!result) return candidate
    if (result.refusal)
      return { ...candidate, status: 'refused', refusal: result.refusal, trainings: result.trainings }
    const { trainings } = result
    return { ...candidate, trainings, successRate: rateOf(trainings), interval: intervalOf(trainings) }
  })
  return loop.candidates.filter(({ index }) => byIndex.has(index))
}

/** Environment steps that all candidates have taken. */
export function stepsOf(candidates: readonly Candidate[]): number {
  return candidates.reduce(
    (sum, { trainings }) => sum + trainings.reduce((all, { steps }) => all + steps, 0),
    0,
  )
}
