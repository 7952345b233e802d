import { existsSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { readRun } from '@gencode/core/node'
import { loadConfig, withConfig } from '../config.ts'
import { type DesignSettings, designSchema, runDesign } from '../designing.ts'
import { type ExitCode, UsageError } from '../exit.ts'
import { gencodeLine } from '../gencode-line.ts'
import { interruptSignal } from '../interrupt.ts'
import { Output, type OutputFlags } from '../output.ts'
import { defaultModelSpec } from '../resolve-model.ts'
import type { WorkersFlags } from '../training-workers.ts'

/** The flags of `gencode design`. */
export interface DesignFlags extends OutputFlags, WorkersFlags, Partial<Omit<DesignSettings, 'kind'>> {
  /** The run file. */
  readonly run?: string
}

/** `gencode design`: rewards are written, trained with, reflected on and made better, round after round. */
export async function design(flags: DesignFlags): Promise<ExitCode> {
  const output = new Output(flags)
  const { json: _json, quiet: _quiet, queue, run, ...own } = flags
  const config = await loadConfig(process.cwd())
  const { env, task, model, seed } = withConfig(own, { ...config })
  const parsed = designSchema.safeParse({
    kind: 'design',
    ...own,
    env,
    task,
    seed: seed ?? 0,
    model: model ?? (await usualModel(output)),
  })
  if (!parsed.success) throw new UsageError(parsed.error.message, { cause: parsed.error })
  const settings = parsed.data
  const file = run ?? freshRunFile(settings)
  if (run) refuseOther(run, settings)
  return runDesign(
    settings,
    file,
    output,
    interruptSignal((line) => output.note(line)),
    { queue },
  )
}

/** A run file may be there when it is of this very design: then it goes on. */
function refuseOther(file: string, settings: DesignSettings): void {
  if (!existsSync(file)) return
  const { header } = readRun(file)
  if (header === undefined || isDeepStrictEqual(header.meta, JSON.parse(JSON.stringify(settings)))) return
  throw new UsageError(
    `${file} holds a run with other settings. Go on with it: ${gencodeLine('resume', file)}; or name another file.`,
  )
}

async function usualModel(output: Output): Promise<string> {
  const { spec, why } = await defaultModelSpec()
  const note =
    spec === 'baseline'
      ? ' It is no language model: it samples reward programs and changes them by what training shows.'
      : ''
  output.note(`Model: ${spec}, because ${why}.${note}`)
  return spec
}

function freshRunFile({ env, task }: DesignSettings): string {
  const name = (env ?? task ?? 'run').replace(/[^\w.-]+/g, '-')
  const time = new Date().toISOString().replace(/[-:]/g, '').replace(/\..*/, '')
  return `runs/design-${name}-${time}-${process.pid}.jsonl`
}
