import { checkNumbers } from '@gencode/contract/check-numbers'
import { GencodeError } from '@gencode/contract/errors'
import { withEarlyStop } from './early-stop.ts'
import { ChatBusyError, ModelError } from './errors.ts'
import { guardChunks } from './guard.ts'
import type { ChatChunk, ChatImage, ChatMessage, ChatModel, ChatRole, GenerateOptions } from './model.ts'
import { withRepetitionStop } from './repetition.ts'
import { type RetryOptions, withRetry } from './retry.ts'
import { type TimeoutOptions, withTimeout } from './timeout.ts'
import {
  addUsage,
  costOf,
  estimateInputTokens,
  estimateTokens,
  noUsage,
  type PriceTable,
  type UsageTotal,
} from './usage.ts'

const roles: readonly ChatRole[] = ['system', 'user', 'assistant']

/** What a `Chat` may be given. */
export interface ChatOptions extends TimeoutOptions, RetryOptions {
  /** Said first, before every other message. */
  readonly systemPrompt?: string | undefined
  /** Goes with every request; a request's own options win. */
  readonly options?: GenerateOptions | undefined
  /** For `cost`. */
  readonly prices?: PriceTable | undefined
}

/** What one answer may be given. */
export interface ResponseOptions {
  /** Hand the text on as it arrives. @default false */
  readonly stream?: boolean | undefined
  readonly options?: GenerateOptions | undefined
  readonly signal?: AbortSignal | undefined
  /** Asked after every piece of text, of each try; `true` cancels the rest, and the text so far is the answer. */
  readonly stopWhen?: ((textSoFar: string) => boolean) | undefined
  /** Ends an answer that says one thing over and over; the answer is then what stood before. @default false */
  readonly stopRepeating?: boolean | undefined
  /** Sees every chunk as it arrives: text, thinking, finish. */
  readonly onChunk?: ((chunk: ChatChunk) => void) | undefined
  /**
   * Lets a retry start over after a failure half way: called when what was streamed so far is void, since the answer
   * comes from its beginning again. @default where nobody looks (no `stream`, no `onChunk`) it starts over by itself,
   * elsewhere such a failure is final
   */
  readonly onRestart?: (() => void) | undefined
}

/** A conversation with a model. It generates one answer at a time. */
export class Chat {
  /** The model as it was passed in. */
  readonly model: ChatModel
  readonly #settings: ChatOptions
  #messages: ChatMessage[] = []
  #usage: UsageTotal = noUsage
  #busy = false

  /** @throws GencodeError for what is no model, a number of retries or a time that can't be */
  constructor(model: ChatModel, options: ChatOptions = {}) {
    if (typeof model?.generate !== 'function')
      throw new GencodeError(
        'A chat takes a ChatModel: an OllamaModel, aiSdkModel(...) around a model of the AI SDK, a recording, or your own.',
      )
    const { retries, delayMs, maxDelayMs, chunkTimeoutMs, timeoutMs } = options
    checkNumbers({ from: 0 }, { retries, delayMs, maxDelayMs })
    checkNumbers({ from: 1 }, { chunkTimeoutMs, timeoutMs })
    this.model = model
    this.#settings = options
    if (options.systemPrompt) this.addMessage(options.systemPrompt, 'system')
  }

  /**
   * A chat of one's own on a model, or on a chat, whose history, options and prices are then used: it is forked, never changed.
   *
   * @throws GencodeError for what is neither
   */
  static on(model: ChatModel | Chat, options: ChatOptions = {}): Chat {
    const isChat = typeof (model as Partial<Chat> | undefined)?.fork === 'function'
    return isChat ? (model as Chat).fork() : new Chat(model as ChatModel, options)
  }

