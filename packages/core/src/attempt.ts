import type { Contract } from '@gencode/contract'
import type { Performance, Policy } from '@gencode/contract/types'
import type { UsageTotal } from '@gencode/llm'
import type { Sandbox, SandboxedFunction, SandboxWorker, WorkerFunction } from '@gencode/sandbox'
import type { Task } from './ask/request.ts'
import type { Move } from './ask/stuck.ts'
import type { Failure, Warning } from './examine/failure.ts'

/** Where functions run: in this thread, or in threads of their own. */
export type AnySandbox = Sandbox | SandboxWorker

/** What a task's contract says of its function; any, where the task is not known before the program runs. */
export type Asked<Of extends Task> = Task extends Of
  ? // biome-ignore lint/suspicious/noExplicitAny: see above
    { readonly arguments: any; readonly result: any }
  : Of['contract'] extends Contract<infer Arguments, infer Result>
    ? { readonly arguments: Arguments; readonly result: Result }
    : never

/**
 * A function compiled in its sandbox: call it as the task's contract says, or `batch` it. That of a worker gives promises.
 */
export type RunnableFunction<Of extends Task = Task, Made extends AnySandbox = Sandbox> = Made extends Sandbox
  ? SandboxedFunction<Asked<Of>['arguments'], Asked<Of>['result']>
  : WorkerFunction<Asked<Of>['arguments'], Asked<Of>['result']>

/** How an answer came to its end. */
export type AnswerEnd =
  /** It was passed in, not asked for. */
  | 'given'
  /** The model ended it. */
  | 'stop'
  /** The function was complete, and the rest was cancelled (`stopEarly`). */
  | 'early'
  /** It was longer than `maxAnswerChars`, or than the model's own limit. */
  | 'length'
  /** It said one thing over and over; the response is what stood before. */
  | 'repeating'
  /** It took longer than `answerTimeoutMs`, or than the chat's own time-outs. */
  | 'timeout'

/** A model's answer, and what it took to get it. */
export interface Answer {
  readonly response: string
  /** The id of the model that was asked; missing where the answer was given. */
  readonly model?: string
  readonly end: AnswerEnd
  readonly usage: UsageTotal
  /** In the price table's currency; missing without a price for the model. */
  readonly cost?: number
  /** ISO 8601. */
  readonly startedAt: string
  readonly durationMs: number
  /** What a person should know about it, such as that the prompt did not fit into the model's context. */
  readonly notes?: readonly string[]
}

/** What examining an answer gave, as plain JSON. */
export interface Verdict {
  /** The function's name. */
  readonly entry?: string
  /** Plain JavaScript, as it was compiled; missing where nothing could be cleaned out of the answer. */
  readonly code?: string
  /** The code as the model wrote it, in whose lines errors speak; missing where it is `code`. */
  readonly original?: string
  /** What `original` is written in; missing where it is JavaScript. */
  readonly language?: 'typescript' | 'python'
  /** How much of the first line of `code` is what lowered Python runs on, in characters. */
  readonly prelude?: number
  /** The names of its parameters, of Python. */
  readonly params?: readonly string[]
  /** Near-equal code has the same; see `@gencode/clean/fingerprint`. */
  readonly fingerprint: string
  /** Missing where the function was accepted. */
  readonly error?: Failure
  readonly warnings: readonly Warning[]
  /** What the function gave for each probe of a reward task. */
  readonly rewards?: readonly number[]
  /** The named terms of each reward, where the function gives them. */
  readonly components?: Readonly<Record<string, readonly number[]>>
  /** What cleaning, compiling and probing took. */
  readonly examinedMs: number
}

/** One round of the loop: an answer, and what became of it. Plain JSON. */
export interface Attempt extends Answer, Verdict {
  /** From 1. */
  readonly index: number
  /** What the stuck policy had decided. */
  readonly move: Move
}

/** What `GenCode` gives: the function, its text and how it came about. `JSON.stringify` keeps all but the function. */
export interface State<Of extends Task = Task, Made extends AnySandbox = Sandbox> {
  /** Counts the calls of `get` or `generate`, or the candidates of `generateMany`, from 1. */
  readonly index: number
  /**
   * The accepted function, called and typed as the task's contract says. It is called so for a task of examples as well:
   * give it its own name, `const { rewardFunction: price } = state`. Release it with `dispose()` when done.
   */
  readonly rewardFunction: RunnableFunction<Of, Made>
  /** Its name in `code`. */
  readonly entry: string
  /** Plain JavaScript. */
  readonly code: string
  /** The code as the model wrote it, where that is Python. */
  readonly original?: string
  readonly language?: 'python'
  readonly prelude?: number
  readonly params?: readonly string[]
  /** The whole answer that it was cleaned out of. */
  readonly response: string
  /** All attempts, the accepted one last: its `rewards` are those of the probes. */
  readonly attempts: readonly Attempt[]
  readonly usage: UsageTotal
  /** In the price table's currency. */
  readonly cost?: number
  /** What policies trained with it reached; filled in by who trains. */
  readonly performances?: readonly Performance[]
  /** The policy of the best of them. */
  readonly policy?: Policy
}
