/// <reference lib="esnext.disposable" preserve="true" />
import { basename } from 'node:path'
import {
  type ChatChunk,
  type ChatMessage,
  type ChatModel,
  type FinishReason,
  type GenerateOptions,
  guardChunks,
  ModelError,
} from '@gencode/llm'
import { createChannel } from './channel.ts'
import type { LlamaChunk, LlamaMessage } from './engine.ts'
import { notGenerated } from './errors.ts'
import { type Loaded, type LoadOptions, loadModel } from './load.ts'

/** What a `LlamaCppModel` may be given. */
export interface LlamaCppModelOptions extends LoadOptions {
  /** @default 'gguf:' and the file's name */
  readonly id?: string | undefined
}

const finishReasons: Readonly<Record<string, FinishReason>> = {
  eogToken: 'stop',
  stopGenerationTrigger: 'stop',
  customStopTrigger: 'stop',
  maxTokens: 'length',
}

/**
 * A GGUF model in this process, through `node-llama-cpp`. It is loaded by its first request (or `load`), answers one
 * request after the other, and stays in memory until `unload`.
 */
export class LlamaCppModel implements ChatModel, AsyncDisposable {
  readonly id: string
  readonly #options: LlamaCppModelOptions
  #loaded: Promise<Loaded> | undefined
  /** The end of what was asked so far: the engine does one thing at a time. */
  #line: Promise<unknown> = Promise.resolve()

  constructor(options: LlamaCppModelOptions) {
    this.#options = options
    this.id = options.id ?? `gguf:${basename(options.model)}`
  }

  /** Loads the model, if it is not loaded. @throws ModelUnavailableError */
  async load(): Promise<void> {
    await this.#load()
  }

  /** Frees the memory, after the requests so far. The next one loads the model again. */
  unload(): Promise<void> {
    const unloaded = this.#line.then(async () => {
      const loaded = await this.#loaded?.catch(() => undefined)
      this.#loaded = undefined
      await loaded?.unload()
    })
    this.#line = unloaded.catch(() => {})
    return unloaded
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.unload()
  }

  /**
   * Streams the answer to the messages. Besides the common options it takes `grammar` (in llama.cpp's GBNF), and
   * whatever else `LlamaChat.generateResponse` of node-llama-cpp takes, such as `minP` and `repeatPenalty`.
   *
   * @throws ModelError
   */
  generate(messages: readonly ChatMessage[], options: GenerateOptions = {}): AsyncIterable<ChatChunk> {
    return guardChunks((signal) => this.#chunks(messages, options, signal), {
      signal: options.signal,
      toError: (cause) => notGenerated(this.id, cause),
    })
  }

  #load(): Promise<Loaded> {
    this.#loaded ??= loadModel(this.#options).catch((error) => {
      this.#loaded = undefined
      throw error
    })
    return this.#loaded
  }

  #chunks(
    messages: readonly ChatMessage[],
    options: GenerateOptions,
    signal: AbortSignal,
  ): AsyncIterable<ChatChunk> {
    const channel = createChannel<ChatChunk>()
    const answer = this.#line.then(async () => {
      if (!signal.aborted) await this.#answer(messages, options, signal, channel.send)
    })
    this.#line = answer.catch(() => {})
    answer.then(channel.close, channel.fail)
    return channel
  }

  async #answer(
    messages: readonly ChatMessage[],
    options: GenerateOptions,
    signal: AbortSignal,
    send: (chunk: ChatChunk) => void,
  ): Promise<void> {
    const { engine, llama, context, sequence, chatWrapper } = await this.#load()
    const history = messages.map((message) => toMessage(message, this.id))
    const {
      stop,
      jsonSchema,
      grammar,
      // The other half is the prompt's: past the end the engine would forget it and go on.
      maxTokens = Math.floor(context.contextSize / 2),
      onRestart: _onRestart,
      ...sampling
    } = options
    const rules = jsonSchema
      ? await llama.createGrammarForJsonSchema(jsonSchema)
      : typeof grammar === 'string' && (await llama.createGrammar({ grammar }))
    const chat = new engine.LlamaChat({ contextSequence: sequence, chatWrapper, autoDisposeSequence: false })
    const before = sequence.tokenMeter.getState()
    try {
      const { metadata } = await chat.generateResponse([...history, { type: 'model', response: [] }], {
        ...sampling,
        maxTokens,
        signal,
        stopOnAbortSignal: true,
        onResponseChunk: ({ type, text }: LlamaChunk) => {
          if (text !== '') send({ type: type === 'segment' ? 'thinking' : 'text', text })
        },
        ...(stop ? { customStopTriggers: stop } : {}),
        ...(rules ? { grammar: rules } : {}),
      })
      if (signal.aborted) return
      const { usedInputTokens, usedOutputTokens } = sequence.tokenMeter.diff(before)
      send({
        type: 'finish',
        reason: finishReasons[metadata.stopReason] ?? 'other',
        usage: { inputTokens: usedInputTokens, outputTokens: usedOutputTokens },
      })
    } finally {
      chat.dispose()
    }
  }
}

function toMessage({ role, content, images }: ChatMessage, model: string): LlamaMessage {
  if (images?.length) throw new ModelError(`${model} takes text alone, no images`, { reason: 'rejected' })
  if (role === 'assistant') return { type: 'model', response: [content] }
  return { type: role, text: content }
}
