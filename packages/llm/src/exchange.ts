import { GencodeError } from '@gencode/contract/errors'
import {
  array,
  boolean,
  discriminatedUnion,
  literal,
  looseObject,
  number,
  object,
  enum as oneOf,
  optional,
  safeParse,
  string,
} from 'zod/mini'
import { type ModelFailure, modelFailures } from './errors.ts'
import type { ChatChunk, ChatMessage, GenerateOptions } from './model.ts'

/** One request and what came back: a line of a recording. */
export interface Exchange {
  /** The recorded model's id. */
  readonly model?: string | undefined
  /** The request that this answers; without it, whichever request comes. */
  readonly request?:
    | { readonly messages: readonly ChatMessage[]; readonly options?: GenerateOptions | undefined }
    | undefined
  /** The answer, chunk for chunk; without a `finish` where the consumer left early. */
  readonly chunks: readonly ChatChunk[]
  /** How it ended, where it ended badly. */
  readonly error?:
    | { readonly reason: ModelFailure; readonly message: string; readonly retryable: boolean }
    | undefined
}

const chunkSchema = discriminatedUnion('type', [
  object({ type: literal('text'), text: string() }),
  object({ type: literal('thinking'), text: string() }),
  object({
    type: literal('finish'),
    reason: oneOf(['stop', 'length', 'stopped', 'repeating', 'content-filter', 'other']),
    usage: optional(object({ inputTokens: number(), outputTokens: number() })),
    keep: optional(number()),
    warnings: optional(array(string())),
  }),
])

const exchangeSchema = object({
  model: optional(string()),
  request: optional(
    object({
      messages: array(
        object({
          role: oneOf(['system', 'user', 'assistant']),
          content: string(),
          images: optional(array(string())),
        }),
      ),
      options: optional(looseObject({})),
    }),
  ),
  chunks: array(chunkSchema),
  error: optional(object({ reason: oneOf(modelFailures), message: string(), retryable: boolean() })),
})

/**
 * Reads a recording: one exchange as JSON in each line.
 *
 * @throws GencodeError that names the first line that is none
 */
export function parseRecording(jsonLines: string): Exchange[] {
  return jsonLines.split('\n').flatMap((line, place) => {
    if (line.trim() === '') return []
    const broken = (why: string) =>
      new GencodeError(`Line ${place + 1} of the recording is no exchange: ${why}`)
    let value: unknown
    try {
      value = JSON.parse(line)
    } catch (cause) {
      throw broken((cause as Error).message)
    }
    const parsed = safeParse(exchangeSchema, value)
    if (parsed.success) return [parsed.data as Exchange]
    const [issue] = parsed.error.issues
    throw broken(`${issue?.path.join('.')}: ${issue?.message}`)
  })
}
