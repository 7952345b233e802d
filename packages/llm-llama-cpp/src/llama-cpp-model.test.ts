import { fileURLToPath } from 'node:url'
import { Chat, ModelUnavailableError } from '@gencode/llm'
import { modelContract } from '@gencode/llm/testing'
import { describe, expect, it } from 'vitest'
import { createChannel } from './channel.ts'
import type { LlamaChunk, LlamaEngine, LlamaMessage } from './engine.ts'
import { LlamaCppModel } from './llama-cpp-model.ts'

const file = fileURLToPath(import.meta.url)
const answer = 'the sea is wide and blue and full of fish'

interface Call {
  readonly history: readonly LlamaMessage[]
  readonly options: Record<string, unknown>
}

/** An engine without a model: it says `answer`, a word every millisecond. */
function handMade(fail: { times: number } = { times: 0 }) {
  const log = { calls: [] as Call[], running: 0, most: 0, loads: 0, disposals: 0 }
  const meter = { usedInputTokens: 0, usedOutputTokens: 0 }
  const engine: LlamaEngine = {
    getLlama: async () => ({
      async loadModel({ onLoadProgress }) {
        if (fail.times-- > 0) throw new Error('broken file')
        log.loads++
        onLoadProgress(1)
        const tokenMeter = {
          getState: () => ({ ...meter }),
          diff: (before: typeof meter) => ({
            usedInputTokens: meter.usedInputTokens - before.usedInputTokens,
            usedOutputTokens: meter.usedOutputTokens - before.usedOutputTokens,
          }),
        }
        return {
          createContext: async () => ({ contextSize: 99, getSequence: () => ({ tokenMeter }) }),
        }
      },
      createGrammar: async ({ grammar }) => `GBNF ${grammar}`,
      createGrammarForJsonSchema: async (schema) => `JSON ${JSON.stringify(schema)}`,
      dispose: async () => void log.disposals++,
    }),
    resolveModelFile: async (uri, { onProgress }) => {
      onProgress({ totalSize: 10, downloadedSize: 5 })
      return `/models/${uri}`
    },
    JinjaTemplateChatWrapper: class {},
    LlamaChat: class {
      async generateResponse(history: readonly LlamaMessage[], options: Record<string, unknown>) {
        log.calls.push({ history, options })
        log.most = Math.max(log.most, ++log.running)
        const say = options.onResponseChunk as (chunk: LlamaChunk) => void
        meter.usedInputTokens += 5
        say({ type: 'segment', text: 'hm' })
        for (const word of answer.match(/\s*\S+/g) ?? []) {
          await new Promise((resolve) => setTimeout(resolve, 1))
          if ((options.signal as AbortSignal).aborted) break
          meter.usedOutputTokens++
          say({ type: undefined, text: word })
        }
        log.running--
        return { metadata: { stopReason: 'eogToken' } }
      }
      dispose() {}
    },
  }
  return { engine, log }
}

