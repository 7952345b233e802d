import type { CleanedCode } from '@gencode/contract/types'
import type { Move } from './ask/stuck.ts'
import type { Attempt, State } from './attempt.ts'
import type { Warning } from './examine/failure.ts'

/** Which attempt an event is of. */
export interface EventPlace {
  /** Which candidate of `generateMany`, or which call of `get` or `generate`, from 0. */
  readonly candidate: number
  /** Which attempt, from 1. */
  readonly attempt: number
}

/** What happens on the way to a function, in this order for every attempt. */
export type GenCodeEvent = EventPlace &
  (
    | { readonly type: 'attempt-started'; readonly model?: string; readonly move: Move }
    /** A piece of the answer as it arrives; `thinking` is not part of the answer. */
    | { readonly type: 'token'; readonly text: string; readonly thinking: boolean }
    /** The answer broke off and comes from its beginning again: its tokens so far are void. */
    | { readonly type: 'restarted' }
    | { readonly type: 'cleaned'; readonly cleaned: CleanedCode }
    | { readonly type: 'compiled'; readonly entry: string }
    | { readonly type: 'probed'; readonly rewards?: readonly number[]; readonly warnings: readonly Warning[] }
    | { readonly type: 'rejected'; readonly result: Attempt }
    | { readonly type: 'accepted'; readonly result: Attempt; readonly state: State }
  )

/** Gets every event. What it throws ends the run. */
export type EventListener = (event: GenCodeEvent) => void

/** Hands events to listeners and to async iterators. */
export class EventHub {
  readonly #queues = new Set<EventQueue>()
  readonly #listener: EventListener | undefined

  constructor(listener?: EventListener) {
    this.#listener = listener
  }

  emit(event: GenCodeEvent): void {
    this.#listener?.(event)
    for (const queue of this.#queues) queue.push(event)
  }

  /** The events from now on until `end`; they wait in memory until they are read. */
  iterate(): AsyncIterableIterator<GenCodeEvent> {
    const queue = new EventQueue(() => this.#queues.delete(queue))
    this.#queues.add(queue)
    return queue
  }

  /** Ends all iterators, once they have given what waits. */
  end(): void {
    for (const queue of [...this.#queues]) queue.end()
  }
}

class EventQueue implements AsyncIterableIterator<GenCodeEvent> {
  readonly #waiting: GenCodeEvent[] = []
  readonly #onEnd: () => void
  readonly #asleep: (() => void)[] = []
  #ended = false

  constructor(onEnd: () => void) {
    this.#onEnd = onEnd
  }

  push(event: GenCodeEvent): void {
    this.#waiting.push(event)
    this.#wake()
  }

  end(): void {
    this.#ended = true
    this.#onEnd()
    this.#wake()
  }

  #wake(): void {
    for (const wake of this.#asleep.splice(0)) wake()
  }

  async next(): Promise<IteratorResult<GenCodeEvent>> {
    while (this.#waiting.length === 0 && !this.#ended)
      await new Promise<void>((resolve) => {
        this.#asleep.push(resolve)
      })
    const value = this.#waiting.shift()
    return value === undefined ? { done: true, value } : { done: false, value }
  }

  async return(): Promise<IteratorResult<GenCodeEvent>> {
    this.#waiting.length = 0
    this.end()
    return { done: true, value: undefined }
  }

  [Symbol.asyncIterator](): this {
    return this
  }
}
