import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { createTrainingWorkers, type TrainingWorkers } from '@gencode/train'
import { UsageError } from './exit.ts'

/** Where trainings are done. */
export interface WorkersFlags {
  /** The URL of a Redis whose workers do them (`gencode work`). @default threads of this machine */
  readonly queue?: string | undefined
}

/** A thread that knows MuJoCo's tasks. */
export const mujocoWorker = (): Worker => new Worker(new URL('./mujoco-worker.js', import.meta.url))

/** Threads of this machine, or the workers of a queue. `GENCODE_QUEUE` is the URL's other place, for passwords. */
export async function openWorkers(
  { queue = process.env.GENCODE_QUEUE }: WorkersFlags,
  threads: { readonly size?: number; readonly isMujoco?: boolean } = {},
): Promise<TrainingWorkers> {
  if (!queue)
    return createTrainingWorkers({
      size: Math.min(availableParallelism(), threads.size ?? Number.POSITIVE_INFINITY),
      createWorker: threads.isMujoco ? mujocoWorker : undefined,
    })
  const { createQueueWorkers } = await import('@gencode/train-bullmq')
  try {
    return createQueueWorkers({ connection: queue })
  } catch (cause) {
    throw new UsageError(`--queue: ${(cause as Error).message}`, { cause })
  }
}
