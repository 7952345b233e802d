import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { task } from '@gencode/env'
import { chromium } from 'playwright-core'
import { build } from 'rolldown'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumOptions, hasChromium } from '../../../tooling/vitest/chromium.ts'
import { crossEntropy, ppo, type TaskInput, type TrainingResult, type TrainOptions, train } from './index.ts'
import { trainingWorkersContract } from './testing.ts'

/** The sources as a browser or a plain Node would get them: index.js and worker.js. */
async function bundle(folder: string): Promise<void> {
  const source = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
  await build({
    input: {
      index: source('./index.ts'),
      worker: source('./worker.ts'),
      'short-cart-pole': source('../fixtures/short-cart-pole.ts'),
      'registered-cart-pole': source('../fixtures/registered-cart-pole.ts'),
    },
    resolve: { conditionNames: ['@gencode/source', 'import', 'default'] },
    platform: 'browser',
    output: { dir: folder, format: 'esm', entryFileNames: '[name].js', chunkFileNames: '[name].js' },
    logLevel: 'silent',
  })
}

const fair = `let last = 0
function rewardFn(observations, isSuccess, isFailure) {
  // What a function keeps, and chance, must not depend on where it runs either.
  last = 0.5 * last + np.exp(-np.abs(observations[2])) + 0.01 * Math.random()
  return isFailure ? -1 : last
}`

const push = { index: 0, name: 'push', low: 0, high: 1 }

const cases: readonly [id: TaskInput, reward: string, options: TrainOptions][] = [
  ['CartPole-v1', fair, { seeds: [3, 11], budget: 20_000, episodes: 20 }],
  ['Acrobot-v1', 'environment', { seeds: [0], budget: 40_000, episodes: 5 }],
  [
    'Pendulum-v1',
    'environment',
    { seeds: [0], budget: 30_000, episodes: 5, trainer: crossEntropy({ hidden: 4, quadratic: true }) },
  ],
  [
    'CartPole-v1',
    fair,
    {
      seeds: [5],
      budget: 20_480,
      episodes: 5,
      trainer: ppo({ environments: 2, steps: 1024, normalizeObservations: true }),
    },
  ],
  ['MountainCar-v0', 'environment', { seeds: [0], budget: 30_000, episodes: 5 }],
  [
    { id: 'CartPole-v1', action: [push] },
    'function rewardFn(o, won, lost, action) { return 1 - 0.1 * action[0] }',
    { seeds: [2], budget: 3_000, episodes: 5 },
  ],
]

const ownTask: TrainOptions = { seeds: 2, budget: 2000, episodes: 5 }

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gencode-train-'))
  await bundle(folder)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const bundled = async (): Promise<typeof import('./index.ts')> =>
  import(pathToFileURL(join(folder, 'index.js')).href)

