import { TrainError } from '@gencode/train'
import { Redis } from 'ioredis'
import type { QueueConnection } from './connection.ts'

/** The names of the keys start with it. */
export const prefix = 'gencode'
/** @default of every `queue` */
export const defaultQueue = 'train'

/** The longest that a timer of Node's can wait. */
const mostMs = 2 ** 31 - 1

/** @throws TrainError unless it is a time that can be waited for */
export function checkMs(name: string, value: number): void {
  if (!(value >= 1 && value <= mostMs))
    throw new TrainError(`${name} is a number of milliseconds from 1 to ${mostMs}, not ${value}`)
}

/**
 * @param isOver whether nobody needs it any more: BullMQ's copies of the connection are then not tried again, either
 * @throws TrainError for an address that is none
 */
export function connect(connection: QueueConnection, isOver: () => boolean): Redis {
  const options = {
    maxRetriesPerRequest: null,
    retryStrategy: (times: number) => (isOver() ? null : Math.min(100 * times, 2_000)),
  }
  if (typeof connection !== 'string') return quiet(new Redis({ ...connection, ...options } as never))
  if (!/^rediss?:\/\/[^\s]+$/.test(connection))
    throw new TrainError('A queue is at a URL such as redis://host:6379, or rediss:// with TLS')
  return quiet(new Redis(connection, options))
}

/** Without a listener each failed attempt to connect would be printed. */
function quiet(redis: Redis): Redis {
  redis.on('error', () => {})
  return redis
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
