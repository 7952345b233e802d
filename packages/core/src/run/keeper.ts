import type { Ledger } from '../bounds.ts'
import type { EventHub } from '../events.ts'
import type { Logger } from '../logger.ts'
import type { Journal, Recollection } from './journal.ts'

/** Who records what becomes of one candidate, tells of it, and bounds it. */
export interface Keeper {
  /** From 0; its place in the run and in events. */
  readonly candidate: number
  /** Shared by all candidates. */
  readonly ledger: Ledger
  readonly signal: AbortSignal | undefined
  readonly events: EventHub
  readonly logger: Logger
  readonly journal: Journal | undefined
  /** What the journal held at the start. */
  readonly recollection: Recollection
}
