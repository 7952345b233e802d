import type { ConsoleMessage } from '../types.ts'
import type { Packed } from './values.ts'

/** A call of a function of the host that a guest waits for. */
export interface GuestCall {
  /** Counts up within a run. */
  readonly id: number
  /** Where the guest keeps what waits for it. */
  readonly slot: number
  readonly name: string
  readonly args: readonly unknown[]
}

/** What comes of a call that a guest waits for. */
export interface Settlement {
  readonly slot: number
  readonly hasFailed: boolean
  /** The result, packed; where it failed, the message. */
  readonly value: Packed | string
}

/** What one crossing of a run came to. */
export interface Turn {
  /** Whether there is a value now. */
  readonly hasEnded: boolean
  readonly value: unknown
  /** The calls that nobody answered yet. */
  readonly calls: readonly GuestCall[]
  readonly logs: readonly ConsoleMessage[]
  /** In how many milliseconds the guest's next timer is due, where its clock is the real one. */
  readonly timerMs: number | undefined
  /** The guest's own running time so far. */
  readonly usedMs: number
}

/** A guest as those who drive its run see it; where it is in another thread, its turns are promises. */
export interface RunGuest {
  begin(): Turn | Promise<Turn>
  go(settlements: readonly Settlement[]): Turn | Promise<Turn>
}
