import { TrainError } from './errors.ts'
import { type NodeWorkerLike, nodeThreads } from './node-threads.ts'

/** A Web Worker or a worker of `node:worker_threads`. */
export type WorkerLike = Worker | NodeWorkerLike

const advice =
  "Where a bundler can't find it, give createTrainingWorkers a createWorker that starts @gencode/train/worker"

/** Starts this package's worker. @throws TrainError where there are no workers, or a bundler left no way to find it */
export function startWorker(): WorkerLike {
  const here = import.meta.url as string | undefined
  if (!here) throw new TrainError(`In this bundle the training worker has no address. ${advice}`)
  const threads = nodeThreads()
  if (threads) {
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
    worker.on('error', (error) =>
      onFailure(
        isMissing(error)
          ? new TrainError(`The training worker failed: ${error.message}. ${advice}`, { cause: error })
          : error,
      ),
    )
    worker.on('exit', () => onFailure(new TrainError('The training worker ended before its work did')))
    return
  }
  worker.addEventListener('message', ({ data }) => onMessage(data))
  worker.addEventListener('error', ({ message }) =>
    onFailure(
      new TrainError(`The training worker failed: ${message || 'its script could not be loaded'}. ${advice}`),
    ),
  )
}

/** Whether it is Node's word that a module is not there. */
function isMissing(error: Error): boolean {
  return 'code' in error && ['MODULE_NOT_FOUND', 'ERR_MODULE_NOT_FOUND'].includes(String(error.code))
}
