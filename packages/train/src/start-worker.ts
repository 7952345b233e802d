import { TrainError } from './errors.ts'
import { type NodeWorkerLike, nodeThreads } from './node-threads.ts'

/** A Web Worker or a worker of `node:worker_threads`. */
export type WorkerLike = Worker | NodeWorkerLike

/** Starts this package's worker. @throws TrainError where there are no workers */
export function startWorker(): WorkerLike {
  const threads = nodeThreads()
  if (threads) {
    const here = import.meta.url
    // Node can't run the TypeScript source, so a test of the sources runs the built worker.
    return new threads.Worker(new URL(here.endsWith('.ts') ? '../dist/worker.js' : 'worker.js', here))
  }
  if (typeof Worker === 'undefined') throw new TrainError('There are no workers here; train with workers: 0')
  // As bundlers want to read it.
  return new Worker(new URL('./worker.js', import.meta.url), { type: 'module' })
}

/** Listens to what a worker sends, and to its end by an error. */
export function listen(
  worker: WorkerLike,
  onMessage: (message: unknown) => void,
  onFailure: (error: Error) => void,
): void {
  if ('on' in worker) {
    worker.on('message', onMessage)
    worker.on('error', onFailure)
    worker.on('exit', () => onFailure(new TrainError('The training worker ended before its work did')))
    return
  }
  worker.addEventListener('message', ({ data }) => onMessage(data))
  worker.addEventListener('error', ({ message }) =>
    onFailure(
      new TrainError(
        `The training worker failed: ${message || 'its script could not be loaded'}. Where a bundler can't find it, give createTrainingWorkers a createWorker that starts @gencode/train/worker`,
      ),
    ),
  )
}
