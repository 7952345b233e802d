import { sameBits } from './same-bits.ts'

/** Of Node's worker threads, which have no `postMessage` of their own. */
const port = globalThis.process?.getBuiltinModule?.('node:worker_threads').parentPort ?? globalThis
sameBits().then((bits) => port.postMessage(bits))
