import { OllamaChat } from '@gencode/llm-ollama'

/** `ollama pull qwen2.5-coder` first; OLLAMA_HOST says where the server is. */
export const model = new OllamaChat({ model: process.env.OLLAMA_MODEL ?? 'qwen2.5-coder' })
