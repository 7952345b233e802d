import { randomUUID } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import {
  type JobOptions,
  type PostedError,
  receivedError,
  type SeedResult,
  TrainError,
  type TrainingJob,
  type TrainingWorkers,
} from '@gencode/train'
import { Queue, QueueEvents } from 'bullmq'
import type { QueueConnection } from './connection.ts'
import { type DoneMessage, type JobMessage, jobKey, jobMessage, type ProgressMessage } from './message.ts'
import { closedError, type Listener, PendingJob } from './pending.ts'
import { addressOf, checkMs, connect, defaultQueue, keysOf, prefix } from './redis.ts'
import { versionsHere } from './versions.ts'

/** What `createQueueWorkers` takes. */
export interface QueueWorkersOptions {
  readonly connection: QueueConnection
  /** @default 'train' */
  readonly queue?: string | undefined
  /** Share of the results, 0 to 1, that a second worker computes as well, to be compared to the bit. @default 0 */
  readonly verify?: number | undefined
  /** After so many ms without an answer of Redis all jobs reject, with what to do. @default 60000 */
  readonly lostAfterMs?: number | undefined
}

/** How long what is in Redis is kept where nobody fetches it, in seconds. */
const keptSeconds = 24 * 60 * 60
const attempts = 2
/** Events can be lost while Redis is away: so often the jobs are asked for. */
const askEveryMs = 2_000
/** A process that has closed stays for as long where Redis went away, and a second more: BullMQ watches over each wait so. */
const listenMs = 1_000
const afterFailureMs = 250

/**
 * Trainings by the workers of a queue in Redis: whoever runs `runQueueWorker`, on any machine. Two producers that want the
 * same training share it.
 *
 * @throws TrainError for an address, a share or a time that is none
 */
