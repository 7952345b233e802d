/**
 * The module `node-llama-cpp` (its major 3) as far as this package uses it. Described here, since the module is an
 * optional peer: who does not run a model in this process does not install it.
 *
 * Source: the type declarations of node-llama-cpp 3.22.
 */
export interface LlamaEngine {
  /** @internal */
  getLlama(options: {
    readonly gpu?: 'auto' | 'metal' | 'cuda' | 'vulkan' | false
    /** `never`: a missing binary is an error, not a compilation of several minutes. */
    readonly build: 'never'
    readonly progressLogs: false
    readonly maxThreads: number
    // biome-ignore lint/suspicious/noExplicitAny: an enum of the module
    readonly logLevel: any
  }): Promise<Llama>
  resolveModelFile(
    uriOrPath: string,
    options: {
      readonly cli: false
      readonly directory?: string
      readonly onProgress: (status: { readonly totalSize: number; readonly downloadedSize: number }) => void
    },
  ): Promise<string>
  /** @internal */
  readonly LlamaChat: new (options: {
    readonly contextSequence: LlamaSequence
    readonly chatWrapper: unknown
    readonly autoDisposeSequence: false
  }) => LlamaChat
  readonly JinjaTemplateChatWrapper: new (options: { readonly template: string }) => object
}

/** A running llama.cpp. */
export interface Llama {
  loadModel(options: {
    readonly modelPath: string
    readonly gpuLayers?: number | 'auto' | 'max'
    readonly onLoadProgress: (fraction: number) => void
  }): Promise<LlamaModel>
  createGrammar(options: { readonly grammar: string }): Promise<unknown>
  // biome-ignore lint/suspicious/noExplicitAny: it narrows JSON schemas to those that it can hold a model to
  createGrammarForJsonSchema(schema: any): Promise<unknown>
  dispose(): Promise<void>
}

/** A loaded model. */
interface LlamaModel {
  createContext(options: { readonly contextSize: number | { readonly max: number } }): Promise<LlamaContext>
}

/** The memory of a conversation. */
export interface LlamaContext {
  readonly contextSize: number
  getSequence(): LlamaSequence
}

/** One conversation in a context. */
export interface LlamaSequence {
  readonly tokenMeter: {
    getState(): TokenState
    diff(before: TokenState): TokenState
  }
}

/** Tokens that a sequence has worked on. */
interface TokenState {
  readonly usedInputTokens: number
  readonly usedOutputTokens: number
}

/** Answers a history. */
interface LlamaChat {
  generateResponse(
    history: readonly LlamaMessage[],
    // biome-ignore lint/suspicious/noExplicitAny: sampling options go on as the caller gave them
    options: any,
  ): Promise<{ readonly metadata: { readonly stopReason: string } }>
  dispose(): void
}

/** A piece of an answer; a segment holds thoughts or comments. */
export interface LlamaChunk {
  readonly type: 'segment' | undefined
  readonly text: string
}

/** A message of a history; the last one is the answer to come. */
export type LlamaMessage =
  | { readonly type: 'system' | 'user'; readonly text: string }
  | { readonly type: 'model'; readonly response: readonly string[] }
