import { existsSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { readRun } from '@gencode/core/node'
import { loadConfig, withConfig } from '../config.ts'
import { type ExitCode, UsageError } from '../exit.ts'
import { gencodeLine } from '../gencode-line.ts'
import { type Generation, runGeneration } from '../generation.ts'
import { interruptSignal } from '../interrupt.ts'
import { Output, type OutputFlags } from '../output.ts'
import { defaultModelSpec } from '../resolve-model.ts'

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

/** A run file may be there when it is of this very generation: then it goes on. */
function refuseOther(file: string, generation: Generation): void {
  if (!existsSync(file)) return
  const { header } = readRun(file)
  // As the run file keeps it: without the settings that are undefined.
  const asked = JSON.parse(JSON.stringify(generation))
  if (header === undefined || isDeepStrictEqual(header.meta, asked)) return
  throw new UsageError(
    `${file} holds a run with other settings. Go on with it: ${gencodeLine('resume', file)}; or name another file.`,
  )
}

async function usualModel(output: Output): Promise<string> {
  const { spec, why } = await defaultModelSpec()
  const note = spec === 'baseline' ? ' It is no language model: it samples reward programs.' : ''
  output.note(`Model: ${spec}, because ${why}.${note}`)
  return spec
}

function freshRunFile({ env, task }: Generation): string {
  const name = (env ?? task ?? 'run').replace(/[^\w.-]+/g, '-')
  const time = new Date().toISOString().replace(/[-:]/g, '').replace(/\..*/, '')
  return `runs/${name}-${time}-${process.pid}.jsonl`
}
