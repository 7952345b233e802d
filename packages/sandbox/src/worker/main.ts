import { nodeThreads } from './node-threads.ts'
import type { FromWorker, ToWorker } from './protocol.ts'
import { serve } from './serve.ts'

// The program of a worker, in Node and in a browser.
const port = nodeThreads()?.parentPort
if (port)
  serve({
    postMessage: (message: FromWorker) => port.postMessage(message),
    listen: (listener) => port.on('message', listener as (message: never) => void),
  })
else {
  const scope = globalThis as unknown as {
    postMessage(message: unknown): void
    addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void
  }
  serve({
    postMessage: (message) => scope.postMessage(message),
    listen: (listener) => scope.addEventListener('message', ({ data }) => listener(data as ToWorker)),
  })
}
