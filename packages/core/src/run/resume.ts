import type { Task } from '../ask/request.ts'
import type { AnySandbox } from '../attempt.ts'
import type { GenCode } from '../gen-code.ts'
import type { GenerateManyOptions, ManyStates } from './generate-many.ts'
import type { RunHeader } from './journal.ts'
import { RunFileError } from './lock.ts'
import { openRun } from './run-file.ts'

/**
 * Goes on with a run of `generateMany` where it stopped; no model is asked again for what it has answered.
 *
 * @param create makes the same GenCode as before (task, models, seed); the header says which they were
 * @throws RunFileError, RunMismatchError, and what `generateMany` throws
 */
export async function resume<Of extends Task, Made extends AnySandbox>(
  path: string,
  create: (header: RunHeader) => GenCode<Of, Made> | Promise<GenCode<Of, Made>>,
  options: Omit<GenerateManyOptions, 'run' | 'meta'> = {},
): Promise<ManyStates<Of, Made>> {
  using run = openRun(path)
  if (!run.header) throw new RunFileError(`${path} holds no run yet, so there is nothing to resume`)
  const genCode = await create(run.header)
  return await genCode.generateMany(run.header.n, { ...options, run })
}
