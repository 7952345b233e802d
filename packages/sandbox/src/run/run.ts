import { SandboxError, SandboxTimeoutError, withLogs } from '../errors.ts'
import type { HostTable } from '../host-table.ts'
import { type Answer, isThenable, messageOf } from '../quickjs/host-calls.ts'
import type { GuestCall, RunGuest, Settlement, Turn } from '../quickjs/turn.ts'
import { packValue, type ValueLimits } from '../quickjs/values.ts'
import type { ConsoleMessage } from '../types.ts'
import { CallLog } from './call-log.ts'
import { RunContext } from './run-context.ts'
import { isSuspension, type Suspension } from './suspend.ts'

/** What a run is driven with. */
export interface DriveOptions {
  readonly table: HostTable
  /** All of the time, waiting included. */
  readonly waitMs: number
  readonly signal: AbortSignal | undefined
  readonly onConsole: ((message: ConsoleMessage) => void) | undefined
  /** Names the guest in messages. */
  readonly entry: string
  /** Makes ids of calls that no other run has. */
  readonly runId: string
  readonly limits: ValueLimits
}

/** A call that the host put off, so that the run ends with its image. */
export interface SuspendedCall extends GuestCall {
  readonly reason: unknown
}

/** What a run came to. */
export type RunOutcome =
  | { readonly kind: 'ended'; readonly value: unknown }
  | { readonly kind: 'suspended'; readonly calls: readonly SuspendedCall[] }

const over = new Error('The run is over')

/**
 * Drives a run from the host's side: calls the functions of the host, lets them work side by side, and goes on with
 * the guest when some have ended. However many end at a time, it is one crossing.
 */
export class Run {
  readonly log: CallLog = new CallLog()
  readonly messages: ConsoleMessage[] = []
  readonly #options: DriveOptions
  readonly #context: RunContext
  readonly #inFlight = new Map<number, string>()
  readonly #suspended: SuspendedCall[] = []
  #settled: Settlement[] = []
  #isOver = false
  #wake: (() => void) | undefined
  #fail: ((error: unknown) => void) | undefined
  #failure: { readonly error: unknown } | undefined

  constructor(options: DriveOptions, suspended: readonly SuspendedCall[] = []) {
    this.#options = options
    this.#context = new RunContext(options.runId)
    this.#suspended.push(...suspended)
  }

