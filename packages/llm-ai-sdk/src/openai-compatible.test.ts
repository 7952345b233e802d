import { setTimeout as sleep } from 'node:timers/promises'
import { createOpenAICompatible as createV3 } from '@ai-sdk/openai-compatible'
import { Chat, type ChatOptions, ModelError, ModelUnavailableError } from '@gencode/llm'
import { modelContract } from '@gencode/llm/testing'
import { createOpenAICompatible as createV2 } from 'openai-compatible-v2'
import { afterAll, describe, expect, it } from 'vitest'
import { deadUrl, type Reply, startModelServer } from '../../../tooling/model-server/model-server.ts'
import { openaiAnswer, openaiEvent, openaiEvents } from '../../../tooling/model-server/openai.ts'
import { hangUp, inPackets, reset, stall, status, stream } from '../../../tooling/model-server/replies.ts'
import { aiSdkModel } from './ai-sdk-model.ts'

const answer = 'Größe 大きさ 🚀 function f() { return "ü" }'
const half = openaiEvents('Half of').slice(0, 3)
const sse = 'text/event-stream'

const majors = [
  { major: 'AI SDK 5 (V2)', create: createV2, version: 'v2' },
  { major: 'AI SDK 6 (V3)', create: createV3, version: 'v3' },
]

const rejections: unknown[] = []
const onRejection = (reason: unknown): number => rejections.push(reason)
process.on('unhandledRejection', onRejection)
afterAll(() => {
  process.off('unhandledRejection', onRejection)
})

