import { SandboxError, withLogs } from '../errors.ts'
import { typedError } from './definition.ts'
import type { Delta, Image } from './delta.ts'
import type { Subject } from './failure.ts'
import { checked, Refused, starved } from './guest-throw.ts'
import type { Answer, Caller } from './host-calls.ts'
import { runJobs, settledValue, stateOf } from './jobs.ts'
import { fixedTime, type Realm } from './realm.ts'
import type { GuestCall, RunGuest, Settlement, Turn } from './turn.ts'
import type { Packed } from './values.ts'

/** Where a run stands between two crossings, beside the guest's memory. */
interface RunPosition {
  /** Where the guest's promise is. */
  readonly value: number
  /** How often the host was called. */
  readonly nextId: number
  /** The slots in which calls wait. */
  readonly slots: readonly number[]
}

/** What a run's image is made of. */
export interface SavedRun extends Omit<RunPosition, 'slots'> {
  readonly virtualMs: number
  readonly delta: Delta
}

/** What a run is made of. */
export interface GuestRunOptions {
  readonly realm: Realm
  readonly subject: Subject
  /** The guest's own running time, summed over the run's crossings. */
  readonly timeoutMs: number
  /** Makes the clean start, outside any crossing. */
  readonly prepare: () => void
  /** Starts what is run, within a crossing. @returns a value of the guest, which may be an exception or a promise */
  readonly start?: () => number
  /** Where a run goes on that was begun elsewhere. */
  readonly from?: RunPosition
  /** A copy of the value that it ended with. Frees it. */
  readonly read: (value: number) => unknown
  /** Answers a call at once; `undefined` where it must wait. */
  readonly answer: (call: GuestCall) => Answer | undefined
}

const now: () => number = performance.now.bind(performance)

/**
 * A run of a guest, one crossing after another: a crossing ends when the guest has ended, or only waits for the host.
 * Nothing of the host waits within a crossing.
 */
export class GuestRun implements RunGuest, Caller {
  readonly #options: GuestRunOptions
  #usedMs = 0
  /** The guest's value: what it ended with, or its promise. */
  #value = 0
  #calls: GuestCall[] = []
  #nextId = 0
  #waiting = 0
  readonly #free: number[] = []
  #isPrepared = false
  /** Calls that failed before they began. */
  #refused: Settlement[] = []

