import { GencodeError } from '@gencode/contract/errors'
import { SandboxMemoryError, SandboxTimeoutError } from '../errors.ts'
import type { ConsoleMessage } from '../types.ts'
import { type FromWorker, type ToWorker, unpackError } from './protocol.ts'
import { spawn, type Thread } from './spawn.ts'

/** A worker stops its guest by itself at the deadline; only when it has not done so by then is it killed. */
const graceMs = 100

/** So many tasks may wait for a free worker; more is a flood, which the caller is told of at once. */
const mostWaiting = 10_000

/** Something for a worker to do. */
export interface Task {
  readonly message: ToWorker
  readonly timeoutMs: number
  /** Names the function in a time-out's message. */
  readonly entry: string
  readonly signal: AbortSignal | undefined
  /** The thread that must do it; any, where there is none. */
  readonly held?: Held
}

/** A place for a run in one of the threads. */
export interface Held {
  readonly slot: Slot
}

interface Waiting {
  readonly most: number
  resolve(held: Held): void
  reject(error: unknown): void
}

interface Job extends Task {
  resolve(value: unknown): void
  reject(error: unknown): void
}

interface Slot {
  thread: Thread
  ready: Promise<void>
  job: Job | undefined
  timer: ReturnType<typeof setTimeout> | undefined
  /** How many runs have their guests in it. */
  runs: number
  isGone: boolean
}

/** What a pool needs for each worker. */
export interface PoolOptions {
  readonly size: number
  readonly program: string
  readonly start: ToWorker
  readonly onConsole: ((message: ConsoleMessage) => void) | undefined
  readonly createWorker: (() => Worker) | undefined
}

/** Workers with one task each at most; what finds none free waits its turn. */
export class WorkerPool {
  readonly #options: PoolOptions
  readonly #slots: Slot[] = []
  readonly #queue: Job[] = []
  readonly #waiting: Waiting[] = []
  #isDisposed = false

  constructor(options: PoolOptions) {
    this.#options = options
    for (let index = 0; index < options.size; index++) this.#slots.push(this.#open())
  }

