/**
 * How a program comes by the files of its workers: its bundler finds them by itself, or builds them as entries of
 * their own (`sandbox-worker`, `training-worker`), which the program names.
 * @typedef {'found' | 'entries'} WorkerFiles
 */

const webWorker = {
  found: { sandbox: "new Worker(new URL('@gencode/sandbox/worker', import.meta.url), { type: 'module' })" },
  entries: {
    sandbox: "new Worker('sandbox-worker.js', { type: 'module' })",
    training: "new Worker('training-worker.js', { type: 'module' })",
  },
}
const nodeWorker = {
  found: {},
  entries: { training: "new Worker('./training-worker.js')" },
}

/**
 * A user's program, in JavaScript that TypeScript takes as well: a sandbox in this thread, in a worker and in a worker
 * from a file; the whole main job, from a model's answer to a trained policy; the same training in a worker.
 *
 * @param {'browser' | 'node'} platform
 * @param {WorkerFiles} workerFiles
 * @param {string} last what becomes of `main`
 */
export function program(platform, workerFiles, last) {
  /** @type {{ sandbox?: string, training?: string }} */
  const { sandbox, training } = (platform === 'node' ? nodeWorker : webWorker)[workerFiles]
  return `import { GenCode } from '@gencode/core'
import { task } from '@gencode/env'
import { BaselineModel } from '@gencode/llm/baseline'
import { createSandbox, createSandboxWorker } from '@gencode/sandbox'
import { createTrainingWorkers, train } from '@gencode/train'
${platform === 'node' && training ? "import { Worker } from 'node:worker_threads'" : ''}

async function main() {
  const code = 'function multiply(a, b) { return a * b }'
  const sandbox = await createSandbox()
  const product = sandbox.compile(code)(6, 7)

  const elsewhere = []
  for (const createWorker of [undefined, ${sandbox ? `() => ${sandbox}` : 'undefined'}]) {
    const worker = await createSandboxWorker(createWorker && { createWorker })
    elsewhere.push(await (await worker.compile(code))(6, 7))
    worker.dispose()
  }

  const cartPole = task('CartPole-v1')
  const model = new BaselineModel({ contract: cartPole.contract, seed: 1 })
  const state = await new GenCode(cartPole, model, { sandbox }).generate()
  const reward = state.rewardFunction([0, 0, 0.25, 0], false, false)

  const options = { seeds: 1, budget: 50_000, episodes: 20 }
  const here = await train('CartPole-v1', state.code, options)
  const workers = createTrainingWorkers({ size: 1${training ? `, createWorker: () => ${training}` : ''} })
  const there = await train('CartPole-v1', state.code, { ...options, workers })
  workers.close()
  return { product, elsewhere, reward, here: [here.successRate, here.policy], there: [there.successRate, there.policy] }
}

${last}
`
}

const caught = 'main().catch((error) => ({ error: String(error?.stack ?? error) }))'

/** Leaves the outcome where a page's visitor can read it. */
export const toPage = `${caught}.then((outcome) => Object.assign(globalThis, { outcome }))`

/** A React component that does so. */
export const toComponent = `import { useEffect } from 'react'

export default function Page() {
  useEffect(() => {
    ${toPage}
  }, [])
  return <main>gencode</main>
}`

/** Prints the outcome. */
export const toOutput = `${caught}.then((outcome) => console.log(JSON.stringify(outcome)))`

/** Answers a request with the outcome. */
export const toResponse = `export async function POST() {
  return Response.json(await ${caught})
}`
