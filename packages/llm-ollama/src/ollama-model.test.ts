import { Buffer } from 'node:buffer'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BudgetError, type ChatChunk, ModelUnavailableError, withBudget } from '@gencode/llm'
import { modelContract } from '@gencode/llm/testing'
import { describe, expect, it } from 'vitest'
import { type ModelServer, type Reply, startModelServer } from '../../../tooling/model-server/model-server.ts'
import { ollamaAnswer } from '../../../tooling/model-server/ollama.ts'
import { status, stream } from '../../../tooling/model-server/replies.ts'
import { OllamaChat } from './ollama-chat.ts'
import { OllamaModel, type PullProgress } from './ollama-model.ts'

const answer = 'Die See ist weit, blau und voll von Fischen – 海はとても広い。 🐟🐠'

async function withServer<Result>(
  script: readonly Reply[],
  body: (server: ModelServer) => Promise<Result>,
): Promise<Result> {
  await using server = await startModelServer(script, { models: ['x', 'qwen2.5-coder'] })
  return await body(server)
}

describe('the contract of a chat model', () => {
  const create = async () => {
    const server = await startModelServer([ollamaAnswer(answer, { thinking: 'hm', pauseMs: 1 })], {
      repeatLast: true,
    })
    return { model: new OllamaModel({ model: 'x', host: server.url }), answer, dispose: () => server.close() }
  }
  for (const { name, run } of modelContract(create)) it(name, run)
})

describe('a request to Ollama', () => {
  it('is a streamed chat with the history, options under their own names, and headers', () =>
    withServer([ollamaAnswer('ok'), ollamaAnswer('ok')], async ({ url, requests }) => {
      const chat = new OllamaChat({
        model: 'x',
        host: url,
        systemPrompt: 'S',
        options: { temperature: 0.5, maxTokens: 10, num_ctx: 4096, stop: ['END'] },
        headers: { authorization: 'Bearer secret' },
        keepAlive: '10m',
        think: false,
      })
      const jsonSchema = { type: 'object', properties: { a: { type: 'number' } } }
      await chat.addMessage('hi').generateResponse({ options: { seed: 7, jsonSchema, think: 'low' } })
      expect(requests[0]?.path).toBe('/api/chat')
      expect(requests[0]?.headers.authorization).toBe('Bearer secret')
      expect(requests[0]?.body).toEqual({
        model: 'x',
        stream: true,
        messages: [
          { role: 'system', content: 'S' },
          { role: 'user', content: 'hi' },
        ],
        options: { temperature: 0.5, num_predict: 10, seed: 7, num_ctx: 4096, stop: ['END'] },
        keep_alive: '10m',
        think: 'low',
        format: jsonSchema,
      })
    }))

  it('carries images: a path, a Buffer, bytes, base64 and a data URL', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gencode-ollama-'))
    const path = join(folder, 'dot.png')
    const bytes = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff])
    await writeFile(path, bytes)
    const base64 = bytes.toString('base64')
    await withServer([ollamaAnswer('a dot')], async ({ url, requests }) => {
      const images = [path, bytes, new Uint8Array(bytes), base64, `data:image/png;base64,${base64}`]
      await new OllamaChat({ host: url }).addMessage('what is it?', 'user', { images }).generateResponse()
      expect(requests[0]?.body.messages[0].images).toEqual(images.map(() => base64))
    })
    await rm(folder, { recursive: true })
  })

  it('goes through the fetch that is passed in, so through a proxy', () =>
    withServer([ollamaAnswer('ok')], async ({ url }) => {
      const proxied: typeof fetch = (input, init) =>
        fetch(String(input).replace('https://ollama.invalid:443/proxy', url), init)
      const chat = new OllamaChat({ host: 'https://ollama.invalid/proxy', fetch: proxied })
      expect(await chat.addMessage('hi').generateResponse()).toBe('ok')
    }))

  it('is answered with text, thinking, a finish reason and usage', () =>
    withServer([ollamaAnswer('let me', { thinking: 'hm', doneReason: 'length' })], async ({ url }) => {
      const chunks: ChatChunk[] = []
      for await (const chunk of new OllamaModel({ host: url }).generate([])) chunks.push(chunk)
      expect(chunks).toEqual([
        { type: 'thinking', text: 'hm' },
        { type: 'text', text: 'let' },
        { type: 'text', text: ' me' },
        { type: 'finish', reason: 'length', usage: { inputTokens: 11, outputTokens: 7 } },
      ])
    }))

  it('completes a bare prompt', () => {
    const line = (response: string, done: boolean) => `${JSON.stringify({ response, done, eval_count: 2 })}\n`
    return withServer([stream([line('return', false), line(' 1', true)])], async ({ url, requests }) => {
      const model = new OllamaModel({ model: 'x', host: url })
      let text = ''
      for await (const chunk of model.complete('f() {', { temperature: 0 }, { suffix: '}' }))
        if (chunk.type === 'text') text += chunk.text
      expect(text).toBe('return 1')
      expect(requests[0]?.path).toBe('/api/generate')
      expect(requests[0]?.body).toMatchObject({ prompt: 'f() {', suffix: '}', options: { temperature: 0 } })
    })
  })

  it('is held to a budget by the tokens that Ollama counts', () =>
    withServer([ollamaAnswer('ok')], async ({ url, requests }) => {
      const model = withBudget(new OllamaModel({ host: url }), { tokens: 20 })
      for await (const _ of model.generate([{ role: 'user', content: 'hi' }]));
      expect(model.spent).toMatchObject({ inputTokens: 11, outputTokens: 7 })
      expect(requests[0]?.body.options.num_predict).toBe(15)
      const next = model
        .generate([{ role: 'user', content: 'again' }])
        [Symbol.asyncIterator]()
        .next()
      await expect(next).rejects.toThrow(BudgetError)
    }))
})

