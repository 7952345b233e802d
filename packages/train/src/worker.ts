import { runJob, type TrainingJob } from './job.ts'
import { loadModules } from './load-module.ts'
import { nodeThreads } from './node-threads.ts'
import { type PostedError, postedError } from './posted-error.ts'
import type { TrainingProgress } from './run.ts'
import type { SeedResult } from './seed-job.ts'

/** What a worker answers: progress as it comes, then a result or an error. @internal */
export type Answer =
  | { readonly progress: TrainingProgress }
  | { readonly result: SeedResult }
  | { readonly error: PostedError }

const port = nodeThreads()?.parentPort

/** What a worker is asked. @internal */
export interface Request {
  readonly job: TrainingJob
  /** To be imported first, for what they register. */
  readonly modules: readonly string[]
}

async function work({ job, modules }: Request): Promise<void> {
  try {
    await loadModules(modules)
    answer({ result: await runJob(job, { onProgress: (progress) => answer({ progress }) }) })
  } catch (error) {
    answer({ error: postedError(error) })
  }
}

function answer(message: Answer): void {
  if (port) port.postMessage(message)
  else globalThis.postMessage(message)
}

if (port) port.on('message', (request) => work(request as Request))
else globalThis.addEventListener('message', ({ data }: MessageEvent) => work(data as Request))
