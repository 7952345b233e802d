import { CommanderError } from 'commander'
import { type ExitCode, exitCode } from './exit.ts'
import { Output } from './output.ts'
import { createProgram } from './program.ts'

/**
 * Runs the `gencode` command.
 *
 * @param args without `node` and the script: `['get', '--env', 'CartPole-v1']`; none at all in a terminal: it asks
 * @returns the exit status
 */
export async function main(args: readonly string[]): Promise<ExitCode> {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', ignoreClosedPipe)
  if (args.length === 0 && process.stdin.isTTY && process.stdout.isTTY) {
    const { firstQuestions } = await import('./first-questions.ts')
    const asked = await firstQuestions()
    return asked ? main(asked) : exitCode.interrupted
  }
  let status: ExitCode = exitCode.done
  const program = createProgram((code) => {
    status = code
  })
  // Help about what does not exist is told as the command itself would be: with what is like it.
  const [first, about] = args
  const isUnknown = first === 'help' && about && program.commands.every((each) => each.name() !== about)
  try {
    await program.parseAsync(isUnknown ? [about] : [...args], { from: 'user' })
    return status
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exitCode.done
    const json = args.includes('--json')
    const { failure } = await import('./failure.ts')
    const { status, document, message } = failure(error)
    const output = new Output({ json })
    // Commander has printed its own message; a document is still due.
    if (!(error instanceof CommanderError)) output.error(message)
    output.document(document)
    return status
  }
}

/** Who reads may go (`gencode ... | head`): the work goes on, and what it keeps in files is whole. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
}
