import type { GenCodeEvent } from '@gencode/core'
import type { UsageTotal } from '@gencode/llm'
import type { Run } from '@gencode/train'
import type { Candidate, Lineage, Ranked } from './candidate.ts'
import type { Preferred } from './people/preferences.ts'

/** Why the loop ended. */
export type StopReason =
  /** The interval's lower bound of the best one lies past the goal. */
  | 'solved'
  /** As many rounds as were asked for. */
  | 'rounds'
  /** Tokens, money, environment steps or minutes. */
  | 'budget'
  /** So many rounds in a row brought nothing better. */
  | 'stale'
  /** The model gives no more answers: no server, an empty account. */
  | 'model'

/** Why the loop ended, and what to try. */
export interface Stopped {
  readonly reason: StopReason
  /** In a sentence, for a person. */
  readonly message: string
}

/** A success rate with its interval, measured on seeds that no choice was made by. */
export interface Measured {
  readonly successRate: number
  readonly interval: readonly [low: number, high: number]
  readonly seeds: readonly { readonly seed: number; readonly successRate: number }[]
}

/** What a run of the loop ends in. Plain JSON. */
export interface DesignResult {
  readonly task: string
  /** The winner; missing where no candidate could be trained. */
  readonly best?: Ranked
  /** The winner, trained again on fresh seeds: the figure that counts. */
  readonly final?: Measured
  /** The same for what it has to beat, at equal training budget. */
  readonly controls: {
    readonly environment?: Measured
    readonly constant?: Measured
    /** The best of as many fresh samples without feedback. */
    readonly samples?: Measured
  }
  /** In words: what the loop beat, and what not. */
  readonly verdict: string
  readonly candidates: readonly Candidate[]
  /** What a person preferred, where one chose between candidates; no part of any success rate. */
  readonly preferred?: readonly Preferred[]
  readonly rounds: readonly RoundSummary[]
  readonly usage: UsageTotal
  readonly cost: number
  /** Environment steps of the loop, its controls and the final measure left out. */
  readonly steps: number
  readonly stopped: Stopped
}

/** What a round brought. */
export interface RoundSummary {
  readonly round: number
  /** Numbers of its candidates. */
  readonly candidates: readonly number[]
  /** The best over all rounds so far. */
  readonly best: number | null
  readonly successRate: number | null
  readonly interval: readonly [low: number, high: number] | null
}

/** What happens on the way. */
export type DesignEvent =
  | {
      readonly type: 'control'
      readonly name: 'environment' | 'constant' | 'samples'
      readonly measured: Measured
    }
  | { readonly type: 'round'; readonly round: number; readonly lineages: readonly Lineage[] }
  | { readonly type: 'generation'; readonly event: GenCodeEvent }
  | { readonly type: 'candidate'; readonly candidate: Candidate }
  | { readonly type: 'round-ended'; readonly summary: RoundSummary }
  | { readonly type: 'stopped'; readonly stopped: Stopped }
  | { readonly type: 'measured'; readonly measured: Measured }
  | { readonly type: 'warning'; readonly message: string }

/** A run under way: a promise of its result that is also an async iterable of its events. */
export type DesignRun = Run<DesignEvent, DesignResult>
