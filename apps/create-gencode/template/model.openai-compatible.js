import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import { aiSdkModel } from '@gencode/llm-ai-sdk'

/** llama-server, vLLM, LM Studio, a provider: whatever speaks OpenAI's protocol. The key comes from the environment. */
const server = createOpenAICompatible({
  name: 'server',
  baseURL: process.env.OPENAI_BASE_URL ?? 'http://127.0.0.1:8080/v1',
  ...(process.env.OPENAI_API_KEY && { apiKey: process.env.OPENAI_API_KEY }),
  includeUsage: true,
})

export const model = aiSdkModel(server(process.env.OPENAI_MODEL ?? 'qwen2.5-coder'))
