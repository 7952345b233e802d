import type { SavedRun } from '../quickjs/guest-run.ts'
import type { Turn } from '../quickjs/turn.ts'
import type { OpenGuest, OpenGuestOptions, RunHost } from '../run/run-host.ts'
import type { WorkerPool } from './pool.ts'
import type { RemoteTask, RunWork } from './protocol.ts'

/** Guests in the threads of a pool; a run stays in the thread in which it began, and holds it only while it runs. */
export class RemoteHost implements RunHost<RemoteTask> {
  readonly #pool: WorkerPool
  readonly #maxRuns: number
  #runs = 0

  /** @param maxRuns how many runs a thread takes at a time */
  constructor(pool: WorkerPool, maxRuns: number) {
    this.#pool = pool
    this.#maxRuns = maxRuns
  }

  async open(task: RemoteTask, { names, timeoutMs, signal }: OpenGuestOptions): Promise<OpenGuest> {
    const held = await this.#pool.hold(this.#maxRuns, signal)
    const run = ++this.#runs
    let usedMs = 0
    let isOpen = false
    const work = async (work: RunWork): Promise<unknown> => {
      const left = Math.max(1, timeoutMs - usedMs)
      return this.#pool.run({
        message: { kind: 'run', run, work },
        timeoutMs: left,
        entry: 'The program',
        signal: undefined,
        held,
      })
    }
    const turn = async (settlements: Parameters<OpenGuest['go']>[0] | undefined): Promise<Turn> => {
      const open = isOpen ? undefined : { task, names, timeoutMs }
      isOpen = true
      const made = (await work({ kind: 'turn', open, settlements })) as Turn
      usedMs = made.usedMs
      return made
    }
    return {
      begin: () => turn(undefined),
      go: (settlements) => turn(settlements),
      save: async () => (await work({ kind: 'save' })) as SavedRun,
      close: () => {
        this.#pool.tell(held, { kind: 'run', run, work: { kind: 'end' } })
        this.#pool.release(held)
      },
    }
  }

  /** The pool ends its threads itself. */
  dispose(): void {}
}
