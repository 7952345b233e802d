import type { TermPoint } from './terms.ts'
import type { CurvePoint } from './trainer.ts'

/** An episode that can be played again to where it is. */
export interface OpenEpisode {
  readonly seed: number
  readonly actions: readonly unknown[]
}

/** An episode with the rewards that it got, by which a reward function shows whether it is the same one again. */
export interface Witness extends OpenEpisode {
  readonly rewards: readonly number[]
}

/**
 * A training between two updates as plain JSON. It goes on to the bit as if it had never stopped: episodes that were
 * under way are played again to where they were. A reward function that keeps something from step to step, or draws
 * random numbers, can't be put back where it was; the seed then starts over, and gives the same result later.
 */
export interface Checkpoint {
  /** The version of this format. */
  readonly version: 1
  readonly environmentSteps: number
  readonly assessmentSteps: number
  /** Of each environment; null where none is under way. */
  readonly episodes: readonly (OpenEpisode | null)[]
  readonly witness: Witness | null
  readonly curve: readonly CurvePoint[]
  readonly terms: readonly TermPoint[]
  /** The trainer's own. */
  readonly state: unknown
}
