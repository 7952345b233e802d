import { GencodeError } from '@gencode/contract/errors'

/** Every `ModelFailure`. */
export const modelFailures = [
  'unreachable',
  'not-found',
  'rate-limited',
  'server',
  'quota',
  'rejected',
  'length',
  'protocol',
  'cut-off',
  'timeout',
  'aborted',
  'budget',
  'busy',
  'replay-miss',
  'failed',
] as const

/**
 * Why a model gave no whole answer:
 * - `unreachable`: nothing answers at the address; `not-found`: the server has no such model
 * - `rate-limited`, `server` (5xx), `rejected` (another 4xx, a wrong key among them)
 * - `quota`: the account is empty, or has used up what it may
 * - `length`: all tokens went into thinking, and none was left for the answer
 * - `protocol`: the server sent what it should not; `cut-off`: the answer ended before its end
 * - `timeout`, `aborted`
 * - `budget`: the request would have passed the budget
 * - `busy`: the chat is generating already
 * - `replay-miss`: the recording has no such request
 * - `failed`: anything else
 */
export type ModelFailure = (typeof modelFailures)[number]

/** What a `ModelError` is made of. */
export interface ModelErrorOptions {
  readonly reason: ModelFailure
  /** The text that had arrived. @default '' */
  readonly partial?: string | undefined
  /** Whether the same request may well succeed later. @default true for rate-limited, server, protocol and cut-off */
  readonly retryable?: boolean | undefined
  /** How long the server asked to wait, in milliseconds. */
  readonly retryAfterMs?: number | undefined
  readonly cause?: unknown
}

const retryableReasons: ReadonlySet<ModelFailure> = new Set(['rate-limited', 'server', 'protocol', 'cut-off'])

/** A model gave no whole answer. The message says what a person can do about it. */
export class ModelError extends GencodeError {
  static override readonly marker: string = 'ModelError'
  readonly reason: ModelFailure
  /** The text that had arrived before the failure, of several tries the most that one had; empty when none had. */
  partial: string
  readonly retryable: boolean
  readonly retryAfterMs?: number

  constructor(message: string, options: ModelErrorOptions) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.reason = options.reason
    this.partial = options.partial ?? ''
    this.retryable = options.retryable ?? retryableReasons.has(options.reason)
    if (options.retryAfterMs !== undefined) this.retryAfterMs = options.retryAfterMs
  }
}

/** The model is not there: no server at the address (`unreachable`), or no such model on it (`not-found`). */
export class ModelUnavailableError extends ModelError {
  static override readonly marker: string = 'ModelUnavailableError'
}

/** The request would have passed the budget. */
export class BudgetError extends ModelError {
  static override readonly marker: string = 'BudgetError'
}

/** The chat is generating an answer already. */
export class ChatBusyError extends ModelError {
  static override readonly marker: string = 'ChatBusyError'
}

/** The recording holds no answer to this request. */
export class ReplayMissError extends ModelError {
  static override readonly marker: string = 'ReplayMissError'
}

/** The error of a request whose `AbortSignal` fired. */
export function abortedError(signal: AbortSignal, partial = ''): ModelError {
  return new ModelError('The request was aborted', { reason: 'aborted', partial, cause: signal.reason })
}
