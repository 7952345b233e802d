import { readDesign, runDesign } from '../designing.ts'
import type { ExitCode } from '../exit.ts'
import { readGeneration, runGeneration } from '../generation.ts'
import { interruptSignal } from '../interrupt.ts'
import { Output, type OutputFlags } from '../output.ts'

/** `gencode resume`: goes on with a run where it stopped; nothing that was answered is asked again. */
export async function resume(file: string, flags: OutputFlags): Promise<ExitCode> {
  const output = new Output(flags)
  const signal = interruptSignal((line) => output.note(line))
  const design = readDesign(file)
  if (design) return runDesign(design, file, output, signal)
  return runGeneration(readGeneration(file), file, output, signal)
}
