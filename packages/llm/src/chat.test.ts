import { GencodeError } from '@gencode/contract/errors'
import { describe, expect, it } from 'vitest'
import { Chat } from './chat.ts'
import { ChatBusyError, ModelError } from './errors.ts'
import type { ChatChunk, ChatMessage, ChatModel, GenerateOptions } from './model.ts'
import { chunksOf, replay } from './replay.ts'

/** Answers with what it was asked, and remembers it. */
function echo(): ChatModel & { asked: { messages: readonly ChatMessage[]; options: GenerateOptions }[] } {
  const asked: { messages: readonly ChatMessage[]; options: GenerateOptions }[] = []
  return {
    id: 'echo',
    asked,
    async *generate(messages, options = {}) {
      asked.push({ messages, options })
      yield* chunksOf(`you said: ${messages.at(-1)?.content}`)
    },
  }
}

const failing = (chunks: ChatChunk[], error: unknown): ChatModel => ({
  id: 'failing',
  async *generate() {
    yield* chunks
    throw error
  },
})

describe('a chat', () => {
  it('refuses what is no model, and messages that are none, when they are given', () => {
    const doStream = { specificationVersion: 'v3', doStream: () => {} }
    for (const wrong of [undefined, 'gpt-5', doStream])
      for (const chatOf of [() => new Chat(wrong as never), () => Chat.on(wrong as never)])
        expect(chatOf).toThrow('A chat takes a ChatModel')
    const chat = new Chat(echo())
    expect(() => chat.addMessage(undefined as never)).toThrow('A message is a text, not of type undefined')
    expect(() => chat.addMessage({ role: 'user', content: 'hi' } as never)).toThrow(GencodeError)
    expect(() => chat.addMessage('hi', 'assistent' as never)).toThrow(
      'A role is system, user, assistant, not assistent',
    )
    expect(chat.messages).toEqual([])
  })

  it('of one’s own on another goes on from its history, and leaves it as it was', async () => {
    const chat = new Chat(echo()).addMessage('one')
    const own = Chat.on(chat)
    await own.generateResponse()
    expect(own.messages.map(({ content }) => content)).toEqual(['one', 'you said: one'])
    expect(chat.messages).toHaveLength(1)
    expect(Chat.on(chat.model, { systemPrompt: 'Be brief.' }).messages).toHaveLength(1)
  })

  it('keeps the history, the system prompt first', async () => {
    const model = echo()
    const chat = new Chat(model, { systemPrompt: 'Be brief.' })
    chat.addMessage('one')
    expect(await chat.generateResponse()).toBe('you said: one')
    chat.addMessage('two')
    await chat.generateResponse()
    expect(model.asked[1]?.messages).toEqual([
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'one' },
      { role: 'assistant', content: 'you said: one' },
      { role: 'user', content: 'two' },
    ])
  })

  it('streams the text piece by piece and keeps it whole', async () => {
    const chat = new Chat(echo()).addMessage('a b c')
    const pieces: string[] = []
    for await (const piece of chat.generateResponse({ stream: true })) pieces.push(piece)
    expect(pieces).toEqual(['you', ' said:', ' a', ' b', ' c'])
    expect(chat.messages.at(-1)).toEqual({ role: 'assistant', content: 'you said: a b c' })
  })

  it('passes images and options on, the request over the chat', async () => {
    const model = echo()
    const chat = new Chat(model, { options: { temperature: 0, num_ctx: 2048 } })
    await chat
      .addMessage('look', 'user', { images: ['aGk='] })
      .generateResponse({ options: { temperature: 1, seed: 3 } })
    expect(model.asked[0]?.messages[0]).toEqual({ role: 'user', content: 'look', images: ['aGk='] })
    expect(model.asked[0]?.options).toMatchObject({ temperature: 1, seed: 3, num_ctx: 2048 })
  })

  it('answers a simple question outside the history, and counts it', async () => {
    const model = echo()
    const chat = new Chat(model, { systemPrompt: 'long' }).addMessage('history')
    expect(await chat.generateSimpleResponse('hi', { system: 'short' })).toBe('you said: hi')
    expect(model.asked[0]?.messages).toEqual([
      { role: 'system', content: 'short' },
      { role: 'user', content: 'hi' },
    ])
    expect(chat.messages).toHaveLength(2)
    expect(chat.usage.requests).toBe(1)
  })

  it('forks: the fork has the history and settings, and neither sees the other after', async () => {
    const model = echo()
    const chat = new Chat(model, { systemPrompt: 'S', options: { seed: 4 } }).addMessage('one')
    const fork = chat.fork()
    await fork.generateResponse()
    expect(model.asked[0]?.options.seed).toBe(4)
    expect(fork.messages).toHaveLength(3)
    expect(chat.messages).toHaveLength(2)
    expect(chat.usage.requests).toBe(0)
  })

  it('rolls back the last exchange, or to a length', async () => {
    const chat = new Chat(echo(), { systemPrompt: 'S' })
    await chat.addMessage('one').generateResponse()
    await chat.addMessage('two').generateResponse()
    expect(chat.rollback().messages.map(({ content }) => content)).toEqual(['S', 'one', 'you said: one'])
    expect(chat.rollback(1).messages).toHaveLength(1)
    expect(chat.rollback().messages).toEqual([{ role: 'system', content: 'S' }])
  })

  it('leaves the history as it was when the answer fails, with the text so far on the error', async () => {
    const cause = new ModelError('cut', { reason: 'cut-off' })
    const chat = new Chat(
      failing(
        [
          { type: 'text', text: 'half ' },
          { type: 'text', text: 'an' },
        ],
        cause,
      ),
      { retries: 0 },
    )
    chat.addMessage('go')
    const error = await chat.generateResponse().catch((thrown) => thrown)
    expect(error).toMatchObject({ reason: 'cut-off', partial: 'half an' })
    expect(chat.messages).toEqual([{ role: 'user', content: 'go' }])
    expect(chat.usage).toMatchObject({ requests: 1, outputTokens: 2, estimated: true })
    expect(() => chat.addMessage('still usable')).not.toThrow()
  })

  it('says as a ModelError whatever a model throws', async () => {
    const chat = new Chat(failing([], new TypeError('odd'))).addMessage('go')
    await expect(chat.generateResponse()).rejects.toMatchObject({ name: 'ModelError', reason: 'failed' })
  })

  it('leaves the history as it was when the consumer leaves the loop, and can go on', async () => {
    const chat = new Chat(echo()).addMessage('a b c')
    for await (const piece of chat.generateResponse({ stream: true })) if (piece) break
    expect(chat.messages).toHaveLength(1)
    expect(await chat.generateResponse()).toBe('you said: a b c')
  })

  it('refuses two requests at once, and changes of the history meanwhile', async () => {
    const chat = new Chat(echo()).addMessage('go')
    const first = chat.generateResponse()
    await expect(chat.generateResponse()).rejects.toThrow(ChatBusyError)
    await expect(chat.generateResponse({ stream: true }).next()).rejects.toThrow(/chat\.fork\(\)/)
    expect(() => chat.addMessage('more')).toThrow(ChatBusyError)
    expect(() => chat.rollback()).toThrow(ChatBusyError)
    expect(await chat.fork().generateResponse()).toBe('you said: go')
    expect(await first).toBe('you said: go')
  })

  it('stops early: the text so far is the answer, and the model is cancelled', async () => {
    let closed = false
    const endless: ChatModel = {
      id: 'endless',
      async *generate() {
        try {
          for (;;) yield { type: 'text', text: 'x' }
        } finally {
          closed = true
        }
      },
    }
    const finishes: ChatChunk[] = []
    const chat = new Chat(endless).addMessage('go')
    const text = await chat.generateResponse({
      stopWhen: (soFar) => soFar.length === 5,
      onChunk: (chunk) => chunk.type === 'finish' && finishes.push(chunk),
    })
    expect([text, closed]).toEqual(['xxxxx', true])
    expect(finishes).toEqual([{ type: 'finish', reason: 'stopped' }])
    expect(chat.messages.at(-1)?.content).toBe('xxxxx')
  })

  it('hears thinking apart from the answer', async () => {
    const chunks: ChatChunk[] = [
      { type: 'thinking', text: 'hm' },
      { type: 'text', text: 'yes' },
      { type: 'finish', reason: 'stop', usage: { inputTokens: 5, outputTokens: 2 } },
    ]
    const heard: ChatChunk[] = []
    const chat = new Chat(replay([{ chunks }])).addMessage('?')
    expect(await chat.generateResponse({ onChunk: (chunk) => heard.push(chunk) })).toBe('yes')
    expect(heard).toEqual(chunks)
    expect(chat.usage).toEqual({ inputTokens: 5, outputTokens: 2, requests: 1, estimated: false })
  })

  it('adds up what its requests cost by the price table of its caller', async () => {
    const finish: ChatChunk = {
      type: 'finish',
      reason: 'stop',
      usage: { inputTokens: 1000, outputTokens: 500 },
    }
    const model = replay([{ chunks: [finish] }, { chunks: [finish] }], { id: 'm' })
    const chat = new Chat(model, { prices: { m: { inputPerMillion: 2, outputPerMillion: 8 } } })
    await chat.generateResponse()
    await chat.generateResponse()
    expect(chat.cost).toBeCloseTo(0.012)
    expect(new Chat(model).cost).toBeUndefined()
  })

  it('is aborted by a signal', async () => {
    const controller = new AbortController()
    const chat = new Chat(echo()).addMessage('a b c')
    const answer = chat.generateResponse({ signal: controller.signal, onChunk: () => controller.abort() })
    await expect(answer).rejects.toMatchObject({ reason: 'aborted', partial: 'you' })
    expect(chat.messages).toHaveLength(1)
  })
})
