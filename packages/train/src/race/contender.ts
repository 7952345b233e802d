import type { TrainingResult } from '../result.ts'

/** A reward in a race. */
export interface Contender {
  /** Its place in the list of rewards. */
  readonly candidate: number
  /** What it reached so far; undefined where its reward function failed. */
  readonly result?: TrainingResult
  /** What the reward function threw. */
  readonly error?: unknown
  /** The round after which it was dropped, from 1; undefined while it runs. */
  readonly droppedIn?: number
}
