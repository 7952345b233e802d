import * as z from 'zod'
import { loadConfig, withConfig } from '../config.ts'
import { type DesignSettings, designSchema, runDesign } from '../designing.ts'
import { type ExitCode, UsageError } from '../exit.ts'
import { interruptSignal } from '../interrupt.ts'
import { Output, type OutputFlags } from '../output.ts'
import { freshRunFile, refuseOther } from '../run-place.ts'
import type { WorkersFlags } from '../training-workers.ts'
import { usualModel } from '../usual-model.ts'

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
    model: model ?? (await usualModel(output, ' and changes them by what training shows')),
  })
  if (!parsed.success) throw new UsageError(z.prettifyError(parsed.error), { cause: parsed.error })
  const settings = parsed.data
  const file = run ?? freshRunFile(settings, 'design-')
  if (run) refuseOther(run, settings)
  return runDesign(
    settings,
    file,
    output,
    interruptSignal((line) => output.note(line)),
    { queue },
  )
}
