import type { Env, RewardTask } from '@gencode/env'
import { untilAborted } from './until-aborted.ts'

/**
 * Makes an environment of a task, which whoever asks closes.
 *
 * @throws what makes it throws; the signal's reason, also where it is never made: one that comes later is closed
 */
export async function openEnv(task: RewardTask, signal: AbortSignal | undefined): Promise<Env> {
  signal?.throwIfAborted()
  const making = task.makeEnv()
  try {
    return await untilAborted(signal, making)
  } catch (error) {
    Promise.resolve(making)
      .then((late) => late.close())
      .catch(() => {})
    throw error
  }
}
