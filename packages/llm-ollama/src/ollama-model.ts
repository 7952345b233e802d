import {
  abortedError,
  type ChatChunk,
  type ChatMessage,
  type ChatModel,
  type FinishReason,
  type GenerateOptions,
  guardChunks,
  imageBase64,
  ModelError,
  ModelUnavailableError,
} from '@gencode/llm'
import { type ChatResponse, type GenerateResponse, type Message, Ollama } from '#ollama'
import { type Asked, cutPromptWarnings } from './cut-prompt.ts'
import { connectionBroke, networkError, noOllama, notPulled, statusError } from './errors.ts'
import { objectLines } from './ndjson.ts'

/** The model that is asked when none is named. */
export const defaultModel = 'qwen2.5-coder'

/** The address of an Ollama that runs as installed. */
export const defaultHost = 'http://127.0.0.1:11434'

/** How far a pull has come. */
export interface PullProgress {
  /** What Ollama says it does, such as `'pulling manifest'`. */
  readonly status: string
  /** Bytes fetched of the layer at hand. */
  readonly completedBytes: number
  /** Bytes of the layer at hand; 0 while unknown. */
  readonly totalBytes: number
}

/** What an `OllamaModel` may be given. */
export interface OllamaModelOptions {
  /** @default 'qwen2.5-coder' */
  readonly model?: string | undefined
  /** @default 'http://127.0.0.1:11434' */
  readonly host?: string | undefined
  /** Sent with every request, such as `{ Authorization: 'Bearer ...' }`. */
  readonly headers?: HeadersInit | undefined
  /** For proxies and the like. @default the global fetch */
  readonly fetch?: typeof fetch | undefined
  /** How long the model stays in memory after a request, such as `'10m'`, `0`, `-1`. @default the server's */
  readonly keepAlive?: string | number | undefined
  /** Whether a thinking model thinks. @default the model's own way */
  readonly think?: boolean | 'high' | 'medium' | 'low' | undefined
  /** Pull the model when the server does not have it; a function sees the progress. @default false */
  readonly pull?: boolean | ((progress: PullProgress) => void) | undefined
}

/** The most tokens of an answer where the request does not say: the server's own default is no end. */
const defaultMaxTokens = 16_384

/** Sends a request with the client that is made for it. */
type Send = (client: Ollama) => Promise<AsyncIterable<ChatResponse | GenerateResponse>>

/** A model on an Ollama server. */
export class OllamaModel implements ChatModel {
  readonly id: string
  readonly model: string
  readonly host: string
  readonly #options: OllamaModelOptions

  constructor(options: OllamaModelOptions = {}) {
    this.#options = options
    this.model = options.model ?? defaultModel
    this.host = options.host ?? defaultHost
    this.id = `ollama:${this.model}`
  }

  /** Streams the answer to the messages. @throws ModelError */
  generate(messages: readonly ChatMessage[], options: GenerateOptions = {}): AsyncIterable<ChatChunk> {
    const request = { ...this.#request(options), messages: messages.map(toMessage) }
    return this.#stream(request, options.signal, (client) => client.chat({ ...request, stream: true }))
  }

  /**
   * Streams the continuation of a bare prompt (Ollama's `generate`).
   *
   * @param more.suffix what follows the gap to fill, for models that fill in the middle
   * @param more.raw without the model's prompt template
   * @throws ModelError
   */
  complete(
    prompt: string,
    options: GenerateOptions = {},
    more: { readonly system?: string; readonly suffix?: string; readonly raw?: boolean } = {},
  ): AsyncIterable<ChatChunk> {
    const request = { ...this.#request(options), prompt, ...more }
    return this.#stream(request, options.signal, (client) => client.generate({ ...request, stream: true }))
  }

  /** The names of the models that the server has. @throws ModelError */
  async models(): Promise<string[]> {
    try {
      const { models } = await this.#client(undefined).list()
      if (!Array.isArray(models)) throw noOllama(this.host)
      return models.map((model) => model.name)
    } catch (cause) {
      throw this.#toError(cause)
    }
  }

  /**
   * Fetches the model onto the server.
   *
   * @throws ModelError
   */
  async pull(onProgress: (progress: PullProgress) => void = () => {}, signal?: AbortSignal): Promise<void> {
    const controller = new AbortController()
    try {
      const either = signal ? AbortSignal.any([signal, controller.signal]) : controller.signal
      const parts = await this.#client(either).pull({ model: this.model, stream: true })
      for await (const { status, completed = 0, total = 0 } of parts)
        onProgress({ status, completedBytes: completed, totalBytes: total })
    } catch (cause) {
      if (signal?.aborted) throw abortedError(signal)
      throw this.#toError(cause)
    } finally {
      controller.abort()
    }
  }

  #stream(request: Asked, signal: AbortSignal | undefined, send: Send): AsyncIterable<ChatChunk> {
    return guardChunks((inner) => this.#chunks(request, send, inner), {
      signal,
      toError: (cause) => this.#toError(cause),
    })
  }

