import type { UsageTotal } from '@gencode/llm'
import { mean } from './numbers.ts'
import type { Training } from './race/training.ts'
import type { Reflection } from './reflect/reflection.ts'
import type { Refusal } from './refusal.ts'

/** How a candidate came about. */
export interface Lineage {
  /** Asked for from nothing, as a better version of a parent, or as a crossing of two. */
  readonly kind: 'fresh' | 'refined' | 'crossed'
  /** Numbers of the candidates that it was made from. */
  readonly parents: readonly number[]
  /** What a person wished for, where one did. */
  readonly wish?: string
}

/** What a model wrote for one place of a round. Plain JSON. */
export interface Proposal {
  /** Its number in the run, from 0. */
  readonly index: number
  readonly round: number
  readonly lineage: Lineage
  readonly attempts: number
  readonly usage: UsageTotal
  readonly cost?: number
  /** The accepted function; missing where none was. */
  readonly entry?: string
  readonly code?: string
  readonly fingerprint?: string
  /** What it gave for each probe. */
  readonly rewards?: readonly number[]
  readonly refusal?: Refusal
}

/** Does it pay more for a good episode than for a random one? */
export interface Order {
  /** False where a good episode pays no more; undefined where there is no good episode to compare with. */
  readonly ok: boolean | undefined
  /** Mean discounted return of the good episodes; null where there are none. */
  readonly good: number | null
  readonly random: number
  /** Their distance in standard deviations; null without good episodes. */
  readonly margin: number | null
}

/** A proposal and all that became of it. */
export interface Candidate extends Proposal {
  readonly status: 'refused' | 'duplicate' | 'trained'
  /** The candidate whose record stands for this one's as well. */
  readonly sameAs?: number
  readonly order?: Order
  /** In the order of their seeds. */
  readonly trainings: readonly Training[]
  /** Over all its trainings; missing where there are none. */
  readonly successRate?: number
  readonly interval?: readonly [low: number, high: number]
  readonly reflection?: Reflection
}

/** A candidate that was trained. */
export type Ranked = Candidate & Required<Pick<Candidate, 'successRate' | 'interval' | 'code' | 'entry'>>

/** Whether it can be compared with others. */
export function isRanked(candidate: Candidate): candidate is Ranked {
  return candidate.status === 'trained' && candidate.successRate !== undefined
}

/**
 * Better ones first: by success rate, then by the interval's lower bound; where none succeeds yet, by the environment's own return,
 * which every candidate is measured by alike; then the elder.
 */
export function ranked(candidates: readonly Candidate[]): Ranked[] {
  return candidates
    .filter(isRanked)
    .sort(
      (a, b) =>
        b.successRate - a.successRate ||
        b.interval[0] - a.interval[0] ||
        returnOf(b) - returnOf(a) ||
        a.index - b.index,
    )
}

/** All of them, the best first by success rate; those that were not trained last. */
export function standing(candidates: readonly Candidate[]): Candidate[] {
  const rate = ({ successRate = -1 }: Candidate): number => successRate
  return [...candidates].sort((a, b) => rate(b) - rate(a) || a.index - b.index)
}

/** How a candidate came about in words, by the numbers that people see, from 1: such as `crossed from 3 and 5`. */
export function originText({ kind, parents }: Lineage): string {
  return kind === 'fresh' ? 'from nothing' : `${kind} from ${parents.map((each) => each + 1).join(' and ')}`
}

function returnOf({ trainings }: Ranked): number {
  return mean(trainings.map(({ environmentReturn }) => environmentReturn))
}
