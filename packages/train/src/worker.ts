import { nodeThreads } from './node-threads.ts'
import { type PostedError, postedError } from './posted-error.ts'
import { type PostedJob, received } from './posted-job.ts'
import type { TrainingProgress } from './run.ts'
import type { SeedResult } from './train-seed.ts'
import { trainSeed } from './train-seed.ts'

/** What a worker answers: progress as it comes, then a result or an error. @internal */
export type Answer =
  | { readonly progress: TrainingProgress }
  | { readonly result: SeedResult }
  | { readonly error: PostedError }

const port = nodeThreads()?.parentPort

async function work(job: PostedJob): Promise<void> {
  try {
    const result = await trainSeed(await received(job), (progress) => answer({ progress }))
    answer({ result })
  } catch (error) {
    answer({ error: postedError(error) })
  }
}

function answer(message: Answer): void {
  if (port) port.postMessage(message)
  else globalThis.postMessage(message)
}

if (port) port.on('message', (job) => work(job as PostedJob))
else globalThis.addEventListener('message', ({ data }: MessageEvent) => work(data as PostedJob))
