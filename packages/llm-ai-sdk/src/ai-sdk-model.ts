import {
  type ChatChunk,
  type ChatModel,
  type FinishReason,
  type GenerateOptions,
  guardChunks,
  ModelError,
  ModelUnavailableError,
  type Usage,
} from '@gencode/llm'
import { toModelError } from './errors.ts'
import type {
  AiSdkCallOptions,
  AiSdkCount,
  AiSdkDelta,
  AiSdkErrorPart,
  AiSdkFinish,
  AiSdkLanguageModel,
  AiSdkStreamPart,
} from './language-model.ts'
import { toPrompt } from './prompt.ts'

/** What an AI SDK model may be given. */
export interface AiSdkModelOptions {
  /** @default provider and model id, such as 'openai.chat:gpt-5' */
  readonly id?: string | undefined
}

/**
 * A language model of the AI SDK (majors 5, 6, 7) as a `ChatModel`. Options of a request that gencode does not name
 * go to `doStream` as they are: `headers`, `providerOptions`, `reasoning`, ...
 *
 * @throws TypeError when `model` is none, such as the gateway's `'openai/gpt-5'`
 */
export function aiSdkModel(model: AiSdkLanguageModel, options: AiSdkModelOptions = {}): ChatModel {
  if (typeof model?.doStream !== 'function')
    throw new TypeError(
      `aiSdkModel takes what a provider of the AI SDK makes, such as openai('gpt-5'), and this is none: ${JSON.stringify(model)}`,
    )
  const id = options.id ?? `${model.provider}:${model.modelId}`
  return {
    id,
    generate: (messages, request = {}) =>
      guardChunks((signal) => answerOf(model, callOptions(model, messages, request, signal), id), {
        signal: request.signal,
        toError: (cause) => toModelError(cause, id),
      }),
  }
}

function callOptions(
  model: AiSdkLanguageModel,
  messages: Parameters<typeof toPrompt>[0],
  request: GenerateOptions,
  abortSignal: AbortSignal,
): AiSdkCallOptions {
  const { maxTokens, stop, jsonSchema, signal: _signal, onRestart: _onRestart, ...same } = request
  const call = {
    ...same,
    maxOutputTokens: maxTokens,
    stopSequences: stop,
    responseFormat: jsonSchema && { type: 'json', schema: jsonSchema },
  }
  return {
    ...Object.fromEntries(Object.entries(call).filter(([, value]) => value !== undefined)),
    prompt: toPrompt(messages, model.specificationVersion),
    abortSignal,
  }
}

async function* answerOf(
  model: AiSdkLanguageModel,
  options: AiSdkCallOptions,
  id: string,
): AsyncGenerator<ChatChunk> {
  const { stream, response } = await model.doStream(options)
  const reader = stream.getReader()
  let isSilent = true
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      const chunk = chunkOf(value, id)
      if (!chunk) continue
      isSilent = false
      yield chunk
    }
  } catch (error) {
    // What is no stream of events looks so: a page in place of an API, JSON in place of a stream.
    const isWordless = isSilent && error instanceof ModelError && error.reason === 'cut-off'
    throw isWordless ? withoutWord(id, mediaTypeOf(response?.headers), error) : error
  } finally {
    reader.cancel().catch(() => {})
  }
}

function mediaTypeOf(headers: Readonly<Record<string, string>> = {}): string {
  const [, value = ''] = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type') ?? []
  return value.split(';')[0]?.trim().toLowerCase() ?? ''
}

/** Asking again helps only where it is not known what came instead. */
function withoutWord(id: string, mediaType: string, cause: ModelError): ModelError {
  const address = 'Is its address that of an API, with its path, such as http://127.0.0.1:8080/v1?'
  if (mediaType === 'text/html')
    return new ModelUnavailableError(
      `${id} sent a web page in place of an answer. ${address} A proxy or a login page may stand in between.`,
      { reason: 'unreachable', cause },
    )
  if (mediaType === 'application/json')
    return new ModelError(
      `${id} sent JSON in place of a stream: its server takes no heed of \`stream: true\`, or tells a failure as a success. Let it stream, or wrap the model: simulateStreamingMiddleware() of the AI SDK.`,
      { reason: 'failed', cause },
    )
  return new ModelError(`${id} sent no word of an answer. ${address} Else ask again.`, {
    reason: 'cut-off',
    cause,
  })
}

function chunkOf(part: AiSdkStreamPart, id: string): ChatChunk | undefined {
  switch (part.type) {
    case 'text-delta':
      return { type: 'text', text: (part as AiSdkDelta).delta }
    case 'reasoning-delta':
      return { type: 'thinking', text: (part as AiSdkDelta).delta }
    case 'error':
      throw toModelError((part as AiSdkErrorPart).error, id)
    case 'finish':
      return finishOf(part as AiSdkFinish, id)
    default:
      return undefined
  }
}

const reasons: Readonly<Record<string, FinishReason>> = {
  stop: 'stop',
  length: 'length',
  'content-filter': 'content-filter',
}

function finishOf({ finishReason, usage }: AiSdkFinish, id: string): ChatChunk {
  const inputTokens = countOf(usage?.inputTokens)
  const outputTokens = countOf(usage?.outputTokens)
  const counted: Usage | undefined =
    outputTokens === undefined ? undefined : { inputTokens: inputTokens ?? 0, outputTokens }
  const { unified, raw } =
    typeof finishReason === 'string' ? { unified: finishReason, raw: undefined } : finishReason
  if (unified === 'error') throw new ModelError(`${id} ended with an error`, { reason: 'server' })
  // Providers close a stream that broke off with a reason of their own: none that the server gave, and nothing counted.
  const isCut =
    unified === 'interrupted' || (/^(?:unknown|other)$/.test(unified) && raw === undefined && !counted)
  if (isCut)
    throw new ModelError(`The answer of ${id} ended before its end. Ask again.`, { reason: 'cut-off' })
  return { type: 'finish', reason: reasons[unified] ?? 'other', ...(counted ? { usage: counted } : {}) }
}

function countOf(count: AiSdkCount): number | undefined {
  return typeof count === 'object' ? count.total : count
}
