import { sameBits } from './same-bits.ts'

function inWorker(): Promise<unknown> {
  const worker = new Worker('/worker.js', { type: 'module' })
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data)
    worker.onerror = (event) => reject(new Error(event.message))
  })
}

// What the page computes, where the test finds it.
Object.assign(globalThis, {
  computed: (async () => {
    try {
      return { here: await sameBits(), there: await inWorker() }
    } catch (error) {
      const { name, code, message } = error as Error & { code?: string }
      return { name, code, message }
    }
  })(),
})