describe.each(majors)('an OpenAI-compatible endpoint through $major', ({ create, version }) => {
  const modelAt = (url: string) =>
    aiSdkModel(create({ name: 'local', baseURL: `${url}/v1`, includeUsage: true })('x'))

  /** Asks a server that answers by the script. */
  async function ask(script: readonly Reply[], options: ChatOptions = {}) {
    await using server = await startModelServer(script)
    const { requests } = server
    const chat = new Chat(modelAt(server.url), { delayMs: 1, ...options }).addMessage('go')
    try {
      return { text: await chat.generateResponse(), requests, chat }
    } catch (error) {
      expect(error).toBeInstanceOf(ModelError)
      expect(chat.messages).toHaveLength(1)
      return { error: error as ModelError, requests, chat }
    }
  }
  const askOnce = (reply: Reply) => ask([reply], { retries: 0 })

  it('speaks the specification that is meant here', () => {
    expect(create({ name: 'local', baseURL: 'http://127.0.0.1/v1' })('x').specificationVersion).toBe(version)
  })

  for (const { name, run } of modelContract(async () => {
    const server = await startModelServer([openaiAnswer(answer, { pauseMs: 1 })], { repeatLast: true })
    return { model: modelAt(server.url), answer, dispose: () => server.close() }
  }))
    it(name, run)

  it('is sent the history, the options and the images', async () => {
    await using server = await startModelServer([openaiAnswer('ok')])
    const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
    const chat = new Chat(modelAt(server.url), {
      systemPrompt: 'S',
      options: { temperature: 0.5, maxTokens: 9 },
    })
    chat
      .addMessage('hi')
      .addMessage('hello', 'assistant')
      .addMessage('look', 'user', { images: [png] })
    await chat.generateResponse({ options: { seed: 7, stop: ['END'] } })
    const [request] = server.requests
    expect(request?.path).toBe('/v1/chat/completions')
    expect(request?.body).toMatchObject({
      model: 'x',
      stream: true,
      temperature: 0.5,
      max_tokens: 9,
      seed: 7,
      stop: ['END'],
    })
    const url = `data:image/png;base64,${Buffer.from(png).toString('base64')}`
    expect(request?.body.messages).toMatchObject([
      { role: 'system', content: 'S' },
      { role: 'user', content: 'hi' },
      { role: 'assistant', content: 'hello' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'look' },
          { type: 'image_url', image_url: { url } },
        ],
      },
    ])
    expect(chat.usage).toEqual({ inputTokens: 11, outputTokens: 7, requests: 1, estimated: false })
  })

  it('is asked for JSON by a schema', async () => {
    await using server = await startModelServer([openaiAnswer('{}')])
    const jsonSchema = { type: 'object', properties: {} }
    await new Chat(modelAt(server.url)).addMessage('json').generateResponse({ options: { jsonSchema } })
    expect(server.requests[0]?.body.response_format.type).toMatch(/^json/)
  })

  it('is not there: an error that says so, at once', async () => {
    const url = await deadUrl()
    const error = await new Chat(modelAt(url))
      .addMessage('go')
      .generateResponse()
      .catch((thrown) => thrown)
    expect(error).toBeInstanceOf(ModelUnavailableError)
    expect(error).toMatchObject({ reason: 'unreachable', retryable: false })
    expect(error.message).toContain(url)
  })

  it('has no such model: an error that says so', async () => {
    const { error, requests } = await ask([status(404, { error: { message: 'no model x' } })])
    expect(error).toMatchObject({ name: 'ModelUnavailableError', reason: 'not-found' })
    expect(error?.message).toContain('no model x')
    expect(requests).toHaveLength(1)
  })

  it('answers 429 with Retry-After, 500 twice, then well', async () => {
    const started = performance.now()
    const busy = status(429, { error: { message: 'slow' } }, { 'retry-after': '0.2' })
    const broken = status(500, { error: { message: 'oops' } })
    const { text, requests } = await ask([busy, broken, broken, openaiAnswer(answer)])
    expect(text).toBe(answer)
    expect(requests).toHaveLength(4)
    expect(performance.now() - started).toBeGreaterThan(195)
  })

  it.each([
    [429, { message: 'You exceeded your current quota', type: 'insufficient_quota' }],
    [402, { message: 'Insufficient Balance' }],
  ])('has an empty account (%s): no retry, and no code is at fault', async (code, body) => {
    const { error, requests } = await ask([status(code, { error: body })])
    expect(error).toMatchObject({ reason: 'quota', retryable: false })
    expect(error?.message).toMatch(/no credit or quota left.*No code is at fault/)
    expect(requests).toHaveLength(1)
  })

  it('refuses the key: no retry', async () => {
    const { error, requests } = await ask([status(401, { error: { message: 'bad key' } })])
    expect(error).toMatchObject({ reason: 'rejected' })
    expect(error?.message).toMatch(/bad key.*Check the API key/)
    expect(requests).toHaveLength(1)
  })

  it.each([1, 2, 3, 7])('cuts its events into packets of %i bytes', async (bytes) => {
    expect((await askOnce(inPackets(openaiEvents(answer), bytes, sse))).text).toBe(answer)
  })

  it('sends garbage: an error with the text so far; where nobody streams, the next try', async () => {
    const garbage = stream([...half, 'data: {"choices":[{"del\n\n', ...openaiEvents('rest').slice(1)], {
      type: sse,
    })
    expect((await askOnce(garbage)).error).toMatchObject({ reason: 'protocol', partial: 'Half of' })
    expect((await ask([garbage, openaiAnswer(answer)])).text).toBe(answer)
  })

  it('stops without a finish: an error with the text so far', async () => {
    const { error } = await askOnce(stream(half, { type: sse }))
    expect(error).toMatchObject({ reason: 'cut-off', partial: 'Half of' })
  })

  it('stalls: the chunk time-out ends it, the socket closes', async () => {
    const { error, requests } = await ask([stall(half, sse)], { retries: 0, chunkTimeoutMs: 1000 })
    expect(error).toMatchObject({ reason: 'timeout', partial: 'Half of' })
    expect(await requests[0]?.closed).toBe(true)
  })

  it('resets the connection half way, or hangs up: an error; where nobody streams, the next try', async () => {
    expect((await askOnce(reset(half, sse))).error).toMatchObject({ reason: 'cut-off', partial: 'Half of' })
    expect((await ask([reset(half, sse), openaiAnswer(answer)])).text).toBe(answer)
    expect((await askOnce(hangUp)).error).toMatchObject({ reason: 'cut-off' })
  })

  it('says what came in place of a stream, and does not ask for it again', async () => {
    const json = await ask([stream([JSON.stringify({ choices: [] })], { type: 'application/json' })])
    expect(json.error).toMatchObject({
      reason: 'failed',
      message: expect.stringContaining('sent JSON in place of a stream'),
    })
    const page = await ask([stream(['<html></html>'], { type: 'text/html; charset=utf-8' })])
    expect(page.error).toBeInstanceOf(ModelUnavailableError)
    expect(page.error?.message).toContain('sent a web page in place of an answer')
    expect([json.requests.length, page.requests.length]).toEqual([1, 1])
    expect((await askOnce(stream([], { type: sse }))).error?.message).toContain('sent no word of an answer')
  })

  it('sends an error object inside a 200 stream: its text is on the error', async () => {
    const broken = stream([...half, 'data: {"error":{"message":"out of memory","type":"server"}}\n\n'], {
      type: sse,
    })
    const { error } = await askOnce(broken)
    expect(error).toMatchObject({ partial: 'Half of' })
    expect(error?.message).toContain('out of memory')
  })

  it('sends an answer of 5 MB', async () => {
    const piece = 'Größe '.repeat(1000)
    const count = Math.ceil(5e6 / Buffer.byteLength(piece))
    const events = [...Array.from({ length: count }, () => openaiEvent(piece)), ...openaiEvents('.').slice(1)]
    expect((await askOnce(stream(events, { type: sse }))).text).toBe(`${piece.repeat(count)}.`)
  })

  it('is aborted, stopped early, left: each time the socket closes', async () => {
    await using server = await startModelServer([stall(half, sse), stall(half, sse), stall(half, sse)])
    const chat = new Chat(modelAt(server.url)).addMessage('go')
    const controller = new AbortController()
    let text = ''
    const onChunk = (chunk: { type: string; text?: string }) => {
      text += chunk.type === 'text' ? chunk.text : ''
      if (text === 'Half of') controller.abort()
    }
    const aborted = chat.generateResponse({ signal: controller.signal, onChunk })
    await expect(aborted).rejects.toMatchObject({ reason: 'aborted', partial: 'Half of' })
    expect(await chat.generateResponse({ stopWhen: (soFar) => soFar === 'Half of' })).toBe('Half of')
    for await (const _ of chat.generateResponse({ stream: true })) break
    expect(await Promise.all(server.requests.map(({ closed }) => closed))).toEqual([true, true, true])
  })
})

describe('after all of these', () => {
  it('no rejection went unhandled and no handle is open', async () => {
    let open: string[] = []
    for (let turn = 0; turn < 20; turn++) {
      open = process.getActiveResourcesInfo().filter((name) => /TCP|Timeout/.test(name))
      if (open.length === 0) break
      await sleep(50)
    }
    expect(open).toEqual([])
    expect(rejections).toEqual([])
  })
})
