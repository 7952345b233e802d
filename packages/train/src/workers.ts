/// <reference lib="esnext.disposable" preserve="true" />
import { checkCount } from './checks.ts'
import { TrainError } from './errors.ts'
import { coreCount } from './node-threads.ts'
import { receivedError } from './posted-error.ts'
import type { PostedJob } from './posted-job.ts'
import type { TrainingProgress } from './run.ts'
import { listen, startWorker, type WorkerLike } from './start-worker.ts'
import type { SeedResult } from './train-seed.ts'
import type { Answer } from './worker.ts'

/** What `createTrainingWorkers` takes. */
export interface TrainingWorkersOptions {
  /** How many at most; they start when they are needed. @default as many as the machine has cores */
  readonly size?: number | undefined
  /** Starts a worker that runs `@gencode/train/worker`, where a bundler needs its own way. */
  readonly createWorker?: (() => WorkerLike) | undefined
}

/** Workers that train side by side, for any number of `train` calls. */
export interface TrainingWorkers {
  readonly size: number
  /** Trains in the next free worker. @throws what the training throws; the signal's reason @internal */
  run(job: PostedJob, report: (progress: TrainingProgress) => void, signal?: AbortSignal): Promise<SeedResult>
  /** Ends the workers; what still waits or runs, or comes later, rejects. */
  close(): void
  [Symbol.dispose](): void
}

const closedMessage = 'These training workers are closed'

interface PendingJob {
  readonly job: PostedJob
  readonly report: (progress: TrainingProgress) => void
  readonly settle: (outcome: { result: SeedResult } | { error: unknown }) => void
}

/**
 * Creates workers that several trainings share: a worker that has started costs the next training nothing.
 * In Node, idle workers don't keep the process alive.
 *
 * @throws TrainError for a size that is no count
 */
export function createTrainingWorkers(options: TrainingWorkersOptions = {}): TrainingWorkers {
  const { size = coreCount(), createWorker = startWorker } = options
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
        worker.postMessage(pending.job)
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

  function close(): void {
    closed = true
    const error = new TrainError(closedMessage)
    for (const pending of waiting.splice(0)) pending.settle({ error })
    for (const worker of [...busy.keys(), ...idle]) drop(worker, error)
  }

  return {
    size,
    run: (job, report, signal) =>
      new Promise((resolve, reject) => {
        if (closed) throw new TrainError(closedMessage)
        signal?.throwIfAborted()
        const pending: PendingJob = {
          job,
          report,
          settle(outcome) {
            signal?.removeEventListener('abort', abort)
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
        signal?.addEventListener('abort', abort)
        waiting.push(pending)
        next()
      }),
    close,
    [Symbol.dispose]: close,
  }
}
