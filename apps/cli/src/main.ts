import { CommanderError } from 'commander'
import { type ExitCode, exitCode } from './exit.ts'
import { failure } from './failure.ts'
import { Output } from './output.ts'
import { createProgram } from './program.ts'

/**
 * Runs the `gencode` command.
 *
 * @param args without `node` and the script: `['get', '--env', 'CartPole-v1']`
 * @returns the exit status
 */
export async function main(args: readonly string[]): Promise<ExitCode> {
  let status: ExitCode = exitCode.done
  const program = createProgram((code) => {
    status = code
  })
  try {
    await program.parseAsync([...args], { from: 'user' })
    return status
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exitCode.done
    const json = args.includes('--json')
    const { status, document, message } = failure(error)
    const output = new Output({ json })
    // Commander has printed its own message; a document is still due.
    if (!(error instanceof CommanderError)) output.error(message)
    output.document(document)
    return status
  }
}
