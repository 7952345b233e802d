export { OllamaChat, type OllamaChatOptions } from './ollama-chat.ts'
export {
  defaultHost,
  defaultModel,
  OllamaModel,
  type OllamaModelOptions,
  type PullProgress,
} from './ollama-model.ts'
