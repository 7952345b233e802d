// What the queue costs beside threads of this process, how throughput grows with workers, and what a training costs Redis.
//
// A redis-server of its own on a free port of this machine, with its append-only file as a careful operator has it.

import { fork, spawn, spawnSync } from 'node:child_process'
import { EventEmitter, once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createTrainingWorkers, crossEntropy, train } from '@gencode/train'
import { createQueueWorkers, runQueueWorker } from '@gencode/train-bullmq'
import { Redis } from 'ioredis'

if (spawnSync('redis-server', ['--version']).status !== 0) {
  console.log('No redis-server here: nothing to measure.')
  process.exit(0)
}

/** A thread that answers every job alike. */
class Waiting extends EventEmitter {
  /** @param {unknown} result */
  constructor(result, /** @type {number} */ milliseconds) {
    super()
    this.postMessage = () => setTimeout(() => this.emit('message', { result }), milliseconds)
  }
  terminate() {}
  ref() {}
  unref() {}
}

const cores = availableParallelism()
const reward = 'function rewardFn(o, won, lost) { return lost ? -1 : 1 - Math.abs(o[2]) }'
const folder = mkdtempSync(join(tmpdir(), 'gencode-bench-redis-'))
const port = await freePort()
const url = `redis://127.0.0.1:${port}`
const options = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '']
const server = spawn('redis-server', [...options, '--appendonly', 'yes'], { stdio: 'ignore' })
const redis = new Redis(url, { retryStrategy: () => 50, maxRetriesPerRequest: null })
redis.on('error', () => {})
await redis.ping()

try {
  if (!process.env.MANY) await growth()
  await manyWorkers()
} finally {
  redis.disconnect()
  server.kill()
  await once(server, 'exit')
  rmSync(folder, { recursive: true, force: true })
}

/** Threads of this process and worker processes of a queue, one and as many as there are cores. */
async function growth() {
  console.log(`CartPole-v1, crossEntropy, ${cores} cores, ${version()}`)
  console.log(
    '\n trainings  budget  workers   threads s    queue s  ms more each    ops each  kB in each  kB out each',
  )
  for (const workers of cores === 1 ? [1] : [1, cores])
    for (const [count, budget] of /** @type {const} */ ([
      [400, 1_000],
      [60, 20_000],
    ])) {
      const threads = createTrainingWorkers({ size: workers })
      await trainings(threads, workers, budget)
      const inThreads = await seconds(() => trainings(threads, count, budget))
      await threads.close()

      const queue = `bench-${workers}-${count}`
      const processes = await Promise.all(Array.from({ length: workers }, () => startWorker(queue)))
      const queued = createQueueWorkers({ connection: url, queue })
      await trainings(queued, workers, budget)
      const before = await cost()
      const inQueue = await seconds(() => trainings(queued, count, budget))
      const after = await cost()
      await queued.close()
      for (const worker of processes) worker.kill()

      const each = (/** @type {keyof typeof before} */ name) => (after[name] - before[name]) / count
      console.log(
        [
          [count, 10, 0],
          [budget, 8, 0],
          [workers, 9, 0],
          [inThreads, 12, 2],
          [inQueue, 11, 2],
          [((inQueue - inThreads) * workers * 1000) / count, 14, 2],
          [each('operations'), 12, 1],
          [each('bytesIn') / 1000, 12, 1],
          [each('bytesOut') / 1000, 13, 1],
        ]
          .map(([value, width, digits]) => value.toFixed(digits).padStart(width))
          .join(''),
      )
    }
}

/**
 * What so many workers ask of one Redis and one producer: their threads only wait a while and give a result that a real
 * training gave, so that a thousand fit on one machine.
 */
async function manyWorkers() {
  const kept = createTrainingWorkers({ size: 1 })
  let result
  await train('CartPole-v1', reward, {
    seeds: [0],
    budget: 20_000,
    trainer: crossEntropy(),
    workers: { ...kept, run: async (job, options) => (result = await kept.run(job, options)) },
  })
  await kept.close()

  console.log('\ntrainings of 2 s that only wait, one producer')
  console.log('   workers  trainings   seconds   of ideal  ms of Redis each  ms of producer and workers each')
  for (const workers of [10, 100, 1_000]) {
    const queue = `many-${workers}`
    const worker = runQueueWorker({
      connection: url,
      queue,
      concurrency: workers,
      createWorker: () => new Waiting(result, 2_000),
    })
    const queued = createQueueWorkers({ connection: url, queue })
    const count = workers * 4
    const before = await cost()
    const cpuBefore = process.cpuUsage()
    const took = await seconds(() => trainings(queued, count, 20_000))
    const { user, system } = process.cpuUsage(cpuBefore)
    const after = await cost()
    await queued.close()
    await worker.close()
    console.log(
      [
        [workers, 10, 0],
        [count, 11, 0],
        [took, 10, 2],
        [(2 * count) / workers / took, 11, 2],
        [(after.milliseconds - before.milliseconds) / count, 18, 2],
        [(user + system) / 1000 / count, 33, 2],
      ]
        .map(([value, width, digits]) => value.toFixed(digits).padStart(width))
        .join(''),
    )
  }
}

/**
 * One training a seed, all begun at once.
 *
 * @param {import('@gencode/train').TrainingWorkers} workers
 */
function trainings(workers, /** @type {number} */ count, /** @type {number} */ budget) {
  const seeds = Array.from({ length: count }, (_, seed) => seed)
  return train('CartPole-v1', reward, { seeds, budget, episodes: 2, trainer: crossEntropy(), workers })
}

async function seconds(/** @type {() => Promise<unknown>} */ run) {
  const start = performance.now()
  await run()
  return (performance.now() - start) / 1000
}

/** What Redis has counted so far. */
async function cost() {
  const text = await redis.info('stats')
  const number = (/** @type {string} */ name) => Number(new RegExp(`${name}:(\\d+)`).exec(text)?.[1])
  const cpu = await redis.info('cpu')
  const spent = [...cpu.matchAll(/used_cpu_(?:user|sys):([\d.]+)/g)].map(([, value]) => Number(value))
  return {
    milliseconds: spent.reduce((sum, value) => sum + value, 0) * 1000,
    operations: number('total_commands_processed'),
    bytesIn: number('total_net_input_bytes'),
    bytesOut: number('total_net_output_bytes'),
  }
}

/** A worker process that trains one at a time; ready when this resolves. */
async function startWorker(/** @type {string} */ queue) {
  const path = fileURLToPath(new URL('../fixtures/worker.mjs', import.meta.url))
  const worker = fork(path, [JSON.stringify({ connection: url, queue, concurrency: 1 })], { execArgv: [] })
  for await (const [event] of on(worker)) if (event.kind === 'ready') break
  return worker
}

/** @param {import('node:child_process').ChildProcess} worker */
async function* on(worker) {
  while (true) yield await once(worker, 'message')
}

function version() {
  const text = spawnSync('redis-server', ['--version']).stdout.toString()
  return `Redis ${/v=(\S+)/.exec(text)?.[1]}`
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.listen(0, '127.0.0.1', () => {
      const { port: free } = /** @type {import('node:net').AddressInfo} */ (probe.address())
      probe.close(() => resolve(free))
    })
  })
}
