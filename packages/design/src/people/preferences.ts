import { GencodeError } from '@gencode/contract/errors'

/** A person's choice between two candidates, by their numbers from 0. */
export interface Preference {
  readonly better: number
  readonly worse: number
}

/** How much a candidate is preferred. Shown beside its success, and never a part of it. */
export interface Preferred {
  readonly candidate: number
  /** The chance that it is preferred to an average one, 0 to 1. */
  readonly chance: number
}

/** Each one is thought to have been preferred once, and passed over once, to an average candidate: a single choice proves little. */
const prior = 1
const steps = 200

/**
 * The strengths of candidates from choices between two: the model of Bradley and Terry (1952), fitted by Hunter's (2004) iteration.
 *
 * @returns those that were compared, the most preferred first
 */
export function preferredOf(preferences: readonly Preference[]): Preferred[] {
  const compared = [...new Set(preferences.flatMap(({ better, worse }) => [better, worse]))].sort(
    (a, b) => a - b,
  )
  const strengths = new Map(compared.map((each) => [each, 1]))
  const of = (candidate: number): number => strengths.get(candidate) ?? 1
  for (let step = 0; step < steps; step++)
    for (const candidate of compared) {
      const own = preferences.filter(({ better, worse }) => better === candidate || worse === candidate)
      const wins = prior + own.filter(({ better }) => better === candidate).length
      const rivals = own.map(({ better, worse }) => of(better === candidate ? worse : better))
      const sum = rivals.reduce(
        (total, rival) => total + 1 / (of(candidate) + rival),
        (2 * prior) / (of(candidate) + 1),
      )
      strengths.set(candidate, wins / sum)
    }
  return compared
    .map((candidate) => ({ candidate, chance: of(candidate) / (of(candidate) + 1) }))
    .sort((a, b) => b.chance - a.chance || a.candidate - b.candidate)
}

/** @throws GencodeError where a choice is none between two candidates of the run */
export function checkPreferences(preferences: readonly Preference[], candidates: number[]): void {
  for (const { better, worse } of preferences) {
    const unknown = [better, worse].find((each) => !candidates.includes(each))
    if (unknown !== undefined)
      throw new GencodeError(
        `feedback prefers candidate ${better} to ${worse} (counted from 0), and this run has no ${unknown}`,
      )
    if (better === worse) throw new GencodeError(`feedback prefers candidate ${better} to itself`)
  }
}