describe('workers of Node', () => {
  for (const { name, run } of trainingWorkersContract(async () =>
    (await bundled()).createTrainingWorkers({ size: 2 }),
  ))
    it(name, run)

  it('import modules first, for the tasks that they register', async () => {
    const { createTrainingWorkers } = await bundled()
    const module = pathToFileURL(join(folder, 'registered-cart-pole.js')).href
    const job = {
      task: { id: 'CartPole-v1/registered' },
      trainer: { id: 'cross-entropy' },
      reward: { kind: 'environment' },
      seed: 0,
      budget: 1,
      episodes: 1,
    } as const
    using workers = createTrainingWorkers({ size: 1, modules: [module] })
    expect((await workers.run(job)).evaluationSteps).toBeLessThanOrEqual(50)
    using others = createTrainingWorkers({ size: 1 })
    await expect(others.run(job)).rejects.toThrow(/There is no task "CartPole-v1\/registered"/)
  })

  it('give the results of this thread to the bit', async () => {
    const there = await bundled()
    for (const [id, reward, options] of cases) {
      const trainer = options.trainer && there.trainerOf(options.trainer.id, options.trainer.settings)
      const result = await there.train(id, reward, { ...options, ...(trainer && { trainer }), workers: 2 })
      expect(result).toEqual(await train(id, reward, options))
    }
  })

  it('serve several trainings, tell progress, and are gone after close', async () => {
    const { createTrainingWorkers, train } = await bundled()
    using workers = createTrainingWorkers({ size: 2 })
    const options = { seeds: 2, budget: 5000, episodes: 5, workers }
    const told: number[] = []
    const [first, second] = await Promise.all([
      train('CartPole-v1', fair, { ...options, onProgress: ({ seed }) => told.push(seed) }),
      train('CartPole-v1', 'environment', options),
    ])
    expect(new Set(told)).toEqual(new Set([0, 1]))
    expect(told.length).toBe(first.seeds.reduce((sum, { curve }) => sum + curve.length, 0))
    expect(second.seeds).toHaveLength(2)
    workers.close()
    await expect(train('CartPole-v1', 'environment', { ...options, budget: 1e9 })).rejects.toThrow(/closed/)
  })

  it('import a task of one’s own from its module', async () => {
    const { train } = await bundled()
    const module = pathToFileURL(join(folder, 'short-cart-pole.js')).href
    const options = { ...ownTask, onWarning: (warning: string) => expect.fail(warning) }
    const result = await train({ module, export: 'shortCartPole' }, fair, { ...options, workers: 2 })
    expect(result).toEqual(await train({ module, export: 'shortCartPole' }, fair, options))
    expect(result.evaluationSteps).toBeLessThanOrEqual(50 * result.episodes)
    await expect(train({ module, export: 'other' }, fair, { ...options, workers: 2 })).rejects.toThrow(
      /exports no reward task named other; it exports shortCartPole/,
    )
  })

  it('pass on the error of a reward function as what it is', async () => {
    const { train } = await bundled()
    const code = 'function rewardFn(observations) {\n  return observations.pole.angle\n}'
    const error = await train('CartPole-v1', code, { workers: 2 }).catch((thrown: unknown) => thrown)
    const here = await train(task('CartPole-v1'), code).catch((thrown: unknown) => thrown)
    expect((error as Error).name).toBe((here as Error).name)
    expect(JSON.parse(JSON.stringify(error))).toEqual(JSON.parse(JSON.stringify(here)))
  })

  it('say what to do where a bundler lost their file', async () => {
    const { createTrainingWorkers, train } = await bundled()
    const createWorker = () => new Worker(join(folder, 'lost.js'))
    using workers = createTrainingWorkers({ size: 1, createWorker })
    await expect(train('CartPole-v1', 'environment', { ...ownTask, workers })).rejects.toThrow(
      /^The training worker failed: Cannot find module .*give createTrainingWorkers a createWorker/s,
    )
  })

  it('say what to do in a bundle that knows no address of its own', async () => {
    const input = join(folder, 'index.js')
    const dir = join(folder, 'addressless')
    const transform = { define: { 'import.meta.url': 'undefined' } }
    await build({ input, transform, output: { dir }, logLevel: 'silent' })
    const built = pathToFileURL(join(dir, 'index.js')).href
    const { train }: typeof import('./index.ts') = await import(built)
    await expect(train('CartPole-v1', 'environment', { ...ownTask, workers: 1 })).rejects.toThrow(
      /has no address. Where a bundler can't find it/,
    )
  })

  it('stop at once when the signal says so', async () => {
    const { train } = await bundled()
    const controller = new AbortController()
    const run = train('CartPole-v1', 'environment', { workers: 2, budget: 1e9, signal: controller.signal })
    for await (const _ of run) {
      controller.abort(new Error('enough'))
      break
    }
    await expect(run).rejects.toThrow('enough')
  })
})

describe.skipIf(!hasChromium)('workers of a browser', () => {
  let server: Server
  beforeAll(async () => {
    server = createServer(async ({ url }, response) => {
      const script = url?.endsWith('.js')
      response.setHeader('content-type', script ? 'text/javascript' : 'text/html')
      response.end(
        script ? await readFile(join(folder, url as string)) : '<!doctype html><title>training</title>',
      )
    })
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  })
  afterAll(() => new Promise((closed) => server.close(closed)))

  it('give the results of Node to the bit', async () => {
    const page = await chromium.launch(chromiumOptions)
    try {
      const tab = await page.newPage()
      await tab.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
      for (const [id, reward, { trainer, ...options }] of cases) {
        const given = JSON.stringify([
          id,
          reward,
          options,
          trainer && { id: trainer.id, settings: trainer.settings },
        ])
        // As text: what stands in a test file is rewritten by vitest.
        const text = await tab.evaluate<string>(`import('/index.js').then(async ({ train, trainerOf }) => {
          const [id, reward, options, of] = ${given}
          const trainer = of ? trainerOf(of.id, of.settings) : undefined
          return JSON.stringify(await train(id, reward, { ...options, trainer, workers: 2 }))
        })`)
        const result: TrainingResult = await train(id, reward, { ...options, trainer })
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(result)))
      }
    } finally {
      await page.close()
    }
  })
})