export function createQueueWorkers(options: QueueWorkersOptions): TrainingWorkers {
  const { connection, queue: name = defaultQueue, verify = 0, lostAfterMs = 60_000 } = options
  if (!(verify >= 0 && verify <= 1)) throw new TrainError(`verify is a share from 0 to 1, not ${verify}`)
  checkMs('lostAfterMs', lostAfterMs)
  const keys = keysOf(name)
  let isClosed = false
  const redis = connect(connection, () => isClosed)
  const listening = connect(connection, () => isClosed)
  const producer = randomUUID()
  const versions = versionsHere()
  const pending = new Map<string, PendingJob>()
  const messages = new Map<string, JobMessage>()
  let lostTimer: NodeJS.Timeout | undefined

  const queue = new Queue<JobMessage, DoneMessage>(name, {
    connection: redis,
    prefix,
    streams: { events: { maxLen: 2_000 } },
  })
  const events = new ListeningEvents(name, { connection: listening, prefix, blockingTimeout: listenMs })
  queue.on('error', () => {})
  events.on('error', () => {})
  events.on('progress', ({ jobId, data }) =>
    pending.get(jobId)?.progress((data as ProgressMessage).points ?? []),
  )
  events.on('completed', ({ jobId }) => void settle(jobId).catch(() => {}))
  events.on('failed', ({ jobId }) => void settle(jobId).catch(() => {}))

  redis.on('close', () => {
    if (isClosed) return
    lostTimer ??= setTimeout(() => {
      const address = addressOf(connection)
      const lost = new TrainError(
        `Redis at ${address} has not answered for ${Math.round(lostAfterMs / 1000)} s. What is finished is kept where the run keeps it; start Redis again, or go on without a queue.`,
      )
      for (const [key, job] of pending) {
        pending.delete(key)
        job.fail(lost)
      }
    }, lostAfterMs)
  })
  redis.on('ready', () => {
    clearTimeout(lostTimer)
    lostTimer = undefined
    void ask()
  })
  const asking = setInterval(() => void ask(), askEveryMs)
  asking.unref()

  /** Sends what is not in Redis (any more), and fetches what is done. */
  async function ask(): Promise<void> {
    for (const key of [...pending.keys()]) await settle(key).catch(() => {})
  }

  async function send(key: string): Promise<void> {
    const message = messages.get(key)
    if (!message) return
    await redis.multi().sadd(keys.interest(key), producer).expire(keys.interest(key), keptSeconds).exec()
    await queue.add('training', message, {
      jobId: key,
      attempts,
      backoff: { type: 'fixed', delay: 250 },
      removeOnComplete: { age: keptSeconds },
      removeOnFail: { age: keptSeconds },
    })
  }

  /** Gives a job's outcome to who waits for it; sends it again where it is gone. */
  async function settle(key: string): Promise<void> {
    const waiting = pending.get(key)
    if (!waiting || redis.status !== 'ready') return
    const job = await queue.getJob(key)
    if (!job) return await send(key)
    if (job.finishedOn === undefined) return
    if (job.failedReason) {
      pending.delete(key)
      waiting.fail(failureOf(job.failedReason, key))
      await forget(key)
      return
    }
    const text = await redis.get(keys.result(key))
    if (text === null) {
      // Its result is gone: it is done once more.
      await job.remove().catch(() => {})
      return await send(key)
    }
    if (!pending.delete(key)) return
    const result = JSON.parse(text) as SeedResult
    const { worker } = job.returnvalue
    const message = messages.get(key) as JobMessage
    await forget(key)
    if (message.avoid === undefined && Math.random() < verify && isComparable(message.job)) {
      await confirm(message, worker, text).then(
        () => waiting.done(result),
        (error) => waiting.fail(error),
      )
    } else waiting.done(result)
  }

  /** Lets another worker do the same. @throws TrainError naming both where the results differ */
  async function confirm(message: JobMessage, worker: string, text: string): Promise<void> {
    const again = await wait({ ...message, avoid: worker })
    if (JSON.stringify(again) !== text)
      throw new TrainError(
        `Two workers gave different results for one training: ${worker} and another; one of them is broken, or runs other code.`,
      )
  }

  function wait(
    message: JobMessage,
    { onProgress = () => {}, signal }: JobOptions = {},
  ): Promise<SeedResult> {
    const key = jobKey(message)
    const job = pending.get(key) ?? new PendingJob(key)
    pending.set(key, job)
    messages.set(key, message)
    return new Promise((resolve, reject) => {
      const listener: Listener = { onProgress, resolve: ended(resolve), reject: ended(reject) }
      function ended<Value>(settle: (value: Value) => void) {
        return (value: Value) => {
          signal?.removeEventListener('abort', abort)
          settle(value)
        }
      }
      function abort(): void {
        job.leave(listener)
        reject(signal?.reason)
        if (job.isWanted || !pending.delete(key)) return
        void forget(key).catch(() => {})
      }
      signal?.addEventListener('abort', abort)
      job.add(listener)
      send(key).catch((error) => {
        // Without Redis it waits until Redis is there again, or is given up.
        if (redis.status === 'ready') listener.reject(error)
      })
    })
  }

  /** No longer wants a job; the last that wanted it takes it out of Redis. */
  async function forget(key: string): Promise<void> {
    messages.delete(key)
    await redis.srem(keys.interest(key), producer)
    if ((await redis.scard(keys.interest(key))) > 0) return
    const job = await queue.getJob(key)
    try {
      await job?.remove()
    } catch {
      // A worker holds it: it is told to stop.
      await redis.publish(keys.cancel, key)
      return
    }
    await redis.del(keys.result(key))
  }

  return {
    async run(job, given = {}) {
      if (isClosed) throw closedError()
      given.signal?.throwIfAborted()
      // One signal stops any number of jobs.
      if (given.signal) setMaxListeners(0, given.signal)
      return await wait(jobMessage(job, versions), given)
    },
    async close() {
      if (isClosed) return
      isClosed = true
      clearInterval(asking)
      clearTimeout(lostTimer)
      const open = [...pending]
      pending.clear()
      for (const [, job] of open) job.fail(closedError())
      const isThere = redis.status === 'ready'
      if (isThere) await Promise.allSettled(open.map(([key]) => forget(key)))
      const closed = Promise.allSettled([events.close(), queue.close()])
      // Without Redis that may never end.
      if (isThere) await closed
      redis.disconnect()
      listening.disconnect()
    },
  }
}

/** BullMQ's own waits five seconds after each failure, which closing does not end: the process would stay for as long. */
class ListeningEvents extends QueueEvents {
  protected override checkConnectionError<Value>(fn: () => Promise<Value>): Promise<Value | undefined> {
    return super.checkConnectionError(fn, afterFailureMs)
  }
}

/** Python computes elsewhere: its results may differ in the last bit. */
function isComparable({ task }: TrainingJob): boolean {
  return !('module' in task && String(task.module).includes('env-gymnasium'))
}

function failureOf(reason: string, key: string): Error {
  try {
    return receivedError(JSON.parse(reason) as PostedError)
  } catch {
    const why = reason.includes('stalled')
      ? 'three workers in turn were gone while they did it; it may need more memory than they have'
      : reason
    return new TrainError(`The training ${key} failed: ${why}`)
  }
}
