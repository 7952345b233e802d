import { checkNames } from '@gencode/contract/check-names'
import { GencodeError } from '@gencode/contract/errors'
import { disposed } from '../disposed.ts'
import { SandboxImageError } from '../errors.ts'
import { type HostTable, hostTable } from '../host-table.ts'
import { programNames, resumeNames } from '../option-names.ts'
import { inRange, type ResolvedOptions } from '../options.ts'
import type { ResumeTask } from '../quickjs/open-run.ts'
import type { Settlement } from '../quickjs/turn.ts'
import { packValue } from '../quickjs/values.ts'
import type {
  Globals,
  ProgramOptions,
  ProgramResult,
  ResumeOptions,
  RunOptions,
  SuspendedAnswer,
} from '../types.ts'
import { packImage, type RunState, unpackImage } from './image.ts'
import { Run, type RunOutcome, type SuspendedCall } from './run.ts'
import type { OpenGuest, RunHost } from './run-host.ts'

/** How long a run of a function may take in all, waiting included, in milliseconds. */
const functionWaitMs = 30_000
/** The same of a program. */
const programWaitMs = 300_000
const longest = 2 ** 31 - 1

type ProgramTask = {
  readonly kind: 'program'
  readonly source: string
  readonly original: string
  readonly input: ReturnType<typeof packValue>
}

/** Where a sandbox's runs have their guests. */
export interface RunHosts<FunctionTask> {
  readonly functions: RunHost<FunctionTask>
  readonly programs: RunHost<ProgramTask | ResumeTask>
  /** What tells the engine from others. */
  readonly engine: string
}

/** The runs of a sandbox, whichever thread its guests are in. */
export class Runs<FunctionTask> {
  readonly #hosts: RunHosts<FunctionTask>
  readonly #options: ResolvedOptions
  readonly #table: HostTable
  readonly #underWay = new Set<Run>()

  constructor(hosts: RunHosts<FunctionTask>, options: ResolvedOptions, table: HostTable) {
    this.#hosts = hosts
    this.#options = options
    this.#table = table
  }

  /** Runs a function in a guest of its own, which starts anew. @throws SandboxError, the signal's reason */
  async call(entry: string, task: FunctionTask, options: RunOptions): Promise<unknown> {
    const run = this.#run(entry, this.#table, options, functionWaitMs, crypto.randomUUID())
    const guest = await this.#open(this.#hosts.functions, task, [...this.#table.keys()], run, options)
    const outcome = await this.#driven(run, guest, () => run.drive(guest, () => guest.begin()))
    if (outcome.kind === 'ended') return outcome.value
    throw new GencodeError(
      `${outcome.calls[0]?.name} put its call off, which only a program can wait for: use sandbox.run`,
    )
  }

  /** Runs a program. @throws SandboxError, the signal's reason */
  async program(source: string, original: string, options: ProgramOptions): Promise<ProgramResult> {
    checkNames('run', programNames, options)
    const table = this.#tableWith(options.globals)
    const runId = crypto.randomUUID()
    const run = this.#run('The program', table, options, programWaitMs, runId)
    const task = {
      kind: 'program',
      source,
      original,
      input: packValue(options.input, this.#options),
    } as const
    const names = [...table.keys()]
    const guest = await this.#open(this.#hosts.programs, task, names, run, options)
    return this.#driven(run, guest, async () => {
      const outcome = await run.drive(guest, () => guest.begin())
      return this.#result(run, guest, outcome, { names, original, runId })
    })
  }

  /** Goes on with a program that was suspended. @throws SandboxImageError, SandboxError, the signal's reason */
  async resume(bytes: Uint8Array, answer: SuspendedAnswer, options: ResumeOptions): Promise<ProgramResult> {
    checkNames('resume', resumeNames, options)
    const { memoryBytes, resultBytes, deterministic } = this.#options
    const most = Math.ceil(memoryBytes * 1.25) + 2 * resultBytes + 2 ** 22
    const { state, delta } = await unpackImage(this.#hosts.engine, bytes, most)
    const table = this.#tableWith(options.globals)
    for (const name of state.names)
      if (!table.has(name))
        throw new SandboxImageError(`The image needs the function ${name}, which is not among globals`)
    if (state.deterministic !== deterministic)
      throw new SandboxImageError(`The image was made with deterministic: ${state.deterministic}`)
    const [call, ...rest] = state.calls
    const run = this.#run('The program', table, options, programWaitMs, state.runId, rest)
    const { original, runId, names, value, nextId, virtualMs } = state
    const slots = state.calls.map(({ slot }) => slot)
    const task: ResumeTask = { kind: 'resume', original, delta, value, nextId, virtualMs, slots }
    const settlement = this.#settlementOf(call?.slot ?? 0, answer)
    const guest = await this.#open(this.#hosts.programs, task, names, run, options)
    return this.#driven(run, guest, async () => {
      const outcome = await run.drive(guest, () => guest.go([settlement]))
      return this.#result(run, guest, outcome, { names, original, runId })
    })
  }

  #settlementOf(slot: number, answer: SuspendedAnswer): Settlement {
    return 'error' in answer
      ? { slot, hasFailed: true, value: String(answer.error) }
      : { slot, hasFailed: false, value: packValue(answer.result, this.#options) }
  }

  async #result(
    { messages: logs, log }: Run,
    guest: OpenGuest,
    outcome: RunOutcome,
    known: Pick<RunState, 'names' | 'original' | 'runId'>,
  ): Promise<ProgramResult> {
    if (outcome.kind === 'ended') return { value: outcome.value, logs, calls: log.records }
    const { delta, ...saved } = await guest.save()
    const { deterministic } = this.#options
    const calls = outcome.calls.map(({ id, slot, name, args, reason }) => ({ id, slot, name, args, reason }))
    const suspended = await packImage(this.#hosts.engine, { ...known, ...saved, deterministic, calls }, delta)
    const { id, name, args, reason } = calls[0] as SuspendedCall
    return {
      suspended,
      call: { callId: `${known.runId}:${id}`, name, args, reason },
      logs,
      calls: log.records,
    }
  }

  #tableWith(globals: Globals | undefined): HostTable {
    return globals === undefined ? this.#table : new Map([...this.#table, ...hostTable(globals)])
  }

  #run(
    entry: string,
    table: HostTable,
    { waitMs, signal }: RunOptions,
    defaultWaitMs: number,
    runId: string,
    suspended: readonly SuspendedCall[] = [],
  ): Run {
    const { onConsole } = this.#options
    const bound = inRange('waitMs', waitMs ?? defaultWaitMs, 1, longest)
    return new Run(
      { table, waitMs: bound, signal, onConsole, entry, runId, limits: this.#options },
      suspended,
    )
  }

  #open<Task>(
    host: RunHost<Task>,
    task: Task,
    names: readonly string[],
    run: Run,
    { timeoutMs = this.#options.timeoutMs, signal }: RunOptions,
  ): Promise<OpenGuest> {
    inRange('timeoutMs', timeoutMs, 1, longest)
    return host.open(task, { names, timeoutMs, signal, answer: (call) => run.answer(call) })
  }

  async #driven<Result>(run: Run, guest: OpenGuest, drive: () => Promise<Result>): Promise<Result> {
    this.#underWay.add(run)
    try {
      return await drive()
    } finally {
      this.#underWay.delete(run)
      guest.close()
    }
  }

  dispose(): void {
    this.#hosts.functions.dispose()
    this.#hosts.programs.dispose()
    for (const run of this.#underWay) run.stop(disposed())
  }
}
