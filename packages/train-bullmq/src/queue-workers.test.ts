import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { runJob, TrainError, type TrainingJob, type TrainingProgress } from '@gencode/train'
import { trainingWorkersContract } from '@gencode/train/testing'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasRedis, type RedisServer, startRedis } from '../test/redis-server.ts'
import { startWorkerProcess, type WorkerProcess } from '../test/worker-process.ts'
import { createQueueWorkers, runQueueWorker } from './index.ts'

const closing = fileURLToPath(new URL('../fixtures/closing.mjs', import.meta.url))

const job = (change: Partial<TrainingJob> = {}): TrainingJob => ({
  task: { id: 'CartPole-v1' },
  trainer: { id: 'cross-entropy', settings: { population: 6 } },
  reward: { kind: 'code', code: 'function rewardFn(o, won, lost) { return lost ? -1 : 1 - Math.abs(o[2]) }' },
  seed: 3,
  budget: 2_000,
  episodes: 3,
  ...change,
})

describe.runIf(hasRedis)('queue workers', () => {
  let redis: RedisServer
  let worker: WorkerProcess
  const queues: string[] = []
  const queue = (): string => {
    queues.push(`test-${queues.length}`)
    return queues.at(-1) as string
  }
  beforeAll(async () => {
    redis = await startRedis()
    worker = await startWorkerProcess({ connection: redis.url, queue: 'contract', concurrency: 2 })
  })
  afterAll(async () => {
    await worker.close()
    await redis.stop()
  })

  for (const { name, run } of trainingWorkersContract(() =>
    createQueueWorkers({ connection: redis.url, queue: 'contract' }),
  ))
    it(name, run)

  it('do a training once that two producers want, and tell both its updates', async () => {
    const connection = redis.url
    const name = queue()
    const producers = [1, 2].map(() => createQueueWorkers({ connection, queue: name }))
    const told: number[][] = [[], []]
    const results = producers.map((one, index) =>
      one.run(job(), { onProgress: ({ update }: TrainingProgress) => told[index]?.push(update) }),
    )
    await new Promise((resolve) => setTimeout(resolve, 200))
    const own = await startWorkerProcess({ connection, queue: name })
    const [first, second] = await Promise.all(results)
    expect(first).toEqual(second)
    expect(told[0]).toEqual(told[1])
    expect(told[0]).toEqual(first?.curve.map(({ update }) => update))
    expect(own.started).toHaveLength(1)
    await Promise.all(producers.map((one) => one.close()))
    await own.close()
    const client = new Redis(connection)
    const left = await client.keys(`gencode:${name}:*`)
    expect(left.filter((key) => /:(result|interest|worker):|:[0-9a-f]{40}$/.test(key))).toEqual([])
    client.disconnect()
  })

  it('leave a job of a module to a worker that may load it, and never load it elsewhere', async () => {
    const name = queue()
    const module = new URL('../fixtures/own-task.mjs', import.meta.url).href
    const producer = createQueueWorkers({ connection: redis.url, queue: name })
    const plain = await startWorkerProcess({ connection: redis.url, queue: name })
    const waiting = producer.run(job({ task: { module }, reward: { kind: 'environment' } }))
    const early = await Promise.race([waiting, new Promise((resolve) => setTimeout(resolve, 1_500, 'waits'))])
    expect(early).toBe('waits')
    const able = await startWorkerProcess({ connection: redis.url, queue: name, modules: [module] })
    expect((await waiting).environmentSteps).toBeGreaterThan(0)
    await Promise.all([producer.close(), plain.close(), able.close()])
  })

  it('refuse other versions, by name, and what is no job', async () => {
    const name = queue()
    const own = await startWorkerProcess({ connection: redis.url, queue: name })
    const { Queue, QueueEvents } = await import('bullmq')
    const connection = new Redis(redis.url, { maxRetriesPerRequest: null })
    const raw = new Queue(name, { connection, prefix: 'gencode' })
    const events = new QueueEvents(name, { connection: connection.duplicate(), prefix: 'gencode' })
    await events.waitUntilReady()
    const failing = async (data: unknown) => {
      const added = await raw.add('training', data)
      return await added.waitUntilFinished(events).catch((error: Error) => error.message)
    }
    const versions = { '@gencode/train': '99.0.0' }
    expect(await failing({ format: 1, versions, job: job() })).toContain(
      'the job is for @gencode/train 99.0.0',
    )
    expect(await failing({ format: 1, versions: {}, job: { ...job(), shell: 'rm' } })).toContain(
      'what is no job',
    )
    await events.close()
    await raw.close()
    await own.close()
    connection.disconnect()
  })

  it('compare results that two workers gave, and take the same', async () => {
    const name = queue()
    const producer = createQueueWorkers({ connection: redis.url, queue: name, verify: 1 })
    const two = await Promise.all(
      [1, 2].map(() => startWorkerProcess({ connection: redis.url, queue: name })),
    )
    const result = await producer.run(job())
    expect(JSON.stringify(result)).toBe(JSON.stringify(await runJob(job())))
    expect(two.map(({ started }) => started.length)).toEqual([1, 1])
    await Promise.all([producer.close(), ...two.map((one) => one.close())])
  })

  it('say so where Redis stays away, and what is no address', async () => {
    const away = createQueueWorkers({ connection: 'redis://user:secret@127.0.0.1:1', lostAfterMs: 300 })
    const error = await away.run(job()).catch((reason) => reason)
    expect(error).toBeInstanceOf(TrainError)
    expect(error.message).toMatch(/Redis at 127\.0\.0\.1:1 has not answered/)
    expect(error.message).not.toContain('secret')
    await away.close()
    expect(() => createQueueWorkers({ connection: 'localhost' })).toThrow('redis://host:6379')
    expect(() => createQueueWorkers({ connection: redis.url, verify: 2 })).toThrow('a share from 0 to 1')
    for (const ms of [Number.NaN, 0, -1, Number.POSITIVE_INFINITY]) {
      expect(() => createQueueWorkers({ connection: redis.url, lostAfterMs: ms })).toThrow(
        `lostAfterMs is a number of milliseconds from 1 to 2147483647, not ${ms}`,
      )
      expect(() => runQueueWorker({ connection: redis.url, stalledAfterMs: ms })).toThrow('stalledAfterMs is')
    }
    expect(() => runQueueWorker({ connection: redis.url, concurrency: 0.5 })).toThrow(
      'concurrency is a whole number from 1, not 0.5',
    )
  })

  it('hand back within seconds what they train when Redis goes away, and lose nothing', async () => {
    const going = await startRedis()
    const at = { connection: going.url, queue: 'going' }
    const held = await startWorkerProcess({ ...at, stalledAfterMs: 1_000 })
    const producer = createQueueWorkers(at)
    const long = job({ budget: 60_000 })
    let begun = (): void => {}
    const isBegun = new Promise<void>((resolve) => {
      begun = resolve
    })
    const result = producer.run(long, { onProgress: begun })
    await isBegun
    await going.kill()
    const startedAt = performance.now()
    await held.close()
    expect(performance.now() - startedAt).toBeLessThan(15_000)
    await going.start()
    const other = await startWorkerProcess({ ...at, stalledAfterMs: 1_000 })
    expect(JSON.stringify(await result)).toBe(JSON.stringify(await runJob(long)))
    await Promise.all([producer.close(), other.close()])
    await going.stop()
  })

  it('end their process within seconds where Redis has gone', async () => {
    const going = await startRedis()
    const both = spawn(process.execPath, [closing, going.url, '2000'])
    const ended = new Promise<number | null>((resolve) => both.once('exit', resolve))
    setTimeout(() => void going.kill(), 1_000)
    expect(await ended).toBe(0)
    await going.stop()
  })

  it.each(['at once', 'later', 'where Redis never was'])(
    'closed %s, as a worker is, keep no process alive',
    async (when) => {
      const url = when === 'where Redis never was' ? 'redis://127.0.0.1:1' : redis.url
      const both = spawn(process.execPath, [closing, url, when === 'at once' ? '0' : '500'])
      const ended = new Promise<number | null>((resolve) => both.once('exit', resolve))
      const late = new Promise<string>((resolve) => setTimeout(resolve, 20_000, 'still alive'))
      const outcome = await Promise.race([ended, late])
      both.kill('SIGKILL')
      expect(outcome).toBe(0)
    },
  )
})
