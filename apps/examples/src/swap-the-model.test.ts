import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import { GenCode, GenerationError } from '@gencode/core'
import { task } from '@gencode/env'
import { Chat, type ChatModel, replay } from '@gencode/llm'
import { BaselineModel } from '@gencode/llm/baseline'
import { recordToFile, replayFromFile } from '@gencode/llm/node'
import { aiSdkModel } from '@gencode/llm-ai-sdk'
import { LlamaCppModel, type LlamaEngine } from '@gencode/llm-llama-cpp'
import { OllamaChat, OllamaModel } from '@gencode/llm-ollama'
import { afterAll, describe, expect, it } from 'vitest'
import { startModelServer } from '../../../tooling/model-server/model-server.ts'
import { ollamaAnswer } from '../../../tooling/model-server/ollama.ts'
import { openaiAnswer } from '../../../tooling/model-server/openai.ts'
import { requirePart } from '../../../tooling/vitest/require.ts'
import { designReward } from './swap-the-model.ts'

const body = '  return isFailure ? -1 : 1 - Math.abs(observations[2])\n}'
const signature = 'function rewardFn(observations, isSuccess, isFailure) {\n'
// The first answer calls what is not there, the second one works.
const answers = [`${signature}  reward()\n${body}`, signature + body].map(
  (code) => `Sure!\n\`\`\`js\n${code}\n\`\`\`\nHope it helps.`,
) as [string, string]

/** What the program makes of those two answers, whichever model says them. */
async function expectDesign(model: ChatModel | Chat): Promise<void> {
  const { attempts, code, reward } = await designReward(model)
  expect(attempts.map(({ response }) => response)).toEqual(answers)
  expect(attempts[0]?.error?.code).toMatch(/^sandbox\//)
  expect(code).toContain('1 - Math.abs(observations[2])')
  expect(reward).toBeCloseTo(0.9)
}

const folder = await mkdtemp(join(tmpdir(), 'gencode-swap-'))
afterAll(() => rm(folder, { recursive: true }))

describe('the same program', () => {
  it("runs on Ollama's protocol, as a model and as a chat", async () => {
    const script = answers.map((answer) => ollamaAnswer(answer))
    await using server = await startModelServer([...script, ...script])
    await expectDesign(new OllamaModel({ model: 'x', host: server.url }))
    const chat = new OllamaChat({ model: 'x', host: server.url, systemPrompt: 'Be brief.' })
    await expectDesign(chat)
    // The second request carries the feedback on the first answer; the chat that was passed in is as it was.
    const [, second] = server.requests
    expect(JSON.stringify(second?.body.messages)).toMatch(/Error: sandbox\//)
    expect(chat.messages).toHaveLength(1)
  })

  it('runs on an AI SDK model, here an OpenAI-compatible server', async () => {
    await using server = await startModelServer(answers.map((answer) => openaiAnswer(answer)))
    const local = createOpenAICompatible({ name: 'local', baseURL: `${server.url}/v1`, includeUsage: true })
    await expectDesign(aiSdkModel(local('x')))
  })

  it('runs on a recording of itself', async () => {
    const path = join(folder, 'design.jsonl')
    await expectDesign(recordToFile(replay(answers), path))
    await expectDesign(await replayFromFile(path))
  })

  it('runs on the baseline', async () => {
    const { contract } = task('CartPole-v1')
    const { reward } = await designReward(new BaselineModel({ contract, seed: 1 }))
    expect(reward).toSatisfy(Number.isFinite)
  })
})

// `node tooling/scripts/fetch-llama.mjs` puts both there.
const llama = new URL('../../../.cache/llama/', import.meta.url)
const module = new URL('node_modules/node-llama-cpp/dist/index.js', llama)
const gguf = fileURLToPath(new URL('smollm2-135m-instruct.gguf', llama))
const isThere = requirePart('llama', existsSync(module) && existsSync(gguf))

describe.runIf(isThere)('the same program on SmolLM2 in this process', { timeout: 600_000 }, () => {
  const open = async () => {
    const engine = (await import(module.href)) as LlamaEngine
    return new LlamaCppModel({ model: gguf, engine, gpu: false, threads: 1, contextTokens: 2048 })
  }

  it('ends in order: with a function, or with every attempt and why it was none', async () => {
    const model = await open()
    try {
      const chat = new Chat(model, { options: { maxTokens: 40, temperature: 0 } })
      const outcome = await designReward(chat).catch((error: unknown) => error)
      const { attempts } = outcome as GenerationError
      if (outcome instanceof Error) expect(outcome).toBeInstanceOf(GenerationError)
      expect(attempts.length).toBeGreaterThan(0)
      for (const { response } of attempts) expect(response).not.toBe('')
    } finally {
      await model.unload()
    }
  })

  it('is stopped early, and its answer goes through GenCode.get', async () => {
    const model = await open()
    const genCode = new GenCode(task('CartPole-v1'))
    try {
      const chat = new Chat(model, { options: { temperature: 0, maxTokens: 200 } })
      chat.addMessage('Write a JavaScript function that adds two numbers.')
      const response = await chat.generateResponse({ stopWhen: (text) => text.length > 80 })
      expect(response.length).toBeGreaterThan(80)
      expect(response.length).toBeLessThan(160)
      const outcome = await genCode.get(response).catch((error: unknown) => error)
      const { attempts } = outcome as GenerationError
      if (outcome instanceof Error) expect(outcome).toBeInstanceOf(GenerationError)
      expect(attempts.map((attempt) => attempt.response)).toEqual([response])
    } finally {
      genCode.dispose()
      await model.unload()
    }
  })
})
