import type { Chat, ChatModel } from '@gencode/llm'
import type { Endpoint } from '../endpoint.ts'
import { taskOf } from '../tasks/playable.ts'

/** The model at an endpoint; what it needs is loaded for it alone. */
export async function modelAt(endpoint: Endpoint, taskId: string): Promise<Chat | ChatModel> {
  const { kind, address, model } = endpoint
  if (kind === 'baseline') {
    const { BaselineModel } = await import('@gencode/llm/baseline')
    return new BaselineModel({ contract: taskOf(taskId).contract })
  }
  if (kind === 'ollama') {
    const { OllamaChat } = await import('@gencode/llm-ollama')
    return new OllamaChat({ model, host: address, retries: 1 })
  }
  const [{ createOpenAICompatible }, { aiSdkModel }, { Chat }] = await Promise.all([
    import('@ai-sdk/openai-compatible'),
    import('@gencode/llm-ai-sdk'),
    import('@gencode/llm'),
  ])
  const key = endpoint.key === '' ? {} : { apiKey: endpoint.key }
  const server = createOpenAICompatible({ name: 'endpoint', baseURL: address, includeUsage: true, ...key })
  return new Chat(aiSdkModel(server(model)), { retries: 1 })
}
