import { ModelError } from './errors.ts'
import type { Exchange } from './exchange.ts'
import { messageOf } from './guard.ts'
import type { ChatChunk, ChatModel } from './model.ts'
import { plainRequest } from './request-key.ts'

/**
 * Hands every exchange to `sink` when it has ended, well or badly, before the caller sees the end.
 * An exchange is plain JSON (images become base64); `replay` answers from it.
 */
export function record(model: ChatModel, sink: (exchange: Exchange) => void | Promise<void>): ChatModel {
  return {
    id: model.id,
    async *generate(messages, options = {}) {
      const request = plainRequest(messages, options)
      const chunks: ChatChunk[] = []
      let error: Exchange['error']
      try {
        for await (const chunk of model.generate(messages, options)) {
          chunks.push(chunk)
          yield chunk
        }
      } catch (cause) {
        error =
          cause instanceof ModelError
            ? { reason: cause.reason, message: cause.message, retryable: cause.retryable }
            : { reason: 'failed', message: messageOf(cause), retryable: false }
        throw cause
      } finally {
        await sink({ model: model.id, request, chunks, ...(error ? { error } : {}) })
      }
    },
  }
}
