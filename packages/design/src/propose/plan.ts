import type { Lineage, Ranked } from '../candidate.ts'

/** What a round is planned from; recorded facts alone. */
export interface Situation {
  /** From 1. */
  readonly round: number
  readonly population: number
  /** The best so far, best first. */
  readonly elites: readonly Ranked[]
  /** How many rounds in a row have brought nothing better. */
  readonly stale: number
  /** What a person wished for after the last round. */
  readonly wish?: string | undefined
}

/** One place of a round. */
export interface Slot {
  readonly lineage: Lineage
  /** A higher temperature, where the loop is stuck. */
  readonly temperature?: number
}

/** Below this success rate of the best one, most of a round looks for another idea. */
const halfWay = 0.5

/**
 * What a round proposes: at first all from nothing; then half of it better versions of the elites, a quarter crossings of two, and
 * the rest from nothing: most of it where nothing works half of the time yet, for a poor idea is not made a good one by small
 * changes. Stuck, it crosses more and asks with a higher temperature.
 */
export function planRound({ round, population, elites, stale, wish }: Situation): Slot[] {
  const heat = stale > 0 ? { temperature: 1 } : {}
  const wished = wish === undefined ? {} : { wish }
  const fresh: Slot = { lineage: { kind: 'fresh', parents: [], ...wished }, ...heat }
  if (round === 1 || elites.length === 0) return Array.from({ length: population }, () => fresh)
  const isFar = (elites[0] as Ranked).successRate < halfWay
  const freshOnes = population < 3 ? 0 : Math.max(1, Math.floor(population * (isFar ? 0.6 : 0.25)))
  const share = isFar || stale === 0 ? 0.25 : 0.4
  const crossings = elites.length < 2 ? 0 : Math.min(population - freshOnes, Math.round(population * share))
  const pairs = pairsOf(elites.map(({ index }) => index))
  return Array.from({ length: population }, (_, place): Slot => {
    const crossed = place - (population - freshOnes - crossings)
    if (place >= population - freshOnes) return fresh
    const parents =
      crossed >= 0 ? (pairs[crossed % pairs.length] ?? []) : [(elites[place % elites.length] as Ranked).index]
    return { lineage: { kind: crossed >= 0 ? 'crossed' : 'refined', parents, ...wished }, ...heat }
  })
}

/** All pairs, those of the best first. */
function pairsOf(indices: readonly number[]): (readonly [number, number])[] {
  return indices
    .flatMap((a, place) =>
      indices.slice(place + 1).map((b, after): [number, number, number] => [place + after, a, b]),
    )
    .sort(([a], [b]) => a - b)
    .map(([, a, b]) => [a, b])
}
