import { checkNumbers } from '@gencode/contract/check-numbers'
import { abortedError, ModelError } from './errors.ts'
import { guardChunks } from './guard.ts'
import type { ChatModel } from './model.ts'

/** How long an answer may take. */
export interface TimeoutOptions {
  /** The longest wait for the next chunk, the first one included. @default no limit */
  readonly chunkTimeoutMs?: number | undefined
  /** The longest time for the whole answer. @default no limit */
  readonly timeoutMs?: number | undefined
}

/**
 * Cancels a request that takes too long: a `ModelError` with reason `'timeout'` and the text that had arrived.
 *
 * @throws GencodeError for a time below 1 ms or NaN
 */
export function withTimeout(model: ChatModel, options: TimeoutOptions): ChatModel {
  const { chunkTimeoutMs, timeoutMs } = options
  checkNumbers({ from: 1 }, { chunkTimeoutMs, timeoutMs })
  if (chunkTimeoutMs === undefined && timeoutMs === undefined) return model
  return {
    id: model.id,
    async *generate(messages, request = {}) {
      const outer = request.signal
      if (outer?.aborted) throw abortedError(outer)
      const controller = new AbortController()
      const onAbort = (): void => controller.abort(outer?.reason)
      outer?.addEventListener('abort', onAbort, { once: true })
      let late: ModelError | undefined
      const startTimer = (ms: number | undefined, what: string) =>
        // A timer takes at most 2^31 - 1 ms.
        ms === undefined || ms >= 2 ** 31
          ? undefined
          : setTimeout(() => {
              late = new ModelError(
                `${model.id} sent ${what} within ${ms} ms; give it longer, or check that it is not stuck`,
                { reason: 'timeout' },
              )
              controller.abort(late)
            }, ms)
      const whole = startTimer(timeoutMs, 'no whole answer')
      const startChunk = () => startTimer(chunkTimeoutMs, 'nothing')
      let chunkTimer = startChunk()
      try {
        const source = guardChunks((signal) => model.generate(messages, { ...request, signal }), controller)
        for await (const chunk of source) {
          // The consumer's own time does not count.
          clearTimeout(chunkTimer)
          yield chunk
          chunkTimer = startChunk()
        }
      } catch (error) {
        if (late === undefined) throw error
        late.partial = error instanceof ModelError ? error.partial : ''
        throw late
      } finally {
        clearTimeout(whole)
        clearTimeout(chunkTimer)
        outer?.removeEventListener('abort', onAbort)
      }
    },
  }
}
