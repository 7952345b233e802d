/** What this package uses of `node:worker_threads`. */
export interface NodeThreads {
  readonly Worker: new (program: string, options: { eval: true; name: string }) => NodeWorker
  readonly parentPort: NodePort | null
}

/** One end of a channel in Node. */
interface NodePort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (message: never) => void): void
}

/** A thread of Node. */
interface NodeWorker extends NodePort {
  on(event: 'message' | 'error' | 'exit', listener: (value: never) => void): void
  terminate(): Promise<number>
  ref(): void
  unref(): void
}

/** Node's threads; `undefined` elsewhere. Without an import, so that a bundle for a browser stays free of Node. */
export function nodeThreads(): NodeThreads | undefined {
  const { process } = globalThis as {
    process?: { getBuiltinModule?: (name: string) => unknown }
  }
  return process?.getBuiltinModule?.('node:worker_threads') as NodeThreads | undefined
}
