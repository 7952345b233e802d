// A program that owns an environment and comes to an end in one way or another; told as arguments:
// the built package, the environment's fault, how to end.
import { fileURLToPath } from 'node:url'
import { parentPort, Worker } from 'node:worker_threads'

const [, , built, fault, ending] = process.argv

if (ending === 'terminate') {
  // A thread of this program owns it, and is terminated in the middle of a step; the program itself goes on.
  const thread = new Worker(new URL(import.meta.url), { argv: [built, fault, 'step'] })
  thread.once('message', () => setTimeout(() => thread.terminate(), 300))
  setInterval(() => {}, 1000)
} else {
  const { gymnasium } = await import(built)
  const path = [fileURLToPath(new URL('.', import.meta.url))]
  const env = await gymnasium('Faulty-v0', {
    imports: ['faulty_envs'],
    path,
    kwargs: { fault },
    onOutput: () => {},
  })
  const { pid } = env.metadata
  env.reset()
  console.log(JSON.stringify({ pid }))

  // Lets the line out before this thread is blocked.
  if (ending === 'step') setTimeout(() => env.step(1), 100)
  parentPort?.postMessage('started')
  if (ending === 'throw') setTimeout(() => JSON.parse('no JSON'), 200)
  if (ending === 'exit') setTimeout(() => process.exit(3), 200)
  if (ending === 'wait') setInterval(() => {}, 1000)
  // 'return': nothing is left to do, though the environment was never closed
}
