import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import {
  createTrainingWorkers,
  postedError,
  type SeedResult,
  TrainError,
  type TrainingProgress,
  type TrainingWorkersOptions,
} from '@gencode/train'
import { DelayedError, type Job, UnrecoverableError, Worker } from 'bullmq'
import type { QueueConnection } from './connection.ts'
import { type DoneMessage, type JobMessage, modulesOf, readMessage } from './message.ts'
import { checkMs, connect, defaultQueue, keysOf, prefix } from './redis.ts'
import { versionDifference, versionsHere } from './versions.ts'

/** What `runQueueWorker` takes. */
export interface QueueWorkerOptions {
  readonly connection: QueueConnection
  /** @default 'train' */
  readonly queue?: string | undefined
  /** How many trainings side by side. @default as many as the machine has cores */
  readonly concurrency?: number | undefined
  /**
   * The modules of tasks and trainers that it may load, as jobs name them (`'@gencode/env-mujoco'`, a file's URL). A job
   * that names another one is left to a worker that has it. @default none
   */
  readonly modules?: readonly string[] | undefined
  /** Whether jobs for other versions of the packages are done all the same. @default false: they fail, by name */
  readonly anyVersion?: boolean | undefined
  /** After so many ms without a sign of life another worker gets this one's jobs. @default 15000 */
  readonly stalledAfterMs?: number | undefined
  /** Starts a thread that runs `@gencode/train/worker`, where it is to know more than the built-in tasks. */
  readonly createWorker?: TrainingWorkersOptions['createWorker'] | undefined
  readonly onEvent?: ((event: QueueWorkerEvent) => void) | undefined
}

/** What a worker tells of itself. */
export type QueueWorkerEvent =
  | { readonly kind: 'ready'; readonly worker: string; readonly concurrency: number }
  | {
      readonly kind: 'started' | 'returned' | 'cancelled'
      readonly job: string
      readonly task: string
      readonly seed: number
    }
  | { readonly kind: 'done'; readonly job: string; readonly successRate: number; readonly seconds: number }
  | { readonly kind: 'failed'; readonly job: string; readonly reason: string }

/** A worker that takes jobs until it is closed. */
export interface QueueWorker {
  /** As results and messages name it. */
  readonly id: string
  /**
   * Takes no more jobs, and waits for what it trains; with `handBack` other workers get that instead, at once or, where
   * Redis does not answer within seconds, after `stalledAfterMs`. Twice is harmless.
   */
  close(options?: { readonly handBack?: boolean }): Promise<void>
}

/** How long a result waits for its producers, in seconds. */
const keptSeconds = 24 * 60 * 60
const reportEveryMs = 250
const announceEveryMs = 5_000
/** How long a job rests that this worker can't do. */
const restMs = 500
const attempts = 2
/** So long Redis may take to take back what a worker holds. */
const handBackMs = 3_000

/**
 * Takes trainings from a queue and does them in threads of this machine.
 *
 * @throws TrainError for an address, a count or a time that is none
 */
