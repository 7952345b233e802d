import { exitCode } from './exit.ts'

/**
 * A signal that the first Ctrl-C (or SIGTERM) aborts. The second one quits at once.
 *
 * @param note told what happens, as a line for the person
 */
export function interruptSignal(note: (line: string) => void): AbortSignal {
  const controller = new AbortController()
  const onSignal = () => {
    if (controller.signal.aborted) process.exit(exitCode.interrupted)
    note('Stopping; press Ctrl-C again to quit at once.')
    controller.abort()
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  return controller.signal
}
