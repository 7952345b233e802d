import { Chat, type ChatChunk, chunksOf, ModelUnavailableError } from '@gencode/llm'
import { modelContract } from '@gencode/llm/testing'
import { describe, expect, it } from 'vitest'
import { aiSdkModel } from './ai-sdk-model.ts'
import type { AiSdkCallOptions, AiSdkLanguageModel, AiSdkStreamPart } from './language-model.ts'

type Version = AiSdkLanguageModel['specificationVersion']

/** A model of the AI SDK made by hand: its parts, and what it was called with. */
function handMade(
  version: Version,
  parts: readonly object[],
): AiSdkLanguageModel & { calls: AiSdkCallOptions[]; cancelled: number } {
  const model = {
    specificationVersion: version,
    provider: 'hand',
    modelId: 'made',
    calls: [] as AiSdkCallOptions[],
    cancelled: 0,
    async doStream(options: AiSdkCallOptions) {
      model.calls.push(options)
      const left = [...parts] as AiSdkStreamPart[]
      const stream = new ReadableStream<AiSdkStreamPart>({
        async pull(controller) {
          await new Promise((resolve) => setTimeout(resolve, 0))
          const part = left.shift()
          if (part) controller.enqueue(part)
          else controller.close()
        },
        cancel: () => void model.cancelled++,
      })
      return { stream }
    },
  }
  return model
}

const counts = { v2: [4, 3], v3: [{ total: 4 }, { total: 3 }], v4: [{ total: 4 }, { total: 3 }] } as const
const ends = (version: Version, unified: string, raw: string | undefined = unified) => ({
  type: 'finish',
  finishReason: version === 'v2' ? unified : { unified, raw },
  usage: { inputTokens: counts[version][0], outputTokens: counts[version][1] },
})
const says = (text: string) => [
  { type: 'stream-start', warnings: [] },
  { type: 'response-metadata', id: 'r' },
  { type: 'text-start', id: '1' },
  ...chunksOf(text).flatMap((chunk) =>
    chunk.type === 'text' ? [{ type: 'text-delta', id: '1', delta: chunk.text }] : [],
  ),
  { type: 'text-end', id: '1' },
]

async function all(chunks: AsyncIterable<ChatChunk>): Promise<ChatChunk[]> {
  const list: ChatChunk[] = []
  for await (const chunk of chunks) list.push(chunk)
  return list
}

const answer = 'The sea is wide and blue and full of fish.'

describe.each(['v2', 'v3', 'v4'] as const)('a language model of specification %s', (version) => {
  for (const { name, run } of modelContract(async () => ({
    model: aiSdkModel(handMade(version, [...says(answer), ends(version, 'stop')])),
    answer,
  })))
    it(name, run)

  it('streams text and reasoning, and ends with reason and usage', async () => {
    const parts = [
      { type: 'reasoning-delta', id: '0', delta: 'hm' },
      ...says('so be'),
      ends(version, 'length'),
    ]
    expect(await all(aiSdkModel(handMade(version, parts)).generate([]))).toEqual([
      { type: 'thinking', text: 'hm' },
      { type: 'text', text: 'so' },
      { type: 'text', text: ' be' },
      { type: 'finish', reason: 'length', usage: { inputTokens: 4, outputTokens: 3 } },
    ])
  })

  it('gets messages, images and options in its own form', async () => {
    const model = handMade(version, [...says('ok'), ends(version, 'stop')])
    const jsonSchema = { type: 'object' }
    await new Chat(aiSdkModel(model), { systemPrompt: 'S' })
      .addMessage('look', 'user', { images: ['data:image/png;base64,iVBORw0KGgo='] })
      .generateResponse({
        options: { temperature: 1, topK: 5, maxTokens: 9, stop: ['E'], jsonSchema, headers: { a: 'b' } },
      })
    const [{ prompt, abortSignal, ...rest } = {}] = model.calls as Partial<AiSdkCallOptions>[]
    const base64 = 'iVBORw0KGgo='
    const data = version === 'v4' ? { type: 'data', data: base64 } : base64
    expect(prompt).toEqual([
      { role: 'system', content: 'S' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'look' },
          { type: 'file', mediaType: 'image/png', data },
        ],
      },
    ])
    expect(abortSignal).toBeInstanceOf(AbortSignal)
    expect(rest).toEqual({
      temperature: 1,
      topK: 5,
      maxOutputTokens: 9,
      stopSequences: ['E'],
      responseFormat: { type: 'json', schema: jsonSchema },
      headers: { a: 'b' },
    })
  })

  it('has its stream cancelled and its signal fired when the consumer leaves', async () => {
    const model = handMade(version, [...says(answer), ends(version, 'stop')])
    for await (const chunk of aiSdkModel(model).generate([])) if (chunk.type === 'text') break
    expect(model.cancelled).toBe(1)
    expect(model.calls[0]?.abortSignal.aborted).toBe(true)
  })

  it.each([
    ['an error part', [...says('half'), { type: 'error', error: new Error('boom') }], 'failed', 'boom'],
    [
      'an error part that is plain data',
      [...says('half'), { type: 'error', error: { message: 'boom' } }],
      'server',
      'boom',
    ],
    ['an error part that is a text', [...says('half'), { type: 'error', error: 'boom' }], 'server', 'boom'],
    ['no finish', says('half'), 'cut-off', 'before its end'],
    ['a finish by an error', [...says('half'), ends(version, 'error')], 'server', 'ended with an error'],
  ])('that sends %s fails with the text so far', async (_what, parts, reason, message) => {
    const error = await all(aiSdkModel(handMade(version, parts)).generate([])).catch((thrown) => thrown)
    expect(error).toMatchObject({ reason, partial: 'half' })
    expect(error.message).toContain(message)
  })
})

