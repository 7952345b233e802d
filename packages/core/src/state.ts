import type { Sandbox } from '@gencode/sandbox'
import type { Task } from './ask/request.ts'
import type { AnySandbox, Attempt, RunnableFunction, State } from './attempt.ts'
import { compileCode } from './examine/examine.ts'

/** A `State` as `JSON.stringify` writes it: all but the function. */
export type PlainState = Omit<State, 'rewardFunction'>

/**
 * Compiles again the function of a state that was JSON; or of an attempt, such as the best of a
 * `GenerationError` or one that a run accepted.
 *
 * @throws SandboxError where the code does not compile
 */
export async function reviveState<
  Plain extends PlainState | Attempt,
  Of extends Task,
  Made extends AnySandbox,
>(
  plain: Plain,
  { task, sandbox }: { readonly task: Of; readonly sandbox: Made },
): Promise<Plain & { readonly rewardFunction: RunnableFunction<Of, Made> }> {
  // A worker's answer is awaited as well.
  const fn = await compileCode(plain, { task, sandbox: sandbox as Sandbox })
  return { ...plain, rewardFunction: fn as RunnableFunction<Of, Made> }
}
