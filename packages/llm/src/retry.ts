import { checkNumbers } from '@gencode/contract/check-numbers'
import { abortedError, ModelError } from './errors.ts'
import { guardChunks } from './guard.ts'
import type { ChatModel } from './model.ts'

/** How often and how patiently to try again. */
export interface RetryOptions {
  /** Tries after the first. @default 3 */
  readonly retries?: number | undefined
  /** The wait before the first retry; doubled for each further one, less up to a quarter by chance. @default 500 */
  readonly delayMs?: number | undefined
  /** The longest wait, also for a server's `Retry-After`: one that asks for more is not waited for. @default 60_000 */
  readonly maxDelayMs?: number | undefined
  /** Called before each wait. */
  readonly onRetry?: ((event: { error: ModelError; attempt: number; delayMs: number }) => void) | undefined
}

/** Errors on which a retry has given up: one around it does not begin again. */
const givenUp = new WeakSet<Error>()

/**
 * Tries a request again where the failure is one that passes (`error.retryable`), as long as no chunk of the
 * answer has come; where the request says what to do then (`onRestart`), also after a failure half way.
 *
 * @throws GencodeError for a number below 0 or NaN
 */
export function withRetry(model: ChatModel, options: RetryOptions = {}): ChatModel {
  const { retries = 3, delayMs = 500, maxDelayMs = 60_000, onRetry } = options
  checkNumbers({ from: 0 }, { retries, delayMs, maxDelayMs })
  return {
    id: model.id,
    async *generate(messages, { onRestart, ...request } = {}) {
      let partial = ''
      for (let attempt = 1; ; attempt++) {
        let handedOn = false
        try {
          const attemptChunks = guardChunks(
            (signal) => model.generate(messages, { ...request, signal }),
            request,
          )
          for await (const chunk of attemptChunks) {
            handedOn = true
            yield chunk
          }
          return
        } catch (error) {
          if (!(error instanceof ModelError)) throw error
          if (error.partial.length > partial.length) partial = error.partial
          error.partial = partial
          if (!error.retryable || givenUp.has(error)) throw error
          if (handedOn && !onRestart) throw error
          const wait = error.retryAfterMs ?? delayMs * 2 ** (attempt - 1) * (1 - Math.random() / 4)
          if (attempt > retries || (error.retryAfterMs ?? 0) > maxDelayMs) {
            givenUp.add(error)
            throw error
          }
          const waitMs = Math.min(wait, maxDelayMs)
          onRetry?.({ error, attempt, delayMs: waitMs })
          await pause(waitMs, request.signal, partial)
          if (handedOn) onRestart?.()
        }
      }
    },
  }
}

/** A timer takes at most 2^31 - 1 ms. */
const longestTimerMs = 2 ** 31 - 1

/** Waits (24 days at most), unless the signal fires. @throws ModelError with reason `'aborted'` */
export function pause(ms: number, signal?: AbortSignal, partial = ''): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(abortedError(signal, partial))
    const onAbort = (): void => {
      clearTimeout(timer)
      reject(abortedError(signal as AbortSignal, partial))
    }
    const timer = setTimeout(
      () => {
        signal?.removeEventListener('abort', onAbort)
        resolve()
      },
      Math.min(ms, longestTimerMs),
    )
    signal?.addEventListener('abort', onAbort, { once: true })
  })
}
