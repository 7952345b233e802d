import { TrainError } from '@gencode/train'
import { Redis } from 'ioredis'
import type { QueueConnection } from './connection.ts'

/** The names of the keys start with it. */
export const prefix = 'gencode'
/** @default of every `queue` */
export const defaultQueue = 'train'

/** @throws TrainError for an address that is none */
export function connect(connection: QueueConnection): Redis {
  const options = {
    maxRetriesPerRequest: null,
    retryStrategy: (times: number) => Math.min(100 * times, 2_000),
  }
  if (typeof connection !== 'string') return kept(new Redis({ ...connection, ...options } as never))
  if (!/^rediss?:\/\/[^\s]+$/.test(connection))
    throw new TrainError('A queue is at a URL such as redis://host:6379, or rediss:// with TLS')
  return kept(new Redis(connection, options))
}

const duplicates = new WeakMap<Redis, Redis[]>()

/** Quiet (without a listener each failed attempt to connect would be printed), with what BullMQ makes of it in mind. */
function kept(redis: Redis): Redis {
  redis.on('error', () => {})
  const made: Redis[] = []
  duplicates.set(redis, made)
  const duplicate = redis.duplicate.bind(redis)
  redis.duplicate = (override) => {
    const another = duplicate(override)
    made.push(another)
    return another
  }
  return redis
}

/** Ends a connection and those that BullMQ made of it: where Redis stays away, BullMQ's own `close` waits for it for ever. */
export function disconnect(redis: Redis): void {
  for (const each of [redis, ...(duplicates.get(redis) ?? [])]) each.disconnect()
}

/** The address without user and password, for messages. */
export function addressOf(connection: QueueConnection): string {
  if (typeof connection !== 'string') return `${connection.host ?? 'localhost'}:${connection.port ?? 6379}`
  const { host } = new URL(connection)
  return host
}

/** The keys beside BullMQ's own. */
export interface Keys {
  /** The result of a job, until its producers have it. */
  result(job: string): string
  /** The producers that wait for a job. */
  interest(job: string): string
  /** A worker that is there, with what it can run. */
  worker(id: string): string
  /** Where producers say which job is to stop. */
  readonly cancel: string
}

export function keysOf(queue: string): Keys {
  const start = `${prefix}:${queue}`
  return {
    result: (job) => `${start}:result:${job}`,
    interest: (job) => `${start}:interest:${job}`,
    worker: (id) => `${start}:worker:${id}`,
    cancel: `${start}:cancel`,
  }
}
