import { setTimeout as sleep } from 'node:timers/promises'
import { ChatBusyError, ModelError, ModelUnavailableError } from '@gencode/llm'
import { afterAll, describe, expect, it, vi } from 'vitest'
import {
  deadUrl,
  type ModelServer,
  type Reply,
  startModelServer,
} from '../../../tooling/model-server/model-server.ts'
import { ollamaAnswer, ollamaDone, ollamaLine, ollamaLines } from '../../../tooling/model-server/ollama.ts'
import { hangUp, inPackets, reset, stall, status, stream } from '../../../tooling/model-server/replies.ts'
import { OllamaChat, type OllamaChatOptions } from './ollama-chat.ts'

const answer = 'Größe 大きさ 🚀 function f() { return "ü" }'
const half = ollamaLines('Half of').slice(0, -1)

/** Asks a server that answers by the script; retries are quick. */
async function ask(
  script: readonly Reply[],
  options: OllamaChatOptions = {},
): Promise<{ text?: string; error?: ModelError; requests: ModelServer['requests']; chat: OllamaChat }> {
  await using server = await startModelServer(script)
  const { requests } = server
  const chat = new OllamaChat({ model: 'x', host: server.url, delayMs: 1, ...options })
  chat.addMessage('go')
  try {
    return { text: await chat.generateResponse(), requests, chat }
  } catch (error) {
    expect(error).toBeInstanceOf(ModelError)
    expect(chat.messages).toEqual([{ role: 'user', content: 'go' }])
    return { error: error as ModelError, requests, chat }
  }
}

/** Asks once, streaming. */
const askOnce = (reply: Reply) => ask([reply], { retries: 0 })

/** Sockets and timers that keep the process alive, as soon as there are none, else after a second. */
async function openHandles(): Promise<string[]> {
  let open: string[] = []
  for (let turn = 0; turn < 20; turn++) {
    open = process.getActiveResourcesInfo().filter((name) => /TCP|Timeout/.test(name))
    if (open.length === 0) break
    await sleep(50)
  }
  return open
}

const rejections: unknown[] = []
const onRejection = (reason: unknown): number => rejections.push(reason)
process.on('unhandledRejection', onRejection)
const logs = [vi.spyOn(console, 'warn'), vi.spyOn(console, 'log')]

afterAll(() => {
  process.off('unhandledRejection', onRejection)
})

