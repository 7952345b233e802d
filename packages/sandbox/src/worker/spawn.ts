import { GencodeError } from '@gencode/contract/errors'
import { type NodeThreads, nodeThreads } from './node-threads.ts'
import type { FromWorker, ToWorker } from './protocol.ts'

/** A thread, alike in Node and in a browser. */
export interface Thread {
  post(message: ToWorker): void
  terminate(): void
  /** Whether it keeps a program of Node from ending. */
  hold(isHeld: boolean): void
}

/** What a thread tells. */
export interface ThreadEvents {
  message(message: FromWorker): void
  /** It is gone though nobody ended it. */
  lost(reason: unknown): void
}

/**
 * Starts a thread: `worker_threads` in Node, a Web Worker elsewhere.
 *
 * @param create gives the Web Worker itself, for a page whose Content-Security-Policy forbids `blob:`
 */
export function spawn(program: string, events: ThreadEvents, create?: () => Worker): Thread {
  const threads = create ? undefined : nodeThreads()
  if (threads) {
    const worker = startThread(threads, program)
    worker.on('message', (message) => events.message(message))
    worker.on('error', (error) => events.lost(error))
    worker.on('exit', () => events.lost(undefined))
    return {
      post: (message) => worker.postMessage(message),
      terminate: () => void worker.terminate(),
      hold: (isHeld) => (isHeld ? worker.ref() : worker.unref()),
    }
  }
  if (!create && typeof Worker !== 'function') throw new GencodeError(noWorkers)
  const worker = create ? create() : fromText(program)
  worker.onmessage = ({ data }) => events.message(data as FromWorker)
  worker.onerror = (event) => events.lost(event.message)
  return {
    post: (message) => worker.postMessage(message),
    terminate: () => worker.terminate(),
    hold: () => {},
  }
}

const noWorkers = 'There are no workers here; createSandbox runs in this thread'

/** Cloudflare's workerd has the class of Node and refuses to make one. */
function startThread(threads: NodeThreads, program: string): InstanceType<NodeThreads['Worker']> {
  try {
    return new threads.Worker(program, { eval: true, name: 'gencode-sandbox' })
  } catch (cause) {
    throw new GencodeError(noWorkers, { cause })
  }
}

function fromText(program: string): Worker {
  const url = URL.createObjectURL(new Blob([program], { type: 'text/javascript' }))
  const worker = new Worker(url)
  // The worker has begun to load by the time of its first answer.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
  return worker
}
