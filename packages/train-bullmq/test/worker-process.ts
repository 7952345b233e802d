import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { QueueWorkerEvent, QueueWorkerOptions } from '../src/index.ts'

/** A worker in a process of its own, from the built package. */
export interface WorkerProcess {
  readonly events: readonly QueueWorkerEvent[]
  readonly process: ChildProcess
  /** Which jobs it began. */
  readonly started: readonly string[]
  /** It hands back what it holds and ends. */
  close(): Promise<void>
  kill(): Promise<void>
}

/** Gives it once it is ready. */
export async function startWorkerProcess(options: QueueWorkerOptions): Promise<WorkerProcess> {
  const path = fileURLToPath(new URL('../fixtures/worker.mjs', import.meta.url))
  // Without this process' conditions, which would lead to the TypeScript sources.
  const child = fork(path, [JSON.stringify(options)], {
    execArgv: [],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const events: QueueWorkerEvent[] = []
  const ready = new Promise<void>((resolve, reject) => {
    child.on('message', (event: QueueWorkerEvent) => {
      events.push(event)
      if (event.kind === 'ready') resolve()
    })
    child.once('exit', (code) => reject(new Error(`the worker ended with ${code}`)))
  })
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  await ready
  return {
    events,
    process: child,
    get started() {
      return events.flatMap((event) => (event.kind === 'started' ? [event.job] : []))
    },
    async close() {
      if (child.exitCode === null && child.signalCode === null) child.send('close')
      await gone
    },
    async kill() {
      child.kill('SIGKILL')
      await gone
    },
  }
}
