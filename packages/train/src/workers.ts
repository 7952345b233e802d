/// <reference lib="esnext.disposable" preserve="true" />
import { checkCount, checkOptionNames } from './checks.ts'
import { TrainError } from './errors.ts'
import type { JobOptions, TrainingJob } from './job.ts'
import { coreCount } from './node-threads.ts'
import { onAbort } from './on-abort.ts'
import { receivedError } from './posted-error.ts'
import type { TrainingProgress } from './run.ts'
import type { SeedResult } from './seed-job.ts'
import { listen, startWorker, type WorkerLike } from './start-worker.ts'
import type { Answer, Request } from './worker.ts'

/** What `createTrainingWorkers` takes. */
export interface TrainingWorkersOptions {
  /** How many at most; they start when they are needed. @default as many as the machine has cores */
  readonly size?: number | undefined
  /** Starts a worker that runs `@gencode/train/worker`, where a bundler needs its own way. */
  readonly createWorker?: (() => WorkerLike) | undefined
  /** URLs of modules that each worker imports first, for the tasks and environments that they register. */
  readonly modules?: readonly (string | URL)[] | undefined
}

/** Whoever does trainings: threads of this process, or other machines. `trainingWorkersContract` has its promises. */
export interface TrainingWorkers {
  /** How many jobs run side by side, where that is known. */
  readonly size?: number | undefined
  /**
   * Does a job as soon as its turn comes.
   *
   * @throws what the training throws, as what it is (`instanceof`, `code`, `feedback`); the signal's reason; TrainError
   * once they are closed
   */
  run(job: TrainingJob, options?: JobOptions): Promise<SeedResult>
  /** Lets go of them; what still waits or runs, or comes later, rejects. Twice is harmless. */
  close(): Promise<void>
}

/** Worker threads that train side by side, for any number of `train` calls. */
export interface TrainingThreads extends TrainingWorkers {
  readonly size: number
  [Symbol.dispose](): void
}

/** @throws TrainError for what can do no trainings */
export function checkWorkers(workers: unknown): void {
  if (typeof (workers as Partial<TrainingWorkers> | null | undefined)?.run === 'function') return
  if (Number.isSafeInteger(workers) && (workers as number) >= 0) return
  throw new TrainError(
    `workers is a whole number from 0, or what createTrainingWorkers gives, not ${typeof workers === 'number' ? workers : JSON.stringify(workers)}`,
  )
}

const closedMessage = 'These training workers are closed'

interface PendingJob {
  readonly job: TrainingJob
  readonly report: (progress: TrainingProgress) => void
  readonly settle: (outcome: { result: SeedResult } | { error: unknown }) => void
}

/**
 * Creates workers that several trainings share: a worker that has started costs the next training nothing.
 * In Node, idle workers don't keep the process alive.
 *
 * @throws TrainError for a size that is no count
 */
export function createTrainingWorkers(options: TrainingWorkersOptions = {}): TrainingThreads {
  checkOptionNames('createTrainingWorkers', { size: true, createWorker: true, modules: true }, options)
  const { size = coreCount(), createWorker = startWorker, modules = [] } = options
  checkCount('size', size)
  let closed = false
  const waiting: PendingJob[] = []
  const idle: WorkerLike[] = []
  const busy = new Map<WorkerLike, PendingJob>()

  function next(): void {
    while (waiting.length > 0 && (idle.length > 0 || busy.size < size)) {
      const pending = waiting.shift() as PendingJob
      let worker: WorkerLike | undefined
      try {
        worker = idle.pop() ?? start()
        busy.set(worker, pending)
        if ('ref' in worker) worker.ref()
        worker.postMessage({ job: pending.job, modules: modules.map(String) } satisfies Request)
      } catch (error) {
        if (worker) drop(worker, error)
        else pending.settle({ error })
      }
    }
  }

  function start(): WorkerLike {
    const worker = createWorker()
    listen(
      worker,
      (message) => heard(worker, message as Answer),
      (error) => drop(worker, error),
    )
    return worker
  }

  function heard(worker: WorkerLike, answer: Answer): void {
    const pending = busy.get(worker)
    if (!pending) return
    if ('progress' in answer) {
      try {
        pending.report(answer.progress)
      } catch (error) {
        drop(worker, error)
      }
      return
    }
    busy.delete(worker)
    idle.push(worker)
    if ('unref' in worker) worker.unref()
    pending.settle('result' in answer ? answer : { error: receivedError(answer.error) })
    next()
  }

  /** Ends a worker; the next job starts another one. */
  function drop(worker: WorkerLike, error: unknown): void {
    const pending = busy.get(worker)
    busy.delete(worker)
    const place = idle.indexOf(worker)
    if (place >= 0) idle.splice(place, 1)
    worker.terminate()
    pending?.settle({ error })
    next()
  }

  async function close(): Promise<void> {
    closed = true
    const error = new TrainError(closedMessage)
    for (const pending of waiting.splice(0)) pending.settle({ error })
    for (const worker of [...busy.keys(), ...idle]) drop(worker, error)
  }

  return {
    size,
    run: (job, { onProgress = () => {}, signal } = {}) =>
      new Promise((resolve, reject) => {
        if (closed) throw new TrainError(closedMessage)
        signal?.throwIfAborted()
        const pending: PendingJob = {
          job,
          report: onProgress,
          settle(outcome) {
            stopListening()
            if ('result' in outcome) resolve(outcome.result)
            else reject(outcome.error)
          },
        }
        function abort(): void {
          const place = waiting.indexOf(pending)
          if (place >= 0) {
            waiting.splice(place, 1)
            pending.settle({ error: signal?.reason })
          }
          for (const [worker, running] of busy) if (running === pending) drop(worker, signal?.reason)
        }
        const stopListening = onAbort(signal, abort)
        waiting.push(pending)
        next()
      }),
    close,
    [Symbol.dispose]() {
      void close()
    },
  }
}