describe('a model in this process, the engine made by hand', () => {
  for (const { name, run } of modelContract(async () => ({
    model: new LlamaCppModel({ model: file, engine: handMade().engine }),
    answer,
  })))
    it(name, run)

  it('hands messages and options to the engine', async () => {
    const { engine, log } = handMade()
    const chat = new Chat(new LlamaCppModel({ model: file, engine }), { systemPrompt: 'S' })
    chat.addMessage('hi').addMessage('hello', 'assistant').addMessage('again')
    const jsonSchema = { type: 'object' }
    await chat.generateResponse({ options: { temperature: 1, seed: 3, stop: ['E'], jsonSchema, minP: 0.1 } })
    expect(log.calls[0]?.history).toEqual([
      { type: 'system', text: 'S' },
      { type: 'user', text: 'hi' },
      { type: 'model', response: ['hello'] },
      { type: 'user', text: 'again' },
      { type: 'model', response: [] },
    ])
    expect(log.calls[0]?.options).toMatchObject({
      temperature: 1,
      seed: 3,
      customStopTriggers: ['E'],
      grammar: 'JSON {"type":"object"}',
      minP: 0.1,
      // Without a limit it could go on for ever: half of the context is the prompt's.
      maxTokens: 49,
    })
    expect(log.calls[0]?.options).not.toHaveProperty('onRestart')
    expect(chat.usage).toMatchObject({ inputTokens: 5, outputTokens: 10, estimated: false })
  })

  it('answers one request after the other, and frees its memory after them', async () => {
    const { engine, log } = handMade()
    const model = new LlamaCppModel({ model: file, engine })
    const answers = [1, 2, 3].map(() => new Chat(model).addMessage('hi').generateResponse())
    await new Promise((resolve) => setTimeout(resolve, 2))
    const unloaded = model.unload()
    expect(await Promise.all(answers)).toEqual([answer, answer, answer])
    await unloaded
    expect(log).toMatchObject({ most: 1, loads: 1, disposals: 1, running: 0 })
    await model.load()
    expect(log.loads).toBe(2)
  })

  it('loads again for a request that comes while it is unloading', async () => {
    const { engine, log } = handMade()
    const model = new LlamaCppModel({ model: file, engine })
    await model.load()
    const unloaded = model.unload()
    expect(await new Chat(model).addMessage('hi').generateResponse()).toBe(answer)
    await unloaded
    expect(log).toMatchObject({ loads: 2, disposals: 1 })
  })

  it('begins the next request only when an aborted one has ended', async () => {
    const { engine, log } = handMade()
    const model = new LlamaCppModel({ model: file, engine })
    for (let turn = 0; turn < 5; turn++) {
      const chat = new Chat(model).addMessage('hi')
      await chat.generateResponse({ stopWhen: () => true })
      const controller = new AbortController()
      const aborted = chat.generateResponse({ signal: controller.signal })
      controller.abort()
      await expect(aborted).rejects.toMatchObject({ reason: 'aborted' })
    }
    expect(await new Chat(model).addMessage('hi').generateResponse()).toBe(answer)
    expect(log.most).toBe(1)
  })

  it('tries to load again after a load that failed', async () => {
    const { engine, log } = handMade({ times: 1 })
    const model = new LlamaCppModel({ model: file, engine })
    await expect(model.load()).rejects.toThrow(ModelUnavailableError)
    expect(log.disposals).toBe(1)
    await model.load()
    expect(log.loads).toBe(1)
  })

  it('fetches a model that is named by an address, and says how far it is', async () => {
    const steps: object[] = []
    const { engine } = handMade()
    await new LlamaCppModel({ model: 'hf:me/it:Q4', engine, onProgress: (step) => steps.push(step) }).load()
    expect(steps).toEqual([
      { step: 'download', fraction: 0.5 },
      { step: 'load', fraction: 1 },
    ])
  })

  it('refuses images', async () => {
    const chat = new Chat(new LlamaCppModel({ model: file, engine: handMade().engine }))
    const answer = chat.addMessage('look', 'user', { images: ['aGk='] }).generateResponse()
    await expect(answer).rejects.toThrow(/no images/)
  })

  it('names the line that installs the engine where it is missing', async () => {
    const answer = new Chat(new LlamaCppModel({ model: file })).addMessage('hi').generateResponse()
    await expect(answer).rejects.toThrow(/npm install node-llama-cpp/)
    await expect(answer).rejects.toBeInstanceOf(ModelUnavailableError)
  })
})

describe('a channel', () => {
  it('keeps the order, and ends or fails after what was sent', async () => {
    const channel = createChannel<number>()
    channel.send(1)
    setTimeout(() => {
      channel.send(2)
      channel.send(3)
      channel.fail(new Error('end'))
      channel.close()
    }, 5)
    const seen: number[] = []
    const read = (async () => {
      for await (const item of channel) seen.push(item)
    })()
    await expect(read).rejects.toThrow('end')
    expect(seen).toEqual([1, 2, 3])
  })
})
