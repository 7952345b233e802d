import { runQueueWorker } from '@gencode/train-bullmq'
import { counted } from '../counted.ts'
import { type ExitCode, exitCode, UsageError } from '../exit.ts'
import { interruptSignal } from '../interrupt.ts'
import { Output, type OutputFlags } from '../output.ts'
import { mujocoWorker, type WorkersFlags } from '../training-workers.ts'

/** The flags of `gencode work`. */
export interface WorkFlags extends OutputFlags, WorkersFlags {
  readonly concurrency?: number
  /** Modules of tasks and trainers that jobs may name, beside MuJoCo's. */
  readonly module?: readonly string[]
}

/** So long a Redis may take to be there before it is said that it is not. */
const silentAfterMs = 2_000

/** `gencode work`: does the trainings of a queue until Ctrl-C, which hands back what it holds. */
export async function work(flags: WorkFlags): Promise<ExitCode> {
  const output = new Output(flags)
  const signal = interruptSignal((line) => output.note(line))
  const connection = flags.queue ?? process.env.GENCODE_QUEUE
  if (!connection)
    throw new UsageError('Say where the queue is: --queue redis://HOST:6379, or GENCODE_QUEUE.')
  let done = 0
  let failed = 0
  const note = (line: string): void => {
    clearTimeout(silence)
    output.note(line)
  }
  const worker = start(connection, flags, note, {
    done: () => done++,
    failed: () => failed++,
  })
  const silence = setTimeout(
    () => output.note(`Redis at ${new URL(connection).host} does not answer yet; it is asked on and on.`),
    silentAfterMs,
  )
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
  clearTimeout(silence)
  await worker.close({ handBack: true })
  output.note(`${counted(done, 'training')} done, ${failed} failed.`)
  output.document({ ok: true, worker: worker.id, done, failed })
  return exitCode.done
}

function start(
  connection: string,
  { concurrency, module = [] }: WorkFlags,
  note: (line: string) => void,
  count: { done(): void; failed(): void },
) {
  try {
    return runQueueWorker({
      connection,
      concurrency,
      modules: ['@gencode/env-mujoco', ...module],
      createWorker: mujocoWorker,
      onEvent(event) {
        switch (event.kind) {
          case 'ready':
            return note(
              `${event.worker} takes ${counted(event.concurrency, 'training')} at once; Ctrl-C hands back what it holds.`,
            )
          case 'started':
            return note(`  ${event.job.slice(0, 8)}  ${event.task}, seed ${event.seed}`)
          case 'done':
            count.done()
            return note(
              `  ${event.job.slice(0, 8)}  success rate ${event.successRate.toFixed(2)} in ${event.seconds.toFixed(1)} s`,
            )
          case 'failed':
            count.failed()
            return note(`  ${event.job.slice(0, 8)}  failed: ${event.reason}`)
          default:
            return note(`  ${event.job.slice(0, 8)}  ${event.kind}`)
        }
      },
    })
  } catch (cause) {
    throw new UsageError(`--queue: ${(cause as Error).message}`, { cause })
  }
}