  /** Calls a function of the host for a guest in this thread. @returns `undefined` where the guest must wait */
  answer(call: GuestCall): Answer | undefined {
    const fn = this.#options.table.get(call.name)
    if (fn === undefined) return { kind: 'failed', message: `${call.name} is not there` }
    this.log.begin(call)
    let value: unknown
    try {
      value = fn(call.args, this.#context.of(call.id))
    } catch (error) {
      this.log.end(call.id, 'threw')
      return { kind: 'failed', message: messageOf(error) }
    }
    if (isSuspension(value)) {
      this.#suspend(call, value)
      return undefined
    }
    if (!isThenable(value)) {
      this.log.end(call.id, 'returned')
      return { kind: 'value', value }
    }
    this.#inFlight.set(call.id, call.name)
    Promise.resolve(value).then(
      (result) => (isSuspension(result) ? this.#suspend(call, result) : this.#settle(call, result, false)),
      (error) => this.#settle(call, messageOf(error), true),
    )
    return undefined
  }

  #suspend(call: GuestCall, { reason }: Suspension): void {
    this.#inFlight.delete(call.id)
    if (this.#isOver) return
    this.log.end(call.id, 'suspended')
    this.#suspended.push({ ...call, reason })
    this.#wake?.()
  }

  #settle(call: GuestCall, value: unknown, hasFailed: boolean): void {
    if (!this.#inFlight.delete(call.id) || this.#isOver) return
    this.log.end(call.id, hasFailed ? 'threw' : 'returned')
    this.#settled.push(this.#settlement(call, value, hasFailed))
    this.#wake?.()
  }

  /** Goes on until the guest has ended, or only calls that are put off are left. @throws SandboxError, the signal's reason */
  async drive(guest: RunGuest, first: () => Turn | Promise<Turn>): Promise<RunOutcome> {
    const { signal, waitMs } = this.#options
    const abort = (): void => this.stop(signal?.reason)
    const timer = setTimeout(() => this.stop(this.#tooLong()), waitMs)
    signal?.addEventListener('abort', abort, { once: true })
    try {
      if (signal?.aborted) throw signal.reason
      let turn = await this.#unlessStopped(first())
      for (;;) {
        this.#hear(turn)
        if (this.#failure) throw this.#failure.error
        if (turn.hasEnded) return { kind: 'ended', value: turn.value }
        for (const call of turn.calls) this.#answerLater(call)
        if (this.#settled.length === 0) {
          if (this.#inFlight.size === 0 && this.#suspended.length > 0)
            return { kind: 'suspended', calls: this.#suspended }
          await this.#rest(turn.timerMs)
        }
        const settled = this.#settled
        this.#settled = []
        turn = await this.#unlessStopped(guest.go(settled))
      }
    } catch (error) {
      if (!(error instanceof SandboxError)) throw error
      this.#hear({ logs: error.logs ?? [] })
      throw withLogs(error, this.messages)
    } finally {
      this.#isOver = true
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
      this.#context.abort(this.#failure?.error ?? over)
    }
  }

  /** What a guest in another thread waits for; also what one of this thread was not answered at once. */
  #answerLater(call: GuestCall): void {
    if (this.log.has(call.id)) return
    const answer = this.answer(call)
    if (answer?.kind === 'value') this.#settled.push(this.#settlement(call, answer.value, false))
    if (answer?.kind === 'failed') this.#settled.push(this.#settlement(call, answer.message, true))
  }

  /** A result that cannot cross is a failure of the call. */
  #settlement({ slot }: GuestCall, value: unknown, hasFailed: boolean): Settlement {
    if (hasFailed) return { slot, hasFailed, value: String(value) }
    try {
      return { slot, hasFailed, value: packValue(value, this.#options.limits) }
    } catch (error) {
      return { slot, hasFailed: true, value: messageOf(error) }
    }
  }

  #hear({ logs }: Pick<Turn, 'logs'>): void {
    for (const message of logs) {
      this.messages.push(message)
      this.#options.onConsole?.(message)
    }
  }

  /** Until a call has ended, or the guest's next timer is due. What ends together wakes it once. */
  async #rest(timerMs: number | undefined): Promise<void> {
    if (this.#failure) throw this.#failure.error
    let timer: ReturnType<typeof setTimeout> | undefined
    try {
      await new Promise<void>((resolve, reject) => {
        this.#wake = resolve
        this.#fail = reject
        if (timerMs !== undefined) timer = setTimeout(resolve, timerMs)
      })
    } finally {
      this.#wake = undefined
      this.#fail = undefined
      clearTimeout(timer)
    }
  }

  /** A turn in another thread is not waited for once the run is stopped. */
  #unlessStopped(turn: Turn | Promise<Turn>): Turn | Promise<Turn> {
    if (!(turn instanceof Promise)) return turn
    if (this.#failure) return Promise.reject(this.#failure.error)
    return new Promise((resolve, reject) => {
      this.#fail = reject
      turn.then(resolve, reject)
    })
  }

  /** Ends it before its time: what waits for it fails so. */
  stop(error: unknown): void {
    this.#failure ??= { error }
    this.#fail?.(error)
  }

  #tooLong(): SandboxTimeoutError {
    const { entry, waitMs } = this.#options
    const names = [...new Set(this.#inFlight.values())].slice(0, 5).join(', ')
    return new SandboxTimeoutError({
      code: 'sandbox/timeout',
      feedback: `${entry} did not end within ${waitMs} ms, waiting included${names === '' ? '' : `: it still waits for ${names}`}.`,
    })
  }
}
