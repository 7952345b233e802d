import { GencodeError } from '@gencode/contract/errors'
import { disposed } from '../disposed.ts'
import { SandboxMemoryError } from '../errors.ts'
import { overran } from '../overran.ts'
import type { ConsoleMessage } from '../types.ts'
import { type Held, type Job, lostRun, type Slot, type Task, takeJobs } from './jobs.ts'
import { type Asked, type FromWorker, type Outcome, type ToWorker, unpackError } from './protocol.ts'
import { RunPlaces } from './run-places.ts'
import { spawn, type Thread } from './spawn.ts'

/** A worker stops its guest by itself at the deadline; only when it has not done so by then is it killed. */
const graceMs = 100

/** So many tasks may wait for a free worker; more is a flood, which the caller is told of at once. */
const mostWaiting = 10_000

/** What a pool needs for each worker. */
export interface PoolOptions {
  readonly size: number
  readonly program: string
  readonly start: ToWorker
  readonly onConsole: ((message: ConsoleMessage) => void) | undefined
  readonly createWorker: (() => Worker) | undefined
}

/** Workers that take small tasks in groups; what finds none free waits its turn. */
export class WorkerPool {
  readonly #options: PoolOptions
  readonly #slots: Slot[] = []
  readonly #queue: Job[] = []
  readonly #places = new RunPlaces(this.#slots)
  #isDisposed = false
  #isNext = false

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
      () => slot.thread.hold(slot.jobs.length > 0),
      () => {},
    )
    const slot: Slot = {
      thread: undefined as unknown as Thread,
      ready,
      jobs: [],
      timer: undefined,
      since: 0,
      meanMs: Number.POSITIVE_INFINITY,
      known: new WeakSet(),
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
    if (this.#isDisposed) return Promise.reject(disposed())
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
      this.#soon()
    })
  }

  /** A place for a run, in the thread that has the fewest; waits where each has `most`. */
  hold(most: number, signal?: AbortSignal): Promise<Held> {
    if (this.#isDisposed) return Promise.reject(disposed())
    return this.#places.hold(most, signal)
  }

  release(held: Held): void {
    this.#places.release(held)
  }

  /** Says something to a thread that is answered by nothing. */
  tell({ slot }: Held, message: ToWorker): void {
    if (!slot.isGone) slot.thread.post(message)
  }

  /** After whoever is about to ask for something has done so, so that small tasks go together, and to the same thread again. */
  #soon(): void {
    if (this.#isNext) return
    this.#isNext = true
    queueMicrotask(() => {
      this.#isNext = false
      this.#next()
    })
  }

  #next(): void {
    for (const slot of [...this.#slots].sort((a, b) => a.jobs.length - b.jobs.length)) {
      const jobs = takeJobs(this.#queue, slot, this.#slots.length)
      if (jobs.length === 0) continue
      slot.jobs.push(...jobs)
      slot.thread.hold(true)
      slot.ready.then(
        () => this.#post(slot, jobs),
        (error) => this.#fail(slot, jobs, error),
      )
    }
  }

  #post(slot: Slot, jobs: readonly Job[]): void {
    if (!slot.jobs.includes(jobs[0] as Job)) return
    if (slot.jobs.length === jobs.length) this.#watch(slot)
    const messages = jobs.map(({ message }) => message)
    try {
      slot.thread.post(messages.length === 1 ? (messages[0] as Asked) : { kind: 'group', messages })
    } catch (cause) {
      if (jobs.length === 1)
        this.#fail(slot, jobs, new GencodeError('Only plain data crosses into a sandbox', { cause }))
      else this.#again(slot, jobs)
    }
  }

  /** What a thread has done of a group is told within a few milliseconds: a deadline can only be that of the next. */
  #watch(slot: Slot): void {
    clearTimeout(slot.timer)
    slot.since = performance.now()
    const deadline = Math.max(...slot.jobs.map(({ timeoutMs }) => timeoutMs))
    slot.timer = setTimeout(() => this.#overrun(slot), deadline + graceMs)
  }

  #heard(slot: Slot, message: FromWorker): void {
    if (message.kind === 'console') this.#options.onConsole?.(message.message)
    else if (message.kind !== 'ready')
      this.#answered(slot, message.kind === 'group' ? message.answers : [message])
  }

  #answered(slot: Slot, answers: readonly Outcome[]): void {
    const done = slot.jobs.splice(0, answers.length)
    const each = (performance.now() - slot.since) / Math.max(1, done.length)
    slot.meanMs = Number.isFinite(slot.meanMs) ? 0.8 * slot.meanMs + 0.2 * each : each
    if (slot.jobs.length > 0) this.#watch(slot)
    else this.#free(slot)
    for (const [index, job] of done.entries()) {
      const answer = answers[index] as Outcome
      if (answer.kind === 'done') job.resolve(answer.value)
      else job.reject(unpackError(answer.error))
    }
    this.#soon()
  }

  #free(slot: Slot): void {
    clearTimeout(slot.timer)
    slot.thread.hold(false)
  }

  /** Takes jobs back from a thread that has not got them. */
  #withdraw(slot: Slot, jobs: readonly Job[]): void {
    slot.jobs = slot.jobs.filter((job) => !jobs.includes(job))
    if (slot.jobs.length === 0) this.#free(slot)
    this.#soon()
  }

  #fail(slot: Slot, jobs: readonly Job[], error: unknown): void {
    this.#withdraw(slot, jobs)
    for (const job of jobs) job.reject(error)
  }

  /** Puts what a thread was to do back to the front, each by itself. */
  #again(slot: Slot, jobs: readonly Job[]): void {
    this.#withdraw(slot, jobs)
    this.#putBack(jobs)
  }

  #putBack(jobs: readonly Job[]): void {
    this.#queue.unshift(...jobs.map((job) => Object.assign(job, { isAlone: true })))
  }

  /** Ends a thread, and gives what it was doing. */
  #kill(slot: Slot): Job[] {
    const { jobs, thread } = slot
    clearTimeout(slot.timer)
    const index = this.#slots.indexOf(slot)
    if (index < 0) return []
    thread.terminate()
    slot.isGone = true
    for (const lost of this.#queue.filter(({ held }) => held?.slot === slot)) {
      this.#queue.splice(this.#queue.indexOf(lost), 1)
      lost.reject(lostRun())
    }
    if (this.#isDisposed) this.#slots.splice(index, 1)
    else this.#slots[index] = this.#open()
    slot.jobs = []
    this.#soon()
    return jobs
  }

  /** Ends a thread for what it did with one job; where it had several, each is done again by itself. */
  #give(slot: Slot, up: (job: Job) => unknown): void {
    const jobs = this.#kill(slot)
    if (jobs.length === 1) jobs[0]?.reject(up(jobs[0]))
    else this.#putBack(jobs)
  }

  #overrun(slot: Slot): void {
    this.#give(slot, ({ entry, timeoutMs }) => overran(entry, timeoutMs))
  }

  #lost(slot: Slot, reason: unknown): void {
    const isMemory = (reason as { code?: unknown } | undefined)?.code === 'ERR_WORKER_OUT_OF_MEMORY'
    this.#give(slot, () =>
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
      const slot = this.#slots.find(({ jobs }) => jobs.includes(job))
      // Other runs that have their guests in the thread are not ended with it: it stops by itself at the deadline.
      if (slot && slot.runs === 0) this.#queue.unshift(...this.#kill(slot).filter((other) => other !== job))
    }
    job.reject(job.signal?.reason)
  }

  dispose(): void {
    this.#isDisposed = true
    for (const slot of [...this.#slots]) for (const job of this.#kill(slot)) job.reject(disposed())
    this.#places.dispose()
    for (const job of this.#queue.splice(0)) job.reject(disposed())
  }
}
