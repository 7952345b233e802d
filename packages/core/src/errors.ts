import { CodeError, GencodeError } from '@gencode/contract/errors'
import type { UsageTotal } from '@gencode/llm'
import type { Attempt } from './attempt.ts'

/** Why a run ended without an acceptable function. */
export type StopReason =
  /** The last attempt that `maxAttempts` allows was not accepted, or there is no model to ask again. */
  | 'attempts'
  /** `maxTokens`, `maxCost` or `maxMs` was reached. */
  | 'tokens'
  | 'cost'
  | 'time'
  /** The `AbortSignal` fired. */
  | 'aborted'
  /** No model of the list gave an answer; the last one's own error is the `cause`. */
  | 'model'

/** What a `GenerationError` is made of. */
export interface GenerationErrorOptions {
  readonly reason: StopReason
  readonly attempts: readonly Attempt[]
  readonly usage: UsageTotal
  readonly cause?: unknown
}

const stopMessages: Readonly<Record<Exclude<StopReason, 'attempts' | 'model'>, string>> = {
  tokens: 'the token bound (maxTokens) was reached',
  cost: 'the cost bound (maxCost) was reached',
  time: 'the time bound (maxMs) was reached',
  aborted: 'it was aborted',
}

/**
 * No acceptable function. It holds every attempt: response, code, error, feedback. Its own `code` and `feedback`
 * are those of the last attempt; `core/no-answer` where there was none, or where it was the model that failed.
 */
export class GenerationError extends CodeError {
  static override readonly marker: string = 'GenerationError'
  readonly reason: StopReason
  readonly attempts: readonly Attempt[]
  readonly usage: UsageTotal
  /**
   * The best attempt so far: one that ran all its probes and was rejected for a suspicion alone, which the caller
   * had made an error. `reviveState` compiles it.
   */
  readonly best?: Attempt

  constructor({ reason, attempts, usage, cause }: GenerationErrorOptions) {
    const last = attempts.at(-1)?.error
    const why =
      reason === 'attempts'
        ? last
          ? `the last error was ${last.code}: ${last.feedback}`
          : 'there is no model to ask'
        : reason === 'model'
          ? `the model failed: ${cause instanceof Error ? cause.message : String(cause)}`
          : stopMessages[reason]
    // Where the model failed, no code is at fault, whatever was wrong with an attempt before.
    const judged = reason === 'model' ? undefined : last
    const count = attempts.length === 1 ? '1 attempt' : `${attempts.length} attempts`
    super({
      code: judged?.code ?? 'core/no-answer',
      feedback: judged?.feedback ?? `There was no answer to judge: ${why}.`,
      message: `No acceptable function after ${count}: ${why}`,
      line: judged?.line,
      column: judged?.column,
      frame: judged?.frame,
      cause,
    })
    this.reason = reason
    this.attempts = attempts
    this.usage = usage
    const best = attempts.findLast((attempt) => attempt.rewards !== undefined)
    if (best) this.best = best
  }
}

/** A second `get`, `generate` or `generateMany` while one is running on the same `GenCode`. */
export class GenCodeBusyError extends GencodeError {
  static override readonly marker: string = 'GenCodeBusyError'
}

/** A run that was made with another task, model, seed or prompt than it is to be resumed with. */
export class RunMismatchError extends GencodeError {
  static override readonly marker: string = 'RunMismatchError'
}
