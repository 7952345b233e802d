import { existsSync } from 'node:fs'
import { openRun } from '@gencode/core/node'
import * as z from 'zod'
import { type ExitCode, UsageError } from '../exit.ts'
import { generationSchema, runGeneration } from '../generation.ts'
import { interruptSignal } from '../interrupt.ts'
import { Output, type OutputFlags } from '../output.ts'

/** `gencode resume`: goes on with a run where it stopped; nothing that was answered is asked again. */
export async function resume(file: string, flags: OutputFlags): Promise<ExitCode> {
  const output = new Output(flags)
  if (!existsSync(file)) throw new UsageError(`There is no run file ${file}.`)
  const run = await openRun(file)
  const header = run.lines.find((line) => line.type === 'run')
  run.close()
  const settings = generationSchema.safeParse(header?.meta)
  if (!settings.success)
    throw new UsageError(
      `${file} is no run of gencode generate: its first line does not say what was asked for.\n${z.prettifyError(settings.error)}`,
    )
  return runGeneration(
    settings.data,
    file,
    output,
    interruptSignal((line) => output.note(line)),
  )
}
