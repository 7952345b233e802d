import { createSandbox, createSandboxWorker } from '../src/index.ts'
import { sameBits } from './same-bits.ts'

const options = { timeoutMs: 2000 }

// What the page computes, where the test finds it.
Object.assign(globalThis, {
  computed: (async () => {
    using there = await createSandboxWorker(options)
    const createWorker = () => new Worker('/worker.js', { type: 'module' })
    using own = await createSandboxWorker({ ...options, createWorker })
    return {
      here: await sameBits(await createSandbox(options)),
      there: await sameBits(there),
      own: await sameBits(own),
    }
  })(),
})