export function runQueueWorker(options: QueueWorkerOptions): QueueWorker {
  const {
    connection,
    queue = defaultQueue,
    modules = [],
    anyVersion = false,
    stalledAfterMs = 15_000,
  } = options
  checkMs('stalledAfterMs', stalledAfterMs)
  const { concurrency } = options
  // Before anything is connected.
  if (concurrency !== undefined && !(Number.isSafeInteger(concurrency) && concurrency > 0))
    throw new TrainError(`concurrency is a whole number from 1, not ${concurrency}`)
  const tell = options.onEvent ?? (() => {})
  const id = `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`
  const keys = keysOf(queue)
  let isClosed = false
  const redis = connect(connection, () => isClosed)
  const ears = connect(connection, () => isClosed)
  const threads = createTrainingWorkers({
    size: concurrency,
    ...(options.createWorker && { createWorker: options.createWorker }),
  })
  const versions = versionsHere()
  const running = new Map<string, AbortController>()
  const handedBack = Symbol('handed back')
  const cancelled = Symbol('cancelled')

  // Closed before Redis was there, neither of these comes through.
  void ears.subscribe(keys.cancel).catch(() => {})
  ears.on('message', (_channel, key) => running.get(key)?.abort(cancelled))

  const announce = () =>
    void redis
      .set(
        keys.worker(id),
        JSON.stringify({ modules, versions, concurrency: threads.size }),
        'PX',
        3 * announceEveryMs,
      )
      .catch(() => {})
  announce()
  const announcing = setInterval(announce, announceEveryMs)
  announcing.unref()

  async function rest(job: Job, token: string | undefined): Promise<never> {
    await job.moveToDelayed(Date.now() + restMs, token)
    throw new DelayedError()
  }

  async function work(job: Job, token?: string): Promise<DoneMessage> {
    const key = job.id as string
    let message: JobMessage
    try {
      message = readMessage(job.data)
    } catch (error) {
      throw failure(error)
    }
    const difference = anyVersion ? undefined : versionDifference(message.versions, versions)
    if (difference) throw failure(new TrainError(`Another version: ${difference} (${id})`))
    const isMissing = modulesOf(message.job).some((module) => !modules.includes(module))
    if (isMissing || message.avoid === id) return rest(job, token)
    const controller = new AbortController()
    running.set(key, controller)
    const about = {
      job: key,
      task: 'id' in message.job.task ? message.job.task.id : message.job.task.module,
      seed: message.job.seed,
    }
    tell({ kind: 'started', ...about })
    const reporter = createReporter((points) => job.updateProgress({ points }))
    const startedAt = performance.now()
    try {
      const result = await threads.run(message.job, {
        onProgress: reporter.report,
        signal: controller.signal,
      })
      await reporter.flush()
      await redis.set(keys.result(key), JSON.stringify(result satisfies SeedResult), 'EX', keptSeconds)
      const seconds = (performance.now() - startedAt) / 1000
      tell({ kind: 'done', job: key, successRate: result.successRate, seconds })
      return { worker: id }
    } catch (error) {
      const { reason } = controller.signal
      if (reason === handedBack) {
        tell({ kind: 'returned', ...about })
        await job.moveToDelayed(Date.now(), token)
        throw new DelayedError()
      }
      if (reason === cancelled) {
        tell({ kind: 'cancelled', ...about })
        throw new UnrecoverableError('cancelled')
      }
      tell({ kind: 'failed', job: key, reason: (error as Error).message })
      // A deadline is wall time: on another, less busy machine it may be kept.
      const isWallTime = (error as { code?: string }).code === 'sandbox/timeout'
      if (isWallTime && job.attemptsMade + 1 < attempts) throw new Error(failure(error).message)
      throw failure(error)
    } finally {
      reporter.stop()
      running.delete(key)
    }
  }

  const worker = new Worker(queue, work, {
    connection: redis,
    prefix,
    concurrency: threads.size,
    lockDuration: stalledAfterMs,
    stalledInterval: stalledAfterMs / 2,
    // The third time that its worker is gone, the job fails.
    maxStalledCount: 2,
    runRetryDelay: 500,
  })
  worker.on('error', () => {})
  worker.on('ready', () => tell({ kind: 'ready', worker: id, concurrency: threads.size }))

  let giveUp = (): void => {}
  const given = new Promise<void>((resolve) => {
    giveUp = resolve
  })
  /** What Redis does not take back in time, it hands out again once the worker gives no more sign of life. */
  function returnAll(): void {
    for (const controller of running.values()) controller.abort(handedBack)
    setTimeout(giveUp, handBackMs).unref()
  }
  let closing: Promise<void> | undefined
  async function end(handBack: boolean): Promise<void> {
    clearInterval(announcing)
    const isGone = () => redis.del(keys.worker(id)).catch(() => {})
    // Where Redis is away and nothing is trained, there is nothing to wait for.
    const isIdle = redis.status !== 'ready' && running.size === 0
    const done = worker.close(isIdle).then(isGone)
    if (handBack) returnAll()
    if (isIdle) void done.catch(() => {})
    else await Promise.race([done, given])
    await threads.close()
    isClosed = true
    ears.disconnect()
    redis.disconnect()
  }
  return {
    id,
    async close({ handBack = false } = {}) {
      if (closing && handBack) returnAll()
      closing ??= end(handBack)
      await closing
    },
  }
}

/** An error that BullMQ doesn't try again, with all that the producer needs to make it anew. */
function failure(error: unknown): UnrecoverableError {
  return new UnrecoverableError(JSON.stringify(postedError(error)))
}

/** Collects updates and sends them a few times a second. */
function createReporter(send: (points: readonly TrainingProgress[]) => Promise<void>) {
  let points: TrainingProgress[] = []
  let sending: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  const flush = (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    const taken = points
    points = []
    if (taken.length > 0) sending = sending.then(() => send(taken)).catch(() => {})
    return sending
  }
  return {
    report(point: TrainingProgress): void {
      points.push(point)
      timer ??= setTimeout(flush, reportEveryMs)
    },
    flush,
    stop: () => clearTimeout(timer),
  }
}
