import type { RecordedCandidate, RecordedRun, RunHeader } from '@gencode/core'
import type { Comparison } from '../comparison.ts'
import type { RandomEpisode } from '../episodes.ts'
import { trainingsOf } from '../train-accepted.ts'

/** A run as its report tells it. */
export interface RunStory {
  readonly header: RunHeader
  readonly candidates: readonly RecordedCandidate[]
  readonly episodes: readonly RandomEpisode[]
  readonly training: readonly Comparison[]
  /** Whether it came to its end; one that was stopped can go on. */
  readonly isOver: boolean
}

/** The story of a run that `gencode generate` made, with what it played and trained. */
export function runStory(header: RunHeader, { candidates, notes }: RecordedRun): RunStory {
  return {
    header,
    candidates,
    episodes: (notes.get('episodes') ?? []) as readonly RandomEpisode[],
    training: trainingsOf(notes),
    isOver: notes.has('end'),
  }
}
