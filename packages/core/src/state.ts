import type { Sandbox } from '@gencode/sandbox'
import type { Task } from './ask/request.ts'
import type { AnySandbox, RunnableFunction, State } from './attempt.ts'
import { compileCode } from './examine/examine.ts'

/** A `State` as `JSON.stringify` writes it: all but the function. */
export type PlainState = Omit<State, 'rewardFunction'>

/**
 * A state that was written as JSON, its function compiled again. It also revives an attempt: `{ ...state, ...attempt }`.
 *
 * @throws SandboxError where the code does not compile
 */
export async function reviveState<Made extends AnySandbox>(
  plain: PlainState,
  { task, sandbox }: { readonly task: Pick<Task, 'contract'>; readonly sandbox: Made },
): Promise<State<Made>> {
  const fn = await compileCode(plain, { task: task as Task, sandbox: sandbox as Sandbox })
  return { ...plain, rewardFunction: fn as RunnableFunction<Made> }
}