  async *#chunks(request: Asked, send: Send, signal: AbortSignal): AsyncGenerator<ChatChunk, void, void> {
    for await (const part of await this.#open(send, signal)) {
      const { thinking, content } = 'message' in part ? part.message : { ...part, content: part.response }
      if (isText(thinking)) yield { type: 'thinking', text: thinking }
      if (isText(content)) yield { type: 'text', text: content }
      // Some servers end with a reason and never say that they are done.
      if (part.done || isText(part.done_reason))
        yield finishOf(part, cutPromptWarnings(part.prompt_eval_count, request))
    }
  }

  async #open(send: Send, signal: AbortSignal): Promise<AsyncIterable<ChatResponse | GenerateResponse>> {
    const { pull = false } = this.#options
    try {
      return await send(this.#client(signal))
    } catch (error) {
      if (pull === false || !(error instanceof ModelError) || error.reason !== 'not-found') throw error
      await this.pull(typeof pull === 'function' ? pull : undefined, signal)
      return await send(this.#client(signal))
    }
  }

  /** A client for one request: it is the only way to hand the library a signal. */
  #client(signal: AbortSignal | undefined): Ollama {
    const { fetch: send = fetch, headers } = this.#options
    const careful: typeof fetch = async (input, init) => {
      const response = await send(input, { ...init, ...(signal ? { signal } : {}) }).catch((cause) => {
        throw signal?.aborted ? cause : networkError(this.host, cause)
      })
      if (!response.ok) throw await statusError(response, this.model, this.host)
      if (!response.body) return response
      const lines = objectLines(
        response.body,
        (line) => this.#brokenLine(line),
        // A list of models may be no object; whoever reads it says so.
        (beginning) => (beginning.startsWith('[') ? undefined : noOllama(this.host, beginning)),
      )
      const { status, headers: responseHeaders } = response
      return new Response(lines, { status, headers: responseHeaders })
    }
    return new Ollama({ host: this.host, fetch: careful, ...(headers ? { headers } : {}) })
  }

  #request(options: GenerateOptions): { model: string; options: Record<string, never> } {
    const { temperature, topP, topK, seed, maxTokens, stop, jsonSchema, signal, onRestart, ...rest } = options
    const { keepAlive, think: thinks } = this.#options
    const { keep_alive = keepAlive, think = thinks, format = jsonSchema, ...own } = rest
    const sampling = {
      temperature,
      top_p: topP,
      top_k: topK,
      seed,
      num_predict: maxTokens ?? defaultMaxTokens,
      stop,
    }
    return {
      model: this.model,
      options: defined({ ...sampling, ...own }),
      ...defined({ keep_alive, think, format }),
    }
  }

  #brokenLine(line: string): ModelError {
    return new ModelError(
      `${this.host} sent a line that is broken JSON, so a part of the answer is lost: ${line.slice(0, 120)}`,
      { reason: 'protocol' },
    )
  }

  #toError(cause: unknown): ModelError {
    if (cause instanceof ModelError) return cause
    const message = cause instanceof Error ? cause.message : String(cause)
    if (/^Did not receive done/.test(message))
      return new ModelError(
        `${this.host} ended the answer before its end. Ask again, or look at its log: ollama serve`,
        {
          reason: 'cut-off',
          cause,
        },
      )
    if (cause instanceof SyntaxError) return noOllama(this.host)
    if (cause instanceof TypeError) return connectionBroke(this.host, cause)
    if (/model .*not found/i.test(message)) return notPulled(this.model, this.host)
    if (/^pull model manifest/.test(message))
      return new ModelUnavailableError(
        `Ollama at ${this.host} could not pull ${this.model}: ${message}. See https://ollama.com/library for the names.`,
        { reason: 'not-found', cause },
      )
    return new ModelError(`Ollama at ${this.host} failed: ${message}`, { reason: 'server', cause })
  }
}

function toMessage({ role, content, images }: ChatMessage): Message {
  // On Node the library takes a path as well; bytes and base64 go as they are.
  return { role, content, ...(images?.length ? { images: images.map(imageBase64) } : {}) }
}

const finishReasons: Readonly<Record<string, FinishReason>> = { stop: 'stop', length: 'length' }

function finishOf(part: ChatResponse | GenerateResponse, warnings: readonly string[]): ChatChunk {
  const { prompt_eval_count: inputTokens = 0, eval_count: outputTokens } = part
  return {
    type: 'finish',
    reason: finishReasons[part.done_reason ?? 'stop'] ?? 'other',
    ...(outputTokens === undefined ? {} : { usage: { inputTokens, outputTokens } }),
    ...(warnings.length > 0 ? { warnings } : {}),
  }
}

/** What a server sends need not be what the library's types say. */
function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

/** Only the entries that are there. */
function defined(record: Record<string, unknown>): Record<string, never> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as Record<
    string,
    never
  >
}
