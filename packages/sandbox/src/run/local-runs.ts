import { GencodeError } from '@gencode/contract/errors'
import { type HostTable, hostTable } from '../host-table.ts'
import { inRange, type ResolvedOptions } from '../options.ts'
import type { Definition } from '../quickjs/definition.ts'
import { directCaller } from '../quickjs/direct-caller.ts'
import type { Engine } from '../quickjs/engine.ts'
import { GuestFunction } from '../quickjs/guest-function.ts'
import { GuestRun } from '../quickjs/guest-run.ts'
import { programError, programRun } from '../quickjs/program.ts'
import { Realm } from '../quickjs/realm.ts'
import type { ProgramOptions, ProgramResult, RunOptions } from '../types.ts'
import { Guests } from './guests.ts'
import { Run, type RunOutcome } from './run.ts'

/** How long a run of a function may take in all, waiting included, in milliseconds. */
const functionWaitMs = 30_000
/** The same of a program. */
const programWaitMs = 300_000
const most = 2 ** 31 - 1

/** The runs of a sandbox in this thread. */
export class LocalRuns {
  readonly #options: ResolvedOptions
  readonly #table: HostTable
  readonly #functions: Guests
  readonly #programs: Guests
  readonly #underWay = new Set<Run>()

  constructor(engine: Engine, options: ResolvedOptions, table: HostTable) {
    this.#options = options
    this.#table = table
    const caller = directCaller(new Map())
    const { maxRuns } = options
    this.#functions = new Guests((names) => new Realm(engine, options, { names, caller }), maxRuns)
    this.#programs = new Guests(
      (names) => new Realm(engine, options, { names, caller, hasTimers: true }),
      maxRuns,
    )
  }

  /** Runs a function in a guest of its own, which starts anew. @throws SandboxError, the signal's reason */
  async call(definition: Definition, args: readonly unknown[], options: RunOptions): Promise<unknown> {
    const { timeoutMs, run } = this.#begin(definition.entry, this.#table, options, functionWaitMs)
    const outcome = await this.#in(this.#functions, this.#table, run, options.signal, (realm) => {
      const fn = new GuestFunction(realm, this.#options, definition)
      const arrive = fn.arrival(args)
      return new GuestRun({
        realm,
        subject: definition.subject,
        timeoutMs,
        prepare: () => fn.begin(),
        start: () => {
          fn.evaluate()
          return arrive()
        },
        read: (value) => realm.readSettled(value),
        answer: (call) => run.answer(call),
      })
    })
    if (outcome.kind === 'ended') return outcome.value
    throw new GencodeError(
      `${outcome.calls[0]?.name} put its call off, which only a program can wait for: use sandbox.run`,
    )
  }

  /** Runs a program. @throws SandboxError, the signal's reason */
  async program(source: string, original: string, options: ProgramOptions): Promise<ProgramResult> {
    const table = this.#tableWith(options.globals)
    const { timeoutMs, run } = this.#begin('The program', table, options, programWaitMs)
    const outcome = await this.#in(this.#programs, table, run, options.signal, (realm) => {
      const error = programError(realm, source, original)
      if (error) throw error
      return programRun(realm, source, original, options.input, {
        timeoutMs,
        answer: (call) => run.answer(call),
      })
    })
    const { messages, log } = run
    if (outcome.kind === 'ended') return { value: outcome.value, logs: messages, calls: log.records }
    throw new GencodeError('not yet')
  }

  #tableWith(globals: ProgramOptions['globals']): HostTable {
    return globals === undefined ? this.#table : new Map([...this.#table, ...hostTable(globals)])
  }

  #begin(
    entry: string,
    table: HostTable,
    { timeoutMs = this.#options.timeoutMs, waitMs, signal }: RunOptions,
    defaultWaitMs: number,
  ): { timeoutMs: number; run: Run } {
    inRange('timeoutMs', timeoutMs, 1, most)
    const run = new Run({
      table,
      waitMs: inRange('waitMs', waitMs ?? defaultWaitMs, 1, most),
      signal,
      onConsole: this.#options.onConsole,
      entry,
      runId: crypto.randomUUID(),
    })
    return { timeoutMs, run }
  }

  async #in(
    guests: Guests,
    table: HostTable,
    run: Run,
    signal: AbortSignal | undefined,
    make: (realm: Realm) => GuestRun,
  ): Promise<RunOutcome> {
    const realm = await guests.take([...table.keys()], signal)
    this.#underWay.add(run)
    try {
      const guest = make(realm)
      return await run.drive(guest, () => guest.begin())
    } finally {
      this.#underWay.delete(run)
      guests.give(realm)
    }
  }

  dispose(): void {
    this.#functions.dispose()
    this.#programs.dispose()
    for (const run of this.#underWay) run.stop(new GencodeError('The sandbox was disposed of'))
  }
}
