import { type Candidate, type Ranked, ranked } from '../candidate.ts'
import type { Loop } from '../loop.ts'
import { seedsOf, trainAll } from './race-round.ts'

/** On how many seeds, as a multiple of the race's, the best one has been trained before it counts as the best; the other elites on two thirds. */
const leaderSeeds = 3

/**
 * Trains those that lead on further seeds, until who leads has been tried often enough: the best of many on a few seeds is mostly
 * the luckiest. The same seeds for all, in the same order.
 *
 * @param wanted on how many times the race's seeds the best one is tried. @default 3
 */
export async function confirmLeaders(
  loop: Loop,
  candidates: readonly Candidate[],
  wanted: number = leaderSeeds,
): Promise<Candidate[]> {
  const { train: { seeds = 3 } = {}, elites = 3 } = loop.options
  const wantedOf = (place: number): number => seeds * (place === 0 ? wanted : Math.ceil((2 * wanted) / 3))
  let all = [...candidates]
  for (;;) {
    const short = ranked(all)
      .slice(0, elites)
      .filter(({ trainings }, place) => trainings.length < wantedOf(place))
    if (short.length === 0) return all
    const further = new Map<number, Candidate>()
    for (const [from, group] of byTrainings(short))
      for (const one of await trainAll(loop, group, {
        seeds: seedsOf(loop, from),
        rungs: 1,
        keep: group.length,
      }))
        further.set(one.index, one)
    // Those that fail in training lead no more; with whoever remains it goes on.
    all = all.map((candidate) => further.get(candidate.index) ?? candidate)
  }
}

/** Those that have been trained on as many seeds go on together. */
function byTrainings(candidates: readonly Ranked[]): Map<number, Ranked[]> {
  const groups = new Map<number, Ranked[]>()
  for (const candidate of candidates) {
    const { length } = candidate.trainings
    groups.set(length, [...(groups.get(length) ?? []), candidate])
  }
  return groups
}
