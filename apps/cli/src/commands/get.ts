import { buffer } from 'node:stream/consumers'
import { GenCode, GenerationError } from '@gencode/core'
import { decodeText, readText } from '@gencode/llm/node'
import { tierOf } from '@gencode/sandbox'
import { loadConfig, withConfig } from '../config.ts'
import { acceptedDocument, rejectedDocument, writtenOf } from '../documents.ts'
import { type ExitCode, exitCode, UsageError } from '../exit.ts'
import { narrator } from '../narrate.ts'
import { Output, type OutputFlags } from '../output.ts'
import { resolveTask, type TaskFlags } from '../resolve-task.ts'
import { tierText } from '../tier-text.ts'

/** The flags of `gencode get`. */
export type GetFlags = OutputFlags & TaskFlags

/** `gencode get`: a response from a file or standard input through clean, compile and test. */
export async function get(file: string, flags: GetFlags): Promise<ExitCode> {
  const output = new Output(flags)
  const task = await resolveTask(withConfig(flags, await loadConfig(process.cwd())))
  const response = await readResponse(file)
  const genCode = new GenCode(task, undefined, { onEvent: narrator(output, { stream: false }) })
  try {
    const state = await genCode.get(response)
    const tier = await tierOf(state.code, { entry: state.entry, contract: task.contract })
    const { text, language } = writtenOf(state)
    await output.code(text, language)
    output.note(tierText(tier))
    output.document({ ...acceptedDocument(state), ...tier })
    return exitCode.done
  } catch (error) {
    if (!(error instanceof GenerationError)) throw error
    if (output.quiet) output.error(error.message)
    output.document(rejectedDocument(error, error.attempts))
    return exitCode.noFunction
  } finally {
    genCode.dispose()
  }
}

async function readResponse(file: string): Promise<string> {
  if (file !== '-')
    return readText(file).catch((cause: Error) => {
      throw new UsageError(`The response can't be read: ${cause.message}`, { cause })
    })
  if (process.stdin.isTTY)
    process.stderr.write('Paste the response, then press Ctrl-D (or name a file: gencode get answer.md).\n')
  return decodeText(await buffer(process.stdin))
}
