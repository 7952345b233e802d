import { CommanderError } from 'commander'
import { type ExitCode, endWith, exitCode } from './exit.ts'
import { Output } from './output.ts'
import { createProgram } from './program.ts'

/**
 * Runs the `gencode` command.
 *
 * @param args without `node` and the script: `['get', '--env', 'CartPole-v1']`; none at all in a terminal: it asks
 * @returns the exit status
 */
export async function main(args: readonly string[]): Promise<ExitCode> {
  process.stdout.on('error', tellUnwritten)
  // Of a full disk nothing more can be said there; the work goes on.
  process.stderr.on('error', () => {})
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

/**
 * Who reads may go (`gencode ... | head`): the work goes on, and what it keeps in files is whole. What can't be written
 * for another reason is told once, and in the status.
 */
function tellUnwritten(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE' || isUnwritten) return
  isUnwritten = true
  process.stderr.write(`error Standard output can't be written: ${error.message}\n`)
  endWith(exitCode.usage)
}

let isUnwritten = false