describe('the finish of a stream that broke off', () => {
  it.each([
    ['v2', 'unknown'],
    ['v3', { unified: 'other', raw: undefined }],
    ['v4', { unified: 'interrupted', raw: undefined }],
  ] as const)('is a failure in %s', async (version, finishReason) => {
    const parts = [...says('half'), { type: 'finish', finishReason, usage: {} }]
    const error = await all(aiSdkModel(handMade(version, parts)).generate([])).catch((thrown) => thrown)
    expect(error).toMatchObject({ reason: 'cut-off', partial: 'half' })
  })
})

describe('what a model throws', () => {
  const throwing = (error: unknown): AiSdkLanguageModel => ({
    ...handMade('v3', []),
    doStream: () => Promise.reject(error),
  })
  const named = (name: string, fields: object = {}) => Object.assign(new Error('why'), { name }, fields)
  const soon = (ms: number) => new Date(Date.now() + ms).toUTCString()

  it.each([
    [
      'a missing key',
      named('AI_LoadAPIKeyError'),
      { name: 'ModelUnavailableError', reason: 'not-found', retryable: false },
    ],
    [
      'a 429',
      named('AI_APICallError', { statusCode: 429, responseHeaders: { 'retry-after-ms': '70' } }),
      { reason: 'rate-limited', retryAfterMs: 70 },
    ],
    [
      'a 503',
      named('AI_APICallError', { statusCode: 503, responseHeaders: { 'retry-after': '2' } }),
      { reason: 'server', retryAfterMs: 2000 },
    ],
    ['a 400', named('AI_APICallError', { statusCode: 400 }), { reason: 'rejected', retryable: false }],
    ['a broken connection', named('AI_APICallError'), { reason: 'cut-off', retryable: true }],
    [
      'a browser that reaches no server',
      new TypeError('Failed to fetch'),
      { name: 'ModelUnavailableError', reason: 'unreachable', retryable: false },
    ],
    ['a stream that broke in a browser', new TypeError('network error'), { reason: 'cut-off' }],
    ['anything', 'a text', { reason: 'server' }],
  ])('is told apart: %s', async (_what, error, expected) => {
    await expect(all(aiSdkModel(throwing(error)).generate([]))).rejects.toMatchObject(expected)
  })

  it('says when to come back, as a date as well', async () => {
    const error = named('AI_APICallError', {
      statusCode: 429,
      responseHeaders: { 'retry-after': soon(20_000) },
    })
    const thrown = await all(aiSdkModel(throwing(error)).generate([])).catch((cause) => cause)
    expect(thrown.retryAfterMs).toBeGreaterThan(15_000)
    expect(thrown).not.toBeInstanceOf(ModelUnavailableError)
  })
})

describe('aiSdkModel', () => {
  it('names its model, or takes a name', () => {
    expect(aiSdkModel(handMade('v4', [])).id).toBe('hand:made')
    expect(aiSdkModel(handMade('v4', []), { id: 'mine' }).id).toBe('mine')
  })

  it("refuses the gateway's model names, and says what it takes", () => {
    expect(() => aiSdkModel('openai/gpt-5' as never)).toThrow(/such as openai\('gpt-5'\)/)
  })
})
