import { Chat, type ChatOptions } from '@gencode/llm'
import { OllamaModel, type OllamaModelOptions } from './ollama-model.ts'

/** What an `OllamaChat` may be given. */
export interface OllamaChatOptions extends OllamaModelOptions, ChatOptions {}

/** A conversation with a model on an Ollama server. */
export class OllamaChat extends Chat {
  declare readonly model: OllamaModel

  constructor(options: OllamaChatOptions = {}) {
    super(new OllamaModel(options), options)
  }
}