describe('the models of a server', () => {
  it('are listed', () =>
    withServer([], async ({ url }) => {
      expect(await new OllamaChat({ host: url }).model.models()).toEqual(['x', 'qwen2.5-coder'])
    }))

  it('are not listed by a server that is no Ollama: an error that says so', async () => {
    const answers =
      (body: string): typeof fetch =>
      async () =>
        new Response(body)
    for (const body of ['<html>It works!</html>', '{}', ''])
      await expect(new OllamaModel({ fetch: answers(body) }).models()).rejects.toThrow(/not as Ollama does/)
  })

  const missing = status(404, { error: "model 'x' not found" })
  const pulling = (...parts: object[]) => stream(parts.map((part) => `${JSON.stringify(part)}\n`))

  it('are pulled when one is missing and the caller allows it', () => {
    const progress: PullProgress[] = []
    const parts = [
      { status: 'pulling manifest' },
      { status: 'pulling a1', total: 9, completed: 4 },
      { status: 'success' },
    ]
    return withServer([missing, pulling(...parts), ollamaAnswer('here')], async ({ url, requests }) => {
      const chat = new OllamaChat({ model: 'x', host: url, pull: (part) => progress.push(part) })
      expect(await chat.addMessage('hi').generateResponse()).toBe('here')
      expect(requests.map(({ path }) => path)).toEqual(['/api/chat', '/api/pull', '/api/chat'])
      expect(progress[1]).toEqual({ status: 'pulling a1', completedBytes: 4, totalBytes: 9 })
    })
  })

  it('are not pulled unless the caller allows it', () =>
    withServer([missing], async ({ url, requests }) => {
      const error = await new OllamaChat({ model: 'x', host: url })
        .addMessage('hi')
        .generateResponse()
        .catch((thrown) => thrown)
      expect(error).toBeInstanceOf(ModelUnavailableError)
      expect(error.message).toContain('ollama pull x')
      expect(requests).toHaveLength(1)
    }))

  it('that do not exist end a pull with a clear error', () =>
    withServer(
      [
        missing,
        pulling({ status: 'pulling manifest' }, { error: 'pull model manifest: file does not exist' }),
      ],
      async ({ url }) => {
        const chat = new OllamaChat({ model: 'x', host: url, pull: true })
        await expect(chat.addMessage('hi').generateResponse()).rejects.toThrow(
          /could not pull x.*ollama\.com\/library/,
        )
      },
    ))

  it('stop being pulled when the request is aborted', () =>
    withServer([missing, pulling({ status: 'pulling manifest' })], async ({ url }) => {
      const controller = new AbortController()
      const chat = new OllamaChat({ host: url, pull: () => controller.abort() })
      const answer = chat.addMessage('hi').generateResponse({ signal: controller.signal })
      await expect(answer).rejects.toMatchObject({ reason: 'aborted' })
    }))
})
