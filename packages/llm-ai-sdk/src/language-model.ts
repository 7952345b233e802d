/**
 * A language model of the AI SDK, its majors 5, 6 and 7 (specifications V2, V3, V4), as far as this package uses
 * one. Described here, so that no package of the AI SDK is a dependency; its own models fit as they are.
 *
 * Source: `LanguageModelV2`, `LanguageModelV3`, `LanguageModelV4` of `@ai-sdk/provider`.
 */
export interface AiSdkLanguageModel {
  readonly specificationVersion: 'v2' | 'v3' | 'v4'
  /** Such as `'openai.chat'`. */
  readonly provider: string
  readonly modelId: string
  // The options differ from version to version (`AiSdkCallOptions`), and a parameter's type would have to fit them all.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  doStream(options: any): PromiseLike<{
    readonly stream: ReadableStream<AiSdkStreamPart>
    readonly response?: { readonly headers?: Readonly<Record<string, string>> | undefined } | undefined
  }>
}

/** What `doStream` is called with. */
export interface AiSdkCallOptions {
  readonly prompt: readonly AiSdkMessage[]
  readonly maxOutputTokens?: number | undefined
  readonly temperature?: number | undefined
  readonly topP?: number | undefined
  readonly topK?: number | undefined
  readonly seed?: number | undefined
  readonly stopSequences?: readonly string[] | undefined
  readonly responseFormat?: { readonly type: 'json'; readonly schema: object } | undefined
  readonly abortSignal: AbortSignal
}

/** A message of a prompt. */
export type AiSdkMessage =
  | { readonly role: 'system'; readonly content: string }
  | { readonly role: 'user' | 'assistant'; readonly content: readonly AiSdkPart[] }

/** A part of a message; the data of a file is tagged since V4. */
export type AiSdkPart =
  | { readonly type: 'text'; readonly text: string }
  | {
      readonly type: 'file'
      readonly mediaType: string
      readonly data: Uint8Array | string | { readonly type: 'data'; readonly data: Uint8Array | string }
    }

/** A part of a stream: those that count here are `text-delta`, `reasoning-delta`, `finish` and `error`. */
export interface AiSdkStreamPart {
  readonly type: string
}

/** The text of a `text-delta` or a `reasoning-delta`. */
export interface AiSdkDelta extends AiSdkStreamPart {
  readonly delta: string
}

/** The end of a stream; since V3 the counts and the reason are split up further. */
export interface AiSdkFinish extends AiSdkStreamPart {
  readonly usage?: { readonly inputTokens?: AiSdkCount; readonly outputTokens?: AiSdkCount } | undefined
  readonly finishReason: string | { readonly unified: string; readonly raw?: string | undefined }
}

/** A count of tokens. */
export type AiSdkCount = number | { readonly total?: number | undefined } | undefined

/** A failure inside a stream. */
export interface AiSdkErrorPart extends AiSdkStreamPart {
  readonly error: unknown
}
