import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Chat, withBudget } from '@gencode/llm'
import { modelContract } from '@gencode/llm/testing'
import { afterAll, describe, expect, it } from 'vitest'
import { requirePart } from '../../../tooling/vitest/require.ts'
import type { LlamaEngine } from './engine.ts'
import { LlamaCppModel, type LlamaCppModelOptions } from './llama-cpp-model.ts'

// `node tooling/scripts/fetch-llama.mjs` puts both there.
const folder = new URL('../../../.cache/llama/', import.meta.url)
const module = new URL('node_modules/node-llama-cpp/dist/index.js', folder)
const file = fileURLToPath(new URL('smollm2-135m-instruct.gguf', folder))
const isThere = requirePart('llama', existsSync(module) && existsSync(file))

const options = { temperature: 0, seed: 1, maxTokens: 12 }

describe.runIf(isThere)('SmolLM2-135M in this process', { timeout: 300_000 }, async () => {
  const engine = isThere ? ((await import(module.href)) as LlamaEngine) : undefined
  const steps: string[] = []
  const settings: LlamaCppModelOptions = {
    model: file,
    engine,
    gpu: false,
    // On a busy machine a second thread waits for its core more than it computes.
    threads: 1,
    contextTokens: 1024,
    onProgress: ({ step, fraction }) => fraction === 1 && steps.push(step),
  }
  const model = new LlamaCppModel(settings)
  afterAll(() => model.unload())

  for (const { name, run } of modelContract(async () => ({ model, options }))) it(name, run)

  it('is loaded once, by its first request, and says how far it is', () => {
    expect(steps).toEqual(['load'])
    expect(model.id).toBe('gguf:smollm2-135m-instruct.gguf')
  })

  it('streams what a language model writes, token by token', async () => {
    const pieces: string[] = []
    const chat = new Chat(model).addMessage('What is the capital of France?')
    for await (const piece of chat.generateResponse({ stream: true, options: { maxTokens: 40 } }))
      pieces.push(piece)
    expect(pieces.join('')).toMatch(/Paris/)
    expect(pieces.length).toBeGreaterThan(3)
    expect(chat.usage.outputTokens).toBeGreaterThan(3)
    expect(chat.usage.estimated).toBe(false)
  })

  it('gives the same answer for the same seed, and stops at its token limit', async () => {
    const ask = async (seed: number) => {
      const finishes: string[] = []
      const text = await new Chat(model).addMessage('Invent a name for a ship.').generateResponse({
        options: { temperature: 1.5, seed, maxTokens: 8 },
        onChunk: (chunk) => chunk.type === 'finish' && finishes.push(chunk.reason),
      })
      return { text, finishes }
    }
    const [first, second] = [await ask(7), await ask(7)]
    expect(first).toEqual(second)
    expect(first.finishes).toEqual(['length'])
  })

  it('is stopped early, long before its limit, and answers the next request', async () => {
    const chat = new Chat(model).addMessage('Write the numbers from one to one thousand.')
    const started = performance.now()
    const text = await chat.generateResponse({
      stopWhen: (soFar) => soFar.length > 10,
      options: { maxTokens: 900 },
    })
    expect(text.length).toBeLessThan(60)
    expect(chat.messages.at(-1)).toEqual({ role: 'assistant', content: text })
    await chat.addMessage('And again?').generateResponse({ options })
    expect(performance.now() - started).toBeLessThan(120_000)
  })

  it('keeps to a grammar, to a JSON schema and to stop texts', async () => {
    const ask = (more: object) =>
      new Chat(model)
        .addMessage('Is the sky blue? Tell me about a man and his age.')
        .generateResponse({ options: { ...options, ...more } })
    expect(await ask({ grammar: 'root ::= "yes" | "no"' })).toMatch(/^(yes|no)$/)
    const properties = { name: { type: 'string' }, age: { type: 'number' } }
    const json = JSON.parse(await ask({ maxTokens: 200, jsonSchema: { type: 'object', properties } }))
    expect(json).toEqual({ name: expect.any(String), age: expect.any(Number) })
    const whole = await ask({})
    const stop = whole.slice(6, 10)
    expect(await ask({ stop: [stop] })).toBe(whole.slice(0, whole.indexOf(stop)).trimEnd())
  })

  it('keeps to a budget', async () => {
    const budgeted = withBudget(model, { tokens: 40 })
    const answer = new Chat(budgeted)
      .addMessage('Write the numbers from one to one thousand.')
      .generateResponse()
    await expect(answer).rejects.toMatchObject({ reason: 'budget' })
    expect(budgeted.spent.inputTokens + budgeted.spent.outputTokens).toBeLessThan(120)
  })

  it('follows a chat template of the caller', async () => {
    const chatTemplate =
      '{% for m in messages %}{{ m.content }}{% endfor %}{% if add_generation_prompt %} Once{% endif %}'
    await using own = new LlamaCppModel({ ...settings, chatTemplate, contextTokens: 256 })
    expect(await new Chat(own).addMessage('Hello').generateResponse({ options })).not.toBe('')
  })

  it('is loaded again after it was unloaded', async () => {
    await model.unload()
    const before = steps.length
    expect(await new Chat(model).addMessage('Hi').generateResponse({ options })).not.toBe('')
    expect(steps).toHaveLength(before + 1)
  })

  it('says so when a file is no model', async () => {
    const notModel = new LlamaCppModel({ ...settings, model: fileURLToPath(import.meta.url) })
    await expect(notModel.load()).rejects.toThrow(/could not be loaded.*Is it a whole GGUF file/)
    await expect(new LlamaCppModel({ ...settings, model: '/nowhere.gguf' }).load()).rejects.toThrow(
      /There is no model/,
    )
  })
})
