import type { TermSummary } from './terms.ts'

/** What kinds of things a reflection finds. */
export type FindingCode =
  | 'never-succeeded'
  | 'ends-early'
  | 'failure-pays'
  | 'gamed'
  | 'unstable'
  | 'still-rising'
  | 'flat-term'
  | 'dominant-term'
  | 'opposed-term'
  | 'saturated-term'

/** Something that a rule found in what training showed, with advice. Plain JSON. */
export interface Finding {
  readonly code: FindingCode
  /** The term that it is about. */
  readonly term?: string
  /** What was seen and what to do, in a sentence or two. */
  readonly text: string
}

/** What training with a candidate showed, in the task's units. Plain JSON. */
export interface Reflection {
  readonly successRate: number
  readonly interval: readonly [low: number, high: number]
  readonly rates: readonly number[]
  /** The task's metrics, each a mean over all measured episodes. */
  readonly metrics: Readonly<Record<string, number>>
  /** Of the episodes that the trained policy played for this. */
  readonly steps: number
  readonly endings: { readonly success: number; readonly failure: number; readonly other: number }
  /** Success and return in training, at up to ten points. */
  readonly course: readonly {
    readonly steps: number
    readonly successRate: number
    readonly meanReturn: number
  }[]
  readonly terms: readonly TermSummary[]
  readonly findings: readonly Finding[]
  /** A few steps of one good and of one failed episode. */
  readonly samples: readonly SampledEpisode[]
}

/** A few steps of an episode. */
export interface SampledEpisode {
  readonly succeeded: boolean
  readonly length: number
  readonly rows: readonly {
    readonly step: number
    readonly observation: readonly number[]
    readonly reward: number
  }[]
}