  /** Settles when every worker can begin. */
  async ready(): Promise<void> {
    await Promise.all(this.#slots.map((slot) => slot.ready))
  }

  #open(): Slot {
    let isReady = (): void => {}
    let hasFailed = (_reason: unknown): void => {}
    const ready = new Promise<void>((resolve, reject) => {
      isReady = resolve
      hasFailed = reject
    })
    // An idle worker does not keep a program of Node from ending.
    ready.then(
      () => slot.thread.hold(slot.job !== undefined),
      () => {},
    )
    const slot: Slot = {
      thread: undefined as unknown as Thread,
      ready,
      job: undefined,
      timer: undefined,
      runs: 0,
      isGone: false,
    }
    slot.thread = spawn(
      this.#options.program,
      {
        message: (message) => (message.kind === 'ready' ? isReady() : this.#heard(slot, message)),
        lost: (reason) => {
          hasFailed(new GencodeError('A worker of the sandbox could not start', { cause: reason }))
          this.#lost(slot, reason)
        },
      },
      this.#options.createWorker,
    )
    slot.thread.post(this.#options.start)
    return slot
  }

  /** @throws what the task fails with; the signal's reason where it is aborted */
  run(task: Task): Promise<unknown> {
    if (this.#isDisposed) return Promise.reject(new GencodeError('The sandbox was disposed of'))
    if (task.signal?.aborted) return Promise.reject(task.signal.reason)
    if (task.held?.slot.isGone) return Promise.reject(lostRun())
    if (this.#queue.length >= mostWaiting)
      return Promise.reject(
        new GencodeError(
          `${mostWaiting} tasks wait for a free thread of the sandbox already. Take fewer at a time, or raise size.`,
        ),
      )
    return new Promise((resolve, reject) => {
      const abort = (): void => this.#abort(job)
      const done = (): void => task.signal?.removeEventListener('abort', abort)
      const job: Job = {
        ...task,
        resolve: (value) => {
          done()
          resolve(value)
        },
        reject: (error) => {
          done()
          reject(error)
        },
      }
      task.signal?.addEventListener('abort', abort)
      this.#queue.push(job)
      this.#next()
    })
  }

  /** A place for a run, in the thread that has the fewest; waits where each has `most`. */
  hold(most: number, signal?: AbortSignal): Promise<Held> {
    if (this.#isDisposed) return Promise.reject(new GencodeError('The sandbox was disposed of'))
    if (signal?.aborted) return Promise.reject(signal.reason)
    const slot = this.#emptiest(most)
    if (slot) return Promise.resolve(this.#hold(slot))
    return new Promise((resolve, reject) => {
      const abort = (): void => {
        const at = this.#waiting.indexOf(waiting)
        if (at >= 0) this.#waiting.splice(at, 1)
        reject(signal?.reason)
      }
      const waiting: Waiting = {
        most,
        resolve: (held) => {
          signal?.removeEventListener('abort', abort)
          resolve(held)
        },
        reject,
      }
      signal?.addEventListener('abort', abort, { once: true })
      this.#waiting.push(waiting)
    })
  }

  #emptiest(most: number): Slot | undefined {
    const [slot] = this.#slots.filter(({ runs }) => runs < most).sort((a, b) => a.runs - b.runs)
    return slot
  }

  #hold(slot: Slot): Held {
    slot.runs++
    return { slot }
  }

  release({ slot }: Held): void {
    slot.runs--
    const [waiting] = this.#waiting
    const free = waiting && this.#emptiest(waiting.most)
    if (free) this.#waiting.shift()?.resolve(this.#hold(free))
  }

  /** Says something to a thread that is answered by nothing. */
  tell({ slot }: Held, message: ToWorker): void {
    if (!slot.isGone) slot.thread.post(message)
  }

  #next(): void {
    for (const slot of this.#slots) {
      if (slot.job) continue
      const at = this.#queue.findIndex(({ held }) => held === undefined || held.slot === slot)
      const [job] = at < 0 ? [] : this.#queue.splice(at, 1)
      if (!job) continue
      slot.job = job
      slot.thread.hold(true)
      slot.ready.then(
        () => {
          if (slot.job !== job) return
          slot.timer = setTimeout(() => this.#overrun(slot, job), job.timeoutMs + graceMs)
          try {
            slot.thread.post(job.message)
          } catch (cause) {
            this.#end(slot)?.reject(new GencodeError('Only plain data crosses into a sandbox', { cause }))
          }
        },
        (error) => this.#end(slot)?.reject(error),
      )
    }
  }

  #heard(slot: Slot, message: FromWorker): void {
    if (message.kind === 'console') this.#options.onConsole?.(message.message)
    else if (message.kind === 'done') this.#end(slot)?.resolve(message.value)
    else if (message.kind === 'failed') this.#end(slot)?.reject(unpackError(message.error))
  }

  /** Frees a slot, and says what it was doing. */
  #end(slot: Slot): Job | undefined {
    const { job } = slot
    clearTimeout(slot.timer)
    slot.job = undefined
    slot.thread.hold(false)
    // After the caller has been told, so that its next task finds the same worker.
    queueMicrotask(() => this.#next())
    return job
  }

  #kill(slot: Slot): Job | undefined {
    const { job, thread } = slot
    clearTimeout(slot.timer)
    const index = this.#slots.indexOf(slot)
    if (index < 0) return undefined
    thread.terminate()
    slot.isGone = true
    for (const lost of this.#queue.filter(({ held }) => held?.slot === slot)) {
      this.#queue.splice(this.#queue.indexOf(lost), 1)
      lost.reject(lostRun())
    }
    if (this.#isDisposed) this.#slots.splice(index, 1)
    else this.#slots[index] = this.#open()
    slot.job = undefined
    queueMicrotask(() => this.#next())
    return job
  }

  #overrun(slot: Slot, job: Job): void {
    this.#kill(slot)?.reject(
      new SandboxTimeoutError({
        code: 'sandbox/timeout',
        feedback: `${job.entry} did not end within ${job.timeoutMs} ms. It must not loop without an end, nor do so much work.`,
      }),
    )
  }

  #lost(slot: Slot, reason: unknown): void {
    const isMemory = (reason as { code?: unknown } | undefined)?.code === 'ERR_WORKER_OUT_OF_MEMORY'
    this.#kill(slot)?.reject(
      isMemory
        ? new SandboxMemoryError({
            code: 'sandbox/memory',
            feedback: 'The code needs more memory than its worker may have.',
          })
        : new GencodeError('The worker of a sandbox ended unexpectedly', { cause: reason }),
    )
  }

  #abort(job: Job): void {
    const index = this.#queue.indexOf(job)
    if (index >= 0) this.#queue.splice(index, 1)
    else {
      const slot = this.#slots.find((each) => each.job === job)
      // Other runs that have their guests in the thread are not ended with it: it stops by itself at the deadline.
      if (slot && slot.runs === 0) this.#kill(slot)
    }
    job.reject(job.signal?.reason)
  }

  dispose(): void {
    this.#isDisposed = true
    for (const slot of [...this.#slots])
      this.#kill(slot)?.reject(new GencodeError('The sandbox was disposed of'))
    for (const job of [...this.#queue.splice(0), ...this.#waiting.splice(0)])
      job.reject(new GencodeError('The sandbox was disposed of'))
  }
}

const lostRun = (): GencodeError =>
  new GencodeError('The thread of this run was ended: another of its guests did not stop')
