import { GencodeError } from '@gencode/contract/errors'
import type { Model, RunHeader } from '@gencode/core'
import { openRun } from '@gencode/core/node'
import type { RewardTask } from '@gencode/env'
import { design } from './design.ts'
import type { DesignResult } from './events.ts'
import type { DesignOptions } from './options.ts'

/** A design as it was begun. */
export interface Begun {
  readonly task: RewardTask
  readonly model: Model
  /** The same as before; more rounds or a greater budget let it go further. */
  readonly options?: Omit<DesignOptions, 'run' | 'signal' | 'onEvent'>
}

/**
 * Goes on with a design where its file ends: nothing is asked or trained again, and the end is that of an undisturbed run.
 *
 * @param begin gives the task, the model and the options as before; the header says which they were
 * @throws RunFileError, RunMismatchError, GencodeError where the file holds no run, and what `design` throws
 */
export async function resumeDesign(
  path: string,
  begin: (header: RunHeader) => Begun | Promise<Begun>,
  options: Pick<DesignOptions, 'signal' | 'onEvent'> = {},
): Promise<DesignResult> {
  const run = openRun(path)
  try {
    if (!run.header) throw new GencodeError(`${path} holds no run yet, so there is nothing to resume`)
    const begun = await begin(run.header)
    return await design(begun.task, begun.model, { ...begun.options, ...options, run })
  } finally {
    run.close()
  }
}
