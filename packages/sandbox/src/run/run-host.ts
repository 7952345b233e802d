import type { Image } from '../quickjs/delta.ts'
import type { GuestRun, SavedRun } from '../quickjs/guest-run.ts'
import type { Answer } from '../quickjs/host-calls.ts'
import { openRun, type RunTask } from '../quickjs/open-run.ts'
import type { Realm } from '../quickjs/realm.ts'
import type { GuestCall, RunGuest } from '../quickjs/turn.ts'
import { Guests } from './guests.ts'

/** A guest with something to run in it. */
export interface OpenGuest extends RunGuest {
  /** What its image is made of, while it waits. */
  save(): SavedRun | Promise<SavedRun>
  /** Gives it back. */
  close(): void
}

/** What a guest is opened with. */
export interface OpenGuestOptions {
  /** The functions of the host that it knows. */
  readonly names: readonly string[]
  readonly timeoutMs: number
  readonly signal: AbortSignal | undefined
  /** Answers a call at once, where the guest is in this thread. */
  readonly answer: (call: GuestCall) => Answer | undefined
}

/** Where runs have their guests: in this thread, or in others. */
export interface RunHost<Task> {
  /** @throws SandboxError, GencodeError, the signal's reason */
  open(task: Task, options: OpenGuestOptions): Promise<OpenGuest>
  dispose(): void
}

/** Guests in this thread. */
export class LocalHost implements RunHost<RunTask> {
  readonly #guests: Guests
  readonly #base: () => Image

  constructor(make: (names: readonly string[]) => Realm, maxRuns: number, base: () => Image) {
    this.#guests = new Guests(make, maxRuns)
    this.#base = base
  }

  async open(task: RunTask, { names, signal, ...options }: OpenGuestOptions): Promise<OpenGuest> {
    const realm = await this.#guests.take(names, signal)
    try {
      return this.#opened(realm, openRun(realm, this.#base, task, options))
    } catch (error) {
      this.#guests.give(realm)
      throw error
    }
  }

  #opened(realm: Realm, run: GuestRun): OpenGuest {
    return {
      begin: () => run.begin(),
      go: (settlements) => run.go(settlements),
      save: () => run.save(this.#base()),
      close: () => this.#guests.give(realm),
    }
  }

  dispose(): void {
    this.#guests.dispose()
  }
}
