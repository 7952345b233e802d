import { type Candidate, type Preference, standing } from '@gencode/design'

/** So many of the best are compared. */
const mostCompared = 5

/**
 * The two of the best that a person has compared least often, the better ones first.
 *
 * @param passed how many pairs to go on by
 * @returns undefined where there are no two with a policy
 */
export function nextPair(
  candidates: readonly Candidate[],
  preferences: readonly Preference[],
  passed: number,
): readonly [Candidate, Candidate] | undefined {
  const best = standing(candidates)
    .filter(({ trainings }) => trainings.length > 0)
    .slice(0, mostCompared)
  const pairs = best.flatMap((left, place) =>
    best.slice(place + 1).map((right): [Candidate, Candidate] => [left, right]),
  )
  const times = ([left, right]: readonly [Candidate, Candidate]): number =>
    preferences.filter(({ better, worse }) =>
      [left.index, right.index].every((each) => each === better || each === worse),
    ).length
  const order = [...pairs].sort((a, b) => times(a) - times(b))
  return order[passed % Math.max(1, order.length)]
}
