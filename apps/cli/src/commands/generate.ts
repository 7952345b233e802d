import { loadConfig, withConfig } from '../config.ts'
import { type ExitCode, UsageError } from '../exit.ts'
import { type Generation, runGeneration } from '../generation.ts'
import { interruptSignal } from '../interrupt.ts'
import { Output, type OutputFlags } from '../output.ts'
import { freshRunFile, refuseOther } from '../run-place.ts'
import { usualModel } from '../usual-model.ts'

/** The flags of `gencode generate`. */
export interface GenerateFlags extends OutputFlags, Partial<Generation> {
  /** The run file. */
  readonly run?: string
}

/** `gencode generate`: a model writes the function; refined on error, journalled, trained if asked. */
export async function generate(flags: GenerateFlags): Promise<ExitCode> {
  const output = new Output(flags)
  const { json: _json, quiet: _quiet, run, ...own } = flags
  if (!own.train && (own.seeds ?? own.steps) !== undefined)
    throw new UsageError(
      '--seeds and --steps say how to train, which --train does. Add it, or leave them out.',
    )
  const settings = withConfig(own, await loadConfig(process.cwd()))
  const { fallback = [], n = 1, seed = 0, train = false, model = await usualModel(output) } = settings
  const generation: Generation = { ...settings, fallback, n, seed, train, model }
  const file = run ?? freshRunFile(generation)
  if (run) refuseOther(run, generation)
  return runGeneration(
    generation,
    file,
    output,
    interruptSignal((line) => output.note(line)),
  )
}