  constructor(options: GuestRunOptions) {
    this.#options = options
    const { from } = options
    if (from === undefined) return
    this.#value = from.value
    this.#nextId = from.nextId
    this.#waiting = Math.max(-1, ...from.slots) + 1
    for (let slot = 0; slot < this.#waiting; slot++) if (!from.slots.includes(slot)) this.#free.push(slot)
    this.#waiting -= this.#free.length
  }

  /** @throws SandboxError */
  begin(): Turn {
    const { realm, start } = this.#options
    return this.#cross(() => {
      if (start) this.#value = checked(realm.machine, start())
    })
  }

  /** Goes on with what came of calls. @throws SandboxError */
  go(settlements: readonly Settlement[]): Turn {
    return this.#cross(() => this.#settle(settlements))
  }

  /** What the run's image is made of, while it waits. */
  save(base: Image): SavedRun {
    const { realm } = this.#options
    return {
      value: this.#value,
      nextId: this.#nextId,
      virtualMs: realm.virtualMs,
      delta: realm.machine.delta(base),
    }
  }

  #cross(work: () => void): Turn {
    const { realm, subject, timeoutMs } = this.#options
    realm.caller = this
    if (!this.#isPrepared) {
      this.#options.prepare()
      realm.log.begin()
      this.#isPrepared = true
    }
    try {
      return realm.guarded(Math.max(0.01, timeoutMs - this.#usedMs), () => {
        const began = now()
        work()
        const timerMs = this.#advance()
        const hasEnded = stateOf(realm.machine, this.#value) !== 'pending'
        const value = hasEnded ? this.#result() : undefined
        const calls = this.#calls
        this.#calls = []
        this.#usedMs += now() - began
        return { hasEnded, value, calls, logs: realm.log.take(), timerMs, usedMs: this.#usedMs }
      })
    } catch (error) {
      // Taken here, or the next run would tell it as its own.
      const logs = realm.log.take()
      const failure = typedError(error, subject, realm.options, timeoutMs)
      throw failure instanceof SandboxError ? withLogs(failure, logs) : failure
    }
  }

  #result(): unknown {
    const { realm, read } = this.#options
    const { machine } = realm
    if (stateOf(machine, this.#value) === 'plain') return read(this.#value)
    return read(settledValue(machine, this.#value))
  }

  /** Runs the guest's jobs, and its timers where nothing else goes on, until it has ended or waits. */
  #advance(): number | undefined {
    const { machine, options } = this.#options.realm
    const isSettled = (): boolean => stateOf(machine, this.#value) !== 'pending'
    for (;;) {
      runJobs(machine, isSettled)
      if (isSettled()) return undefined
      if (this.#refused.length > 0) {
        this.#settle(this.#refused.splice(0))
        continue
      }
      // A clock that stands still goes on where nothing else does.
      if (options.deterministic && this.#waiting > 0) return undefined
      const due = this.#nextTimer()
      if (due === undefined) {
        if (this.#waiting > 0) return undefined
        throw machine.wasRefusedMemory ? starved() : new Refused('pending')
      }
      if (!options.deterministic && due > Date.now()) return due - Date.now()
      this.#fireTimer(due)
    }
  }

  #nextTimer(): number | undefined {
    const { realm } = this.#options
    if (!realm.hasTimers) return undefined
    const { machine, extras } = realm
    const answer = checked(machine, machine.call(extras.nextTimer))
    const due = machine.memory.numberAt(answer) ?? -1
    machine.free(answer)
    return due < 0 ? undefined : due
  }

  /** A clock that stands still otherwise goes on to when the timer is due. */
  #fireTimer(due: number): void {
    const { realm } = this.#options
    const { machine, extras } = realm
    realm.virtualMs = Math.max(realm.virtualMs, due - fixedTime)
    machine.free(checked(machine, machine.call(extras.fireTimer)))
  }

  #settle(settlements: readonly Settlement[]): void {
    const { realm } = this.#options
    const { machine } = realm
    const { memory, at } = machine
    const slots = machine.allocate(4 * 8)
    for (const { slot, hasFailed, value } of settlements) {
      const given = hasFailed ? machine.newString(String(value)) : realm.givePacked(value as Packed)
      memory.writeNumber(slots + 8, slot)
      memory.writeNumber(slots + 16, hasFailed ? 1 : 0)
      memory.copyValue(slots + 24, given)
      machine.callSlots(at.settle, 3, slots)
      machine.free(given)
      if (!memory.isUndefined(slots)) machine.free(checked(machine, machine.moveOut(slots)))
      this.#free.push(slot)
      this.#waiting--
    }
    machine.wasm.free(slots)
  }

  /** A call of the guest's. */
  call(name: string, args: readonly unknown[]): Answer {
    const { realm, answer } = this.#options
    const { maxCalls, maxCallsAtOnce } = realm.options
    const call: GuestCall = { id: this.#nextId++, slot: this.#free.at(-1) ?? this.#waiting, name, args }
    const refusal =
      call.id >= maxCalls
        ? `more than ${maxCalls} calls of the host in one run`
        : this.#waiting >= maxCallsAtOnce
          ? `more than ${maxCallsAtOnce} calls of the host at once`
          : undefined
    const given = refusal === undefined ? answer(call) : undefined
    if (given !== undefined) return given
    if (refusal === undefined) this.#calls.push(call)
    else this.#refused.push({ slot: call.slot, hasFailed: true, value: refusal })
    this.#free.pop()
    this.#waiting++
    return { kind: 'waits', slot: call.slot }
  }
}