describe('a fault of the server', () => {
  it('refuses the connection: the error says how to start Ollama, at once', async () => {
    const host = await deadUrl()
    const started = performance.now()
    const error = await new OllamaChat({ host })
      .addMessage('go')
      .generateResponse()
      .catch((thrown) => thrown)
    expect(error).toBeInstanceOf(ModelUnavailableError)
    expect(error).toMatchObject({ reason: 'unreachable', partial: '' })
    expect(error.message).toContain(host)
    expect(error.message).toContain('ollama serve')
    expect(performance.now() - started).toBeLessThan(2000)
  })

  it('does not have the model: the error carries the line that pulls it', async () => {
    const { error, requests } = await ask([status(404, { error: "model 'x' not found" })])
    expect(error).toBeInstanceOf(ModelUnavailableError)
    expect(error).toMatchObject({ reason: 'not-found' })
    expect(error?.message).toContain('ollama pull x')
    expect(requests).toHaveLength(1)
  })

  it('is no Ollama: the error says so', async () => {
    const { error } = await ask([status(404, {})])
    expect(error?.message).toMatch(/not as Ollama does/)
  })

  it('answers 429 with Retry-After: it is waited for', async () => {
    const started = performance.now()
    const busy = status(429, { error: 'slow down' }, { 'retry-after': '0.2' })
    const { text, requests } = await ask([busy, ollamaAnswer(answer)])
    expect(text).toBe(answer)
    expect(requests).toHaveLength(2)
    expect(performance.now() - started).toBeGreaterThan(195)
  })

  it('answers 429 with a date in Retry-After: it is waited for', async () => {
    const started = Date.now()
    const date = new Date(Math.ceil(started / 1000) * 1000 + 1000)
    const busy = status(429, { error: 'slow down' }, { 'retry-after': date.toUTCString() })
    expect((await ask([busy, ollamaAnswer(answer)])).text).toBe(answer)
    expect(Date.now()).toBeGreaterThanOrEqual(date.getTime() - 5)
  })

  it('answers 500 twice and then well: so does the chat', async () => {
    const broken = status(500, { error: 'llama runner process has terminated' })
    const { text, requests } = await ask([broken, broken, ollamaAnswer(answer)])
    expect(text).toBe(answer)
    expect(requests).toHaveLength(3)
  })

  it('answers 500 for ever: three retries, then its reason', async () => {
    const broken = status(500, { error: 'llama runner process has terminated' })
    const { error, requests } = await ask([broken, broken, broken, broken, ollamaAnswer(answer)])
    expect(error).toMatchObject({ reason: 'server' })
    expect(error?.message).toContain('llama runner process has terminated')
    expect(requests).toHaveLength(4)
  })

  it.each([
    [
      'a login page',
      '<html>\n<body>login</body></html>',
      'text/html',
      /not as Ollama does.*<html> <body>login.*login page/,
    ],
    ['a text', 'It works!', 'text/plain', /not as Ollama does.*It works!/],
    ['a page without line breaks', `<!doctype html>${'x'.repeat(5000)}`, 'text/html', /not as Ollama does/],
  ])('answers with %s: the error shows its first words', async (_name, body, type, message) => {
    const { error, requests } = await ask([stream([body], { type })])
    expect(error).toBeInstanceOf(ModelUnavailableError)
    expect(error).toMatchObject({ reason: 'unreachable', retryable: false })
    expect(error?.message).toMatch(message)
    expect(error?.message.length).toBeLessThan(400)
    expect(requests).toHaveLength(1)
  })

  it.each([
    [402, 'payment required', 'quota', /no credit or quota left.*No code is at fault/],
    [429, "you've reached your weekly usage limit", 'quota', /no credit or quota left/],
    [401, 'unauthorized', 'rejected', /does not accept the key.*Check the headers/],
  ])('answers %s: it is the account, and no retry', async (code, said, reason, message) => {
    const { error, requests } = await ask([status(code, { error: said })])
    expect(error).toMatchObject({ reason, retryable: false })
    expect(error?.message).toMatch(message)
    expect(requests).toHaveLength(1)
  })

  it('ends with a reason but never says that it is done: the answer is whole', async () => {
    const line = (more: object) =>
      `${JSON.stringify({ message: { role: 'assistant', content: '' }, ...more })}\n`
    for (const done of [{}, { done: false }, { done: null }]) {
      const ending = line({ ...done, done_reason: 'length', eval_count: 2, prompt_eval_count: 3 })
      const { text, chat } = await askOnce(stream([ollamaLine('full answer'), ending]))
      expect(text).toBe('full answer')
      expect(chat.usage).toMatchObject({ inputTokens: 3, outputTokens: 2, estimated: false })
    }
  })

  it.each([
    ['Okay, let me', /limit of tokens in its thinking \(12 characters\).*think less/],
    [undefined, /limit of tokens before the answer began/],
  ])(
    'spends all its tokens before the answer (thinking: %j): the error says so',
    async (thinking, message) => {
      const lines = ollamaLines('', { doneReason: 'length', ...(thinking ? { thinking } : {}) })
      const { error, requests } = await ask([stream(lines)])
      expect(error).toMatchObject({ reason: 'length', retryable: false })
      expect(error?.message).toMatch(message)
      expect(requests).toHaveLength(1)
    },
  )

  it('refuses the request: no retry, and its reason', async () => {
    const { error, requests } = await ask([status(400, { error: '"x" does not support thinking' })])
    expect(error).toMatchObject({ reason: 'rejected' })
    expect(error?.message).toContain('does not support thinking')
    expect(requests).toHaveLength(1)
  })

  it.each([1, 2, 3, 7])(
    'cuts its lines into packets of %i bytes, inside characters and tokens',
    async (bytes) => {
      expect((await askOnce(inPackets(ollamaLines(answer), bytes))).text).toBe(answer)
    },
  )

  it('ends its last line without a line break', async () => {
    expect((await askOnce(stream([ollamaLines(answer).join('').trimEnd()]))).text).toBe(answer)
  })

  it('sends lines that are no objects (blank, keep-alives): they are passed over', async () => {
    const [first = '', ...rest] = ollamaLines(answer)
    const { text } = await askOnce(stream(['\n', ': keep-alive\n', first, '\r\n', 'null\n', '17\n', ...rest]))
    expect(text).toBe(answer)
  })

  it('sends garbage where a part of the answer was: the loss is an error, not an answer with a hole', async () => {
    const garbage = '{"model":"x","message":{"role":"assist\n'
    const { error } = await askOnce(stream([...half, garbage, ollamaDone()]))
    expect(error).toMatchObject({ reason: 'protocol', partial: 'Half of' })
    expect(error?.message).toContain('"assist')
    expect((await ask([stream([...half, garbage]), ollamaAnswer(answer)])).text).toBe(answer)
  })

  it('stops without done: an error with the text so far; where nobody streams, the next try', async () => {
    const { error } = await askOnce(stream(half))
    expect(error).toMatchObject({ reason: 'cut-off', partial: 'Half of' })
    expect((await ask([stream(half), ollamaAnswer(answer)])).text).toBe(answer)
  })

  it('stalls: the chunk time-out ends it, the socket closes', async () => {
    const { error, requests } = await ask([stall(half)], { retries: 0, chunkTimeoutMs: 1000 })
    expect(error).toMatchObject({ reason: 'timeout', partial: 'Half of' })
    expect(await requests[0]?.closed).toBe(true)
  })

  it('is so slow that the whole time-out ends it, without a retry', async () => {
    const slow = ollamaAnswer('word '.repeat(400), { pauseMs: 10 })
    const { error, requests } = await ask([slow, slow], { timeoutMs: 1000, chunkTimeoutMs: 900 })
    expect(error).toMatchObject({ reason: 'timeout', retryable: false })
    expect(error?.partial).toMatch(/^word/)
    expect(requests).toHaveLength(1)
  })

  it('resets the connection half way: an error with the text so far; where nobody streams, the next try', async () => {
    const { error } = await askOnce(reset(half))
    expect(error).toMatchObject({ reason: 'cut-off', partial: 'Half of' })
    expect((await ask([reset(half), ollamaAnswer(answer)])).text).toBe(answer)
  })

  it('hangs up before it answers: the next try', async () => {
    expect((await ask([hangUp, ollamaAnswer(answer)])).text).toBe(answer)
    expect((await askOnce(hangUp)).error).toMatchObject({ reason: 'cut-off' })
  })

  it('sends an error object inside a 200 stream: its text is on the error', async () => {
    const broken = stream([
      ...half,
      `${JSON.stringify({ error: 'an error was encountered: out of memory' })}\n`,
    ])
    const { error } = await askOnce(broken)
    expect(error).toMatchObject({ reason: 'server', partial: 'Half of' })
    expect(error?.message).toContain('out of memory')
  })

  it('says its error as an object: what it holds is on the error', async () => {
    const broken = stream([...half, `${JSON.stringify({ error: { message: 'out of memory' } })}\n`])
    expect((await askOnce(broken)).error?.message).toContain('out of memory')
  })

  it('sends an answer of 5 MB, in one line or in many', async () => {
    const piece = 'Größe '.repeat(100)
    const count = Math.ceil(5e6 / Buffer.byteLength(piece))
    const lines = Array.from({ length: count }, () => ollamaLine(piece))
    expect((await askOnce(stream([lines.join(''), ollamaDone()]))).text).toBe(piece.repeat(count))
    const one = ollamaLine(piece.repeat(count))
    expect((await askOnce(stream([one, ollamaDone()]))).text).toBe(piece.repeat(count))
  })
})

