import { ModelError, type ModelFailure, ReplayMissError } from './errors.ts'
import { guardChunks } from './guard.ts'
import type { ChatChunk, ChatMessage, ChatModel, GenerateOptions } from './model.ts'
import { requestKey } from './request-key.ts'

/** One request and what came back: a line of a recording. */
export interface Exchange {
  /** The recorded model's id. */
  readonly model?: string | undefined
  /** The request that this answers; without it, whichever request comes. */
  readonly request?:
    | { readonly messages: readonly ChatMessage[]; readonly options?: GenerateOptions }
    | undefined
  /** The answer, chunk for chunk. */
  readonly chunks: readonly ChatChunk[]
  /** How it ended, where it ended badly. */
  readonly error?: { readonly reason: ModelFailure; readonly message: string } | undefined
}

/**
 * A model that answers from a recording. Each exchange is used once, in order: the first unused one whose request
 * is exactly the one that is asked (messages and options, except `signal` and `stream`), or that names no request.
 *
 * @param exchanges a text stands for an answer to whichever request comes
 */
export function replay(exchanges: Iterable<string | Exchange>, options: { id?: string } = {}): ChatModel {
  const left = [...exchanges].map((exchange) =>
    typeof exchange === 'string' ? { chunks: chunksOf(exchange), key: undefined } : withKey(exchange),
  )
  const total = left.length
  const id = options.id ?? left.find((exchange) => 'model' in exchange && exchange.model)?.model ?? 'replay'
  async function* answer(messages: readonly ChatMessage[], request: GenerateOptions) {
    const key = requestKey(messages, request)
    const place = left.findIndex((exchange) => exchange.key === undefined || exchange.key === key)
    const exchange = place < 0 ? undefined : left.splice(place, 1)[0]
    if (exchange === undefined) throw missed(messages, total, left.length)
    yield* exchange.chunks
    const error = 'error' in exchange ? exchange.error : undefined
    if (error) throw new ModelError(error.message, { reason: error.reason, retryable: false })
  }
  return {
    id,
    generate: (messages, request = {}) =>
      guardChunks({ [Symbol.asyncIterator]: () => answer(messages, request) }, { signal: request.signal }),
  }
}

type Keyed = Exchange & { readonly key: string | undefined }

function withKey(exchange: Exchange): Keyed {
  const { request } = exchange
  return { ...exchange, key: request && requestKey(request.messages, request.options ?? {}) }
}

/** A text as a stream of chunks: a word each, as a model would send it. */
export function chunksOf(text: string): ChatChunk[] {
  const words = text.match(/\s*\S+|\s+$/g) ?? []
  return [
    ...words.map((word): ChatChunk => ({ type: 'text', text: word })),
    { type: 'finish', reason: 'stop' },
  ]
}

function missed(messages: readonly ChatMessage[], total: number, left: number): ReplayMissError {
  const last = messages.at(-1)
  const shown = last ? `${last.role}: ${JSON.stringify(last.content.slice(0, 200))}` : 'none'
  return new ReplayMissError(
    `The recording has no answer to request ${total - left + 1} (${messages.length} messages, the last one ${shown}); ` +
      `${total - left} of its ${total} exchanges are used. Record it again with the same program and options.`,
    { reason: 'replay-miss' },
  )
}
