/** What is used of a worker of `node:worker_threads`. */
export interface NodeWorkerLike {
  postMessage(message: unknown): void
  terminate(): unknown
  on(event: 'message', listener: (message: unknown) => void): unknown
  on(event: 'error', listener: (error: Error) => void): unknown
  on(event: 'exit', listener: (exitCode: number) => void): unknown
  ref(): void
  unref(): void
}

interface NodeThreads {
  readonly Worker: new (url: URL) => NodeWorkerLike
  readonly parentPort: Pick<NodeWorkerLike, 'on' | 'postMessage'> | null
}

/** A module of Node's own without an import that a browser's bundler would stumble over; undefined elsewhere. */
function nodeModule<Module>(id: string): Module | undefined {
  const { process } = globalThis as { process?: { getBuiltinModule?(id: string): unknown } }
  return process?.getBuiltinModule?.(id) as Module | undefined
}

/** `node:worker_threads`; undefined in a browser. */
export function nodeThreads(): NodeThreads | undefined {
  return nodeModule('node:worker_threads')
}

/** How many threads of this machine can work at once. */
export function coreCount(): number {
  const os = nodeModule<{ availableParallelism(): number }>('node:os')
  return os?.availableParallelism() ?? globalThis.navigator?.hardwareConcurrency ?? 1
}