describe('a caller', () => {
  it('aborts in the middle: the socket closes, the partial text is in the error', async () => {
    await using server = await startModelServer([stall(half), ollamaAnswer(answer)])
    const chat = new OllamaChat({ host: server.url }).addMessage('go')
    const controller = new AbortController()
    let text = ''
    const error = await chat
      .generateResponse({
        signal: controller.signal,
        onChunk: (chunk) => {
          text += chunk.type === 'text' ? chunk.text : ''
          if (text === 'Half of') controller.abort(new Error('enough'))
        },
      })
      .catch((thrown) => thrown)
    expect(error).toMatchObject({ reason: 'aborted', partial: 'Half of', cause: { message: 'enough' } })
    expect(await server.requests[0]?.closed).toBe(true)
    expect(await chat.generateResponse()).toBe(answer)
  })

  it('stops early, or leaves the loop: the socket closes', async () => {
    await using server = await startModelServer([stall(half), stall(half)])
    const chat = new OllamaChat({ host: server.url }).addMessage('go')
    expect(await chat.generateResponse({ stopWhen: (text) => text === 'Half of' })).toBe('Half of')
    for await (const _ of chat.generateResponse({ stream: true })) break
    expect(await Promise.all(server.requests.map(({ closed }) => closed))).toEqual([true, true])
  })

  it('asks twice at once on one chat: the second is refused, the first is answered', async () => {
    await using server = await startModelServer([ollamaAnswer(answer, { pauseMs: 2 })])
    const chat = new OllamaChat({ host: server.url }).addMessage('go')
    const first = chat.generateResponse()
    await expect(chat.generateResponse()).rejects.toThrow(ChatBusyError)
    expect(await first).toBe(answer)
    expect(server.requests).toHaveLength(1)
  })
})

describe('after all of these', () => {
  it('no rejection went unhandled, nothing was written to the console, no handle is open', async () => {
    expect(await openHandles()).toEqual([])
    expect(rejections).toEqual([])
    for (const log of logs) expect(log).not.toHaveBeenCalled()
  })
})
