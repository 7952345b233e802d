import { ModelError, ReplayMissError } from './errors.ts'
import type { Exchange } from './exchange.ts'
import { guardChunks } from './guard.ts'
import type { ChatChunk, ChatMessage, ChatModel, GenerateOptions } from './model.ts'
import { requestKey } from './request-key.ts'

/**
 * A model that answers from a recording, deterministically. Each exchange is used once: a request takes the first
 * unused one whose request is exactly its own (messages and options, all but `signal` and `onRestart`), or that
 * names no request. A request without one is a `ReplayMissError` that says which request missed.
 *
 * @param exchanges a text stands for an answer to whichever request comes
 * @param options.id @default the first recorded model's id, else 'replay'
 */
export function replay(
  exchanges: Iterable<string | Exchange>,
  options: { readonly id?: string } = {},
): ChatModel {
  const unused = [...exchanges].map((each) => {
    const exchange: Exchange = typeof each === 'string' ? { chunks: chunksOf(each) } : each
    const { request } = exchange
    return { exchange, key: request && requestKey(request.messages, request.options ?? {}) }
  })
  const total = unused.length
  const id = options.id ?? unused.find(({ exchange }) => exchange.model)?.exchange.model ?? 'replay'

  async function* answer(messages: readonly ChatMessage[], request: GenerateOptions) {
    const key = requestKey(messages, request)
    const place = unused.findIndex((each) => each.key === undefined || each.key === key)
    const found = place < 0 ? undefined : unused.splice(place, 1)[0]
    if (found === undefined) throw missed(messages, total, total - unused.length)
    const { chunks, error } = found.exchange
    yield* chunks
    // Nothing is won by waiting before a recorded retry.
    if (error) throw new ModelError(error.message, { ...error, retryAfterMs: 0 })
  }
  return {
    id,
    generate: (messages, request = {}) => guardChunks(() => answer(messages, request), request),
  }
}

/** A text as a stream of chunks: a word each, then the finish. */
export function chunksOf(text: string): ChatChunk[] {
  const words = text.match(/\s*\S+|\s+$/g) ?? []
  return [
    ...words.map((word): ChatChunk => ({ type: 'text', text: word })),
    { type: 'finish', reason: 'stop' },
  ]
}

function missed(messages: readonly ChatMessage[], total: number, used: number): ReplayMissError {
  const last = messages.at(-1)
  const shown = last ? `${last.role}: ${JSON.stringify(last.content.slice(0, 200))}` : 'none'
  return new ReplayMissError(
    `The recording has no answer to this request of ${messages.length} messages (the last one ${shown}); ` +
      `${used} of its ${total} exchanges are used. Record it again with the same program and options.`,
    { reason: 'replay-miss' },
  )
}
