import { GencodeError } from '@gencode/contract/errors'
import type { Definition as GuestDefinition } from '../quickjs/definition.ts'
import type { Image } from '../quickjs/delta.ts'
import type { GuestRun } from '../quickjs/guest-run.ts'
import { openRun } from '../quickjs/open-run.ts'
import type { Realm } from '../quickjs/realm.ts'
import { Guests, type MakeRealm } from '../run/guests.ts'
import type { Definition, OpenRemote, RunWork } from './protocol.ts'

interface Open {
  readonly run: GuestRun
  readonly realm: Realm
  readonly guests: Guests
}

/** The runs of a worker: each in a guest of its own, which waits while others are served. */
export class RunServer {
  readonly #functions: Guests
  readonly #programs: Guests
  readonly #base: () => Image
  readonly #define: (definition: Definition) => GuestDefinition
  readonly #open = new Map<number, Open>()

  /** @param define finds a function in its code */
  constructor(
    make: { readonly functions: MakeRealm; readonly programs: MakeRealm; readonly maxRuns: number },
    base: () => Image,
    define: (definition: Definition) => GuestDefinition,
  ) {
    this.#functions = new Guests(make.functions, make.maxRuns)
    this.#programs = new Guests(make.programs, make.maxRuns)
    this.#base = base
    this.#define = define
  }

  /** Does a piece of work for a run. @throws SandboxError, GencodeError */
  serve(id: number, work: RunWork): unknown {
    if (work.kind === 'end') return this.#close(id)
    if (work.kind === 'turn' && work.open) this.#begin(id, work.open)
    const run = this.#open.get(id)?.run
    if (run === undefined) throw new GencodeError('The thread of this run was ended by another guest')
    if (work.kind === 'save') return run.save(this.#base())
    return work.settlements ? run.go(work.settlements) : run.begin()
  }

  #begin(id: number, { task, names, timeoutMs }: OpenRemote): void {
    const guests = task.kind === 'function' ? this.#functions : this.#programs
    const whole = task.kind === 'function' ? { ...task, definition: this.#define(task.definition) } : task
    const realm = guests.open(names)
    try {
      // Nobody answers here: the calls go out with the turn.
      const run = openRun(realm, this.#base, whole, { timeoutMs, answer: () => undefined })
      this.#open.set(id, { run, realm, guests })
    } catch (error) {
      guests.give(realm)
      throw error
    }
  }

  #close(id: number): void {
    const open = this.#open.get(id)
    if (open === undefined) return
    this.#open.delete(id)
    open.guests.give(open.realm)
  }
}
