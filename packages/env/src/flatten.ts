import { EnvError } from './errors.ts'
import type { Space } from './space.ts'
import { isNumbers } from './spaces/box.ts'
import type { Dict } from './spaces/dict.ts'
import type { Tuple } from './spaces/tuple.ts'

/**
 * An observation as the plain array that a reward function gets: a Box row-major as it is, a Discrete n as
 * `[n]`, a MultiDiscrete or MultiBinary as its numbers, Tuple and Dict one after another in Gymnasium's order.
 *
 * @throws EnvError where the observation is not of the space's form; its bounds are not checked
 */
export function flattenObservation(space: Space, observation: unknown): number[] {
  const flat = new Array<number>(space.size)
  flattenInto(space, observation, flat, 0)
  return flat
}

/** The same, written into an array from `offset` on; returns the offset after it. */
export function flattenInto(
  space: Space,
  observation: unknown,
  target: { [index: number]: number },
  offset: number,
): number {
  if (space.kind === 'Discrete') {
    if (typeof observation !== 'number') throw unlike(space)
    target[offset] = observation
    return offset + 1
  }
  if (space.kind === 'Tuple') {
    const { spaces } = space as Tuple
    if (!Array.isArray(observation)) throw unlike(space)
    return spaces.reduce((at, inner, index) => flattenInto(inner, observation[index], target, at), offset)
  }
  if (space.kind === 'Dict') {
    if (typeof observation !== 'object' || observation === null) throw unlike(space)
    return Object.entries((space as Dict).spaces).reduce(
      (at, [key, inner]) => flattenInto(inner, (observation as Record<string, unknown>)[key], target, at),
      offset,
    )
  }
  if (!isNumbers(observation) || observation.length !== space.size) throw unlike(space)
  for (let index = 0; index < space.size; index++) target[offset + index] = observation[index] as number
  return offset + space.size
}

function unlike(space: Space): EnvError {
  return new EnvError(`An observation of this ${space.kind} is ${space.text}; this one isn't`)
}
