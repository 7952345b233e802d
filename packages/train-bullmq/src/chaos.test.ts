import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { runJob, type TrainingJob } from '@gencode/train'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isRequired } from '../../../tooling/vitest/require.ts'
import { hasRedis, type RedisServer, startRedis } from '../test/redis-server.ts'
import { startWorkerProcess, type WorkerProcess } from '../test/worker-process.ts'
import { createQueueWorkers } from './index.ts'

const isDeep = isRequired('deep')

/** Trainings of candidates that differ in one number, each by three seeds. */
function candidates(count: number, budget: number): TrainingJob[] {
  return Array.from({ length: 3 * count }, (_, index) => ({
    task: { id: 'CartPole-v1' },
    trainer: { id: 'cross-entropy', settings: { population: 4 } },
    reward: {
      kind: 'code',
      code: `function rewardFn(o, won, lost) { return lost ? -1 : 1 - Math.abs(${1 + Math.floor(index / 3)} * o[2]) }`,
    },
    seed: index % 3,
    budget,
    episodes: 2,
  }))
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** A small generator, so that the same moments come again. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

describe.runIf(hasRedis)('many workers', () => {
  let redis: RedisServer
  const workers: WorkerProcess[] = []
  beforeEach(async () => {
    redis = await startRedis()
  })
  afterEach(async () => {
    await Promise.all(workers.splice(0).map((worker) => worker.kill()))
    await redis.stop()
  })
  const worker = async (stalledAfterMs: number): Promise<WorkerProcess> => {
    const started = await startWorkerProcess({ connection: redis.url, queue: 'chaos', stalledAfterMs })
    workers.push(started)
    return started
  }

  it('give what this thread gives, to the bit', async () => {
    await Promise.all([1, 2, 3, 4].map(() => worker(30_000)))
    const jobs = candidates(isDeep ? 200 : 20, 300)
    const producer = createQueueWorkers({ connection: redis.url, queue: 'chaos' })
    const results = await Promise.all(jobs.map((job) => producer.run(job)))
    await producer.close()
    for (const [index, job] of jobs.entries())
      expect(JSON.stringify(results[index])).toBe(JSON.stringify(await runJob(job)))
  }, 600_000)

  it.runIf(isDeep)(
    'end alike where workers are killed and frozen, Redis is killed and the producer, too',
    async () => {
      const draw = random(7)
      const stalledAfterMs = 3_000
      const jobs = candidates(20, 6_000)
      for (let count = 0; count < 3; count++) await worker(stalledAfterMs)
      const producer = fileURLToPath(new URL('../fixtures/producer.mjs', import.meta.url))
      const produce = () =>
        spawn(process.execPath, [producer, redis.url, 'chaos', JSON.stringify(jobs)], {
          stdio: ['ignore', 'pipe', 'inherit'],
        })
      const first = produce()
      await pause(1_000)
      first.kill('SIGKILL')
      const second = produce()
      let text = ''
      second.stdout.on('data', (chunk) => (text += chunk))
      const done = new Promise<number | null>((resolve) => second.once('exit', resolve))

      let isOver = false
      void done.then(() => (isOver = true))
      for (let blow = 0; !isOver && blow < 8; blow++) {
        await pause(500 + 1_000 * draw())
        const hit = workers[Math.floor(draw() * workers.length)] as WorkerProcess
        if (blow === 3) {
          await redis.kill()
          await pause(500)
          await redis.start()
        } else if (blow % 3 === 1) {
          hit.process.kill('SIGSTOP')
          setTimeout(() => hit.process.kill('SIGCONT'), 2 * stalledAfterMs)
        } else {
          await hit.kill()
          await worker(stalledAfterMs)
        }
      }
      expect(await done).toBe(0)
      const results = JSON.parse(text) as unknown[]
      for (const [index, job] of jobs.entries())
        expect(results[index]).toEqual(JSON.parse(JSON.stringify(await runJob(job))))
      const started = workers.flatMap((one) => one.started)
      console.log(
        `${jobs.length} jobs, begun ${started.length} times, twice or more ${started.length - new Set(started).size}`,
      )
    },
    300_000,
  )

  it.runIf(isDeep)(
    'fail a job that three of them died of, and do not begin it again',
    async () => {
      const job = { ...(candidates(1, 1e9)[0] as TrainingJob), budget: 1e9 }
      const producer = createQueueWorkers({ connection: redis.url, queue: 'chaos' })
      const outcome = producer.run(job).catch((error: Error) => error.message)
      for (let death = 0; death < 3; death++) {
        const next = await worker(1_000)
        while (next.started.length === 0) await pause(50)
        await next.kill()
      }
      const last = await worker(1_000)
      expect(await outcome).toContain('three workers in turn were gone')
      await pause(1_500)
      expect(last.started).toEqual([])
      await producer.close()
    },
    120_000,
  )
})
