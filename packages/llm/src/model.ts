/** Who says a message. */
export type ChatRole = 'system' | 'user' | 'assistant'

/**
 * An image: its bytes (a `Buffer` is fine), base64 text, or a `data:` URL.
 * `readImage` of `@gencode/llm/node` reads one from a file.
 */
export type ChatImage = Uint8Array | string

/** One message of a conversation, plain data. */
export interface ChatMessage {
  readonly role: ChatRole
  readonly content: string
  readonly images?: readonly ChatImage[]
}

/**
 * Why a model stopped: by itself, at its token limit, stopped early by the caller, because it said one thing over and over,
 * refused by a filter, or anything else.
 */
export type FinishReason = 'stop' | 'length' | 'stopped' | 'repeating' | 'content-filter' | 'other'

/** Tokens of one answer, as the backend counted them. */
export interface Usage {
  readonly inputTokens: number
  readonly outputTokens: number
}

/** A piece of a streamed answer. `finish` is the last one, and comes exactly once. */
export type ChatChunk =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'thinking'; readonly text: string }
  | {
      readonly type: 'finish'
      readonly reason: FinishReason
      readonly usage?: Usage
      /** How many characters of the text are the answer, where not all are: what follows is a loop. */
      readonly keep?: number | undefined
      /** What a person should know about the answer, such as that the prompt was cut, and what to do. */
      readonly warnings?: readonly string[] | undefined
    }

/** What a caller may ask for with one request. Every option is optional; a backend says in its README which it honours. */
export interface GenerateOptions {
  readonly temperature?: number | undefined
  readonly topP?: number | undefined
  readonly topK?: number | undefined
  /** Makes sampling repeatable where the backend can. */
  readonly seed?: number | undefined
  /** The most tokens to generate. */
  readonly maxTokens?: number | undefined
  /** Texts that end the answer; they are not part of it. */
  readonly stop?: readonly string[] | undefined
  /** The answer is JSON that fits this JSON schema. */
  readonly jsonSchema?: Readonly<Record<string, unknown>> | undefined
  /** Cancels the request: the iteration throws a `ModelError` with reason `'aborted'`. */
  readonly signal?: AbortSignal | undefined
  /**
   * Lets a retry start over after a failure half way: it is called when the chunks so far are void, since the
   * answer comes from its beginning again. @default without it nothing starts over once a chunk has come
   */
  readonly onRestart?: (() => void) | undefined
  /** Anything else goes to the backend under its own name, such as Ollama's `num_ctx`. */
  readonly [backendOption: string]: unknown
}

/**
 * A chat model: messages in, a stream of chunks out. It keeps no history.
 *
 * Its promise: nothing happens before the iteration begins; a consumer that leaves the loop cancels the
 * request; a failure is a `ModelError` whose `partial` is the text that had arrived.
 */
export interface ChatModel {
  /** Such as `'ollama:qwen2.5-coder'`; prices and recordings go by it. */
  readonly id: string
  generate(messages: readonly ChatMessage[], options?: GenerateOptions): AsyncIterable<ChatChunk>
}