  /** The history, oldest first; a copy. */
  get messages(): readonly ChatMessage[] {
    return [...this.#messages]
  }

  /** What this chat's requests used, those of its forks not counted. */
  get usage(): UsageTotal {
    return this.#usage
  }

  /** What `usage` costs by the price table, or `undefined` when it has no price for the model. */
  get cost(): number | undefined {
    const price = this.#settings.prices?.[this.model.id]
    return price && costOf(this.#usage, price)
  }

  /**
   * Adds a message to the history.
   *
   * @param role @default 'user'
   * @throws ChatBusyError while an answer is being generated; GencodeError for a content or a role that is none
   */
  addMessage(content: string, role: ChatRole = 'user', extra: { images?: readonly ChatImage[] } = {}): this {
    this.#refuseWhileBusy()
    if (typeof content !== 'string')
      throw new GencodeError(
        `A message is a text, not ${content === null ? 'null' : `of type ${typeof content}`}`,
      )
    if (!roles.includes(role)) throw new GencodeError(`A role is ${roles.join(', ')}, not ${String(role)}`)
    const images = extra.images?.length ? { images: [...extra.images] } : {}
    this.#messages.push(Object.freeze({ role, content, ...images }))
    return this
  }

  /**
   * Asks for the answer to the history as it stands, and adds it to the history when it is whole. On a failure
   * the history stays as it was; the error carries the text that had arrived as `partial`.
   *
   * @returns the text; with `stream: true` its pieces as they arrive (leave the loop to cancel), the whole text
   * as the generator's return value
   * @throws ModelError, ChatBusyError
   */
  generateResponse(request: ResponseOptions & { readonly stream: true }): AsyncGenerator<string, string, void>
  generateResponse(request?: ResponseOptions & { readonly stream?: false | undefined }): Promise<string>
  generateResponse(request: ResponseOptions = {}): AsyncGenerator<string, string, void> | Promise<string> {
    if (request.stream) return this.#answer(request)
    return returned(this.#answer(request))
  }

  /**
   * Asks one question outside the history.
   *
   * @throws ModelError
   */
  generateSimpleResponse(
    prompt: string,
    request: Omit<ResponseOptions, 'stream'> & {
      readonly system?: string
      readonly images?: readonly ChatImage[]
    } = {},
  ): Promise<string> {
    const { system, images, ...rest } = request
    const side = new Chat(this.model, { ...this.#settings, systemPrompt: system })
    side.addMessage(prompt, 'user', images ? { images } : {})
    return side.generateResponse(rest).finally(() => {
      this.#usage = addUsage(this.#usage, side.usage)
    })
  }

  /** A chat of its own with the same model, settings and history; its usage starts at nothing. */
  fork(): Chat {
    const fork = new Chat(this.model, { ...this.#settings, systemPrompt: undefined })
    fork.#messages = [...this.#messages]
    return fork
  }

  /**
   * Cuts the history back to its first `length` messages.
   *
   * @param length @default up to the last user message, which goes as well
   * @throws ChatBusyError while an answer is being generated
   */
  rollback(length?: number): this {
    this.#refuseWhileBusy()
    const lastUser = this.#messages.map((message) => message.role).lastIndexOf('user')
    const kept = length ?? (lastUser < 0 ? this.#messages.length : lastUser)
    this.#messages = this.#messages.slice(0, Math.max(0, kept))
    return this
  }

  async *#answer(request: ResponseOptions): AsyncGenerator<string, string, void> {
    this.#refuseWhileBusy()
    this.#busy = true
    const { onChunk, stream = false } = request
    const messages = this.messages
    const options = { ...this.#settings.options, ...request.options }
    const signal = request.signal ?? options.signal
    let text = ''
    let thought = ''
    let most = ''
    let finish: (ChatChunk & { type: 'finish' }) | undefined
    let started = false
    const count = (): void => {
      if (!started) return
      const estimate = {
        inputTokens: estimateInputTokens(messages),
        outputTokens: estimateTokens(thought + text),
      }
      const usage = finish?.usage ?? estimate
      this.#usage = addUsage(this.#usage, { ...usage, requests: 1, estimated: finish?.usage === undefined })
    }
    const restart = (): void => {
      count()
      if (text.length > most.length) most = text
      text = ''
      thought = ''
      started = false
      finish = undefined
      request.onRestart?.()
    }
    const isWatched = stream || onChunk !== undefined
    const onRestart = request.onRestart || !isWatched ? restart : undefined
    try {
      const model = this.#patient(request)
      const open = (inner: AbortSignal) => model.generate(messages, { ...options, signal: inner, onRestart })
      for await (const chunk of guardChunks(open, { signal })) {
        started = true
        onChunk?.(chunk)
        if (chunk.type === 'finish') finish = chunk
        if (chunk.type === 'thinking') thought += chunk.text
        if (chunk.type !== 'text' || chunk.text === '') continue
        text += chunk.text
        yield chunk.text
      }
      if (finish?.keep !== undefined) text = text.slice(0, finish.keep)
      if (finish?.reason === 'length' && text.trim() === '') throw onlyThought(this.model.id, thought)
      this.#messages.push(Object.freeze({ role: 'assistant', content: text }))
      return text
    } catch (error) {
      if (text.length > most.length) most = text
      if (error instanceof ModelError && most !== '') error.partial = most
      throw error
    } finally {
      this.#busy = false
      count()
    }
  }

  /** The model with the early stop inside each try, the tries inside the time for all. */
  #patient({ stopWhen, stopRepeating }: ResponseOptions): ChatModel {
    const { chunkTimeoutMs, timeoutMs } = this.#settings
    const endless = stopRepeating ? withRepetitionStop(this.model) : this.model
    const model = stopWhen ? withEarlyStop(endless, stopWhen) : endless
    return withTimeout(withRetry(withTimeout(model, { chunkTimeoutMs }), this.#settings), { timeoutMs })
  }

  #refuseWhileBusy(): void {
    if (this.#busy)
      throw new ChatBusyError(
        'This chat is generating an answer: wait for it, or ask on chat.fork(), which has a history of its own',
        { reason: 'busy' },
      )
  }
}

function onlyThought(model: string, thought: string): ModelError {
  const spent = thought === '' ? 'before the answer began' : `in its thinking (${thought.length} characters)`
  return new ModelError(
    `${model} came to its limit of tokens ${spent}, so there is no answer. Give it more (maxTokens), or have it think less or not at all.`,
    { reason: 'length' },
  )
}

async function returned(pieces: AsyncGenerator<string, string, void>): Promise<string> {
  for (;;) {
    const { done, value } = await pieces.next()
    if (done) return value
  }
}
