import { describe, expect, it } from 'vitest'
import { withBudget } from './budget.ts'
import { Chat } from './chat.ts'
import { BudgetError, ModelError } from './errors.ts'
import type { ChatChunk, ChatModel, GenerateOptions } from './model.ts'
import { withRateLimit } from './rate-limit.ts'
import { chunksOf } from './replay.ts'
import { withRetry } from './retry.ts'
import { withTimeout } from './timeout.ts'

type Attempt = (options: GenerateOptions) => AsyncIterable<ChatChunk>

/** A model whose n-th request goes as the n-th attempt says. */
function attempts(...list: Attempt[]): ChatModel & { count: number } {
  const model = {
    id: 'scripted',
    count: 0,
    generate: (_messages: unknown, options: GenerateOptions = {}) =>
      (list[model.count++] as Attempt)(options),
  }
  return model
}

const good: Attempt = async function* () {
  yield* chunksOf('all is well')
}
const failsAfter = (chunks: ChatChunk[], options: ConstructorParameters<typeof ModelError>[1]): Attempt =>
  async function* () {
    yield* chunks
    throw new ModelError('failed', options)
  }
const half: ChatChunk[] = [{ type: 'text', text: 'half' }]
const hangs = (chunks: ChatChunk[]): Attempt =>
  async function* () {
    yield* chunks
    await new Promise(() => {})
  }

async function textOf(chunks: AsyncIterable<ChatChunk>): Promise<string> {
  let text = ''
  for await (const chunk of chunks) if (chunk.type === 'text') text += chunk.text
  return text
}

const user = (content: string) => [{ role: 'user', content } as const]

describe('withRetry', () => {
  it('tries again, waiting twice as long each time', async () => {
    const waits: number[] = []
    const broken = failsAfter([], { reason: 'server' })
    const model = withRetry(attempts(broken, broken, broken, good), {
      delayMs: 4,
      onRetry: ({ delayMs }) => waits.push(delayMs),
    })
    expect(await textOf(model.generate([]))).toBe('all is well')
    expect(waits.map((wait, turn) => wait > 3 * 2 ** turn && wait <= 4 * 2 ** turn)).toEqual([
      true,
      true,
      true,
    ])
  })

  it('waits as long as the server asks, but not longer than it is allowed', async () => {
    const waits: number[] = []
    const onRetry = ({ delayMs }: { delayMs: number }) => waits.push(delayMs)
    const asks = (retryAfterMs: number) => failsAfter([], { reason: 'rate-limited', retryAfterMs })
    expect(await textOf(withRetry(attempts(asks(30), good), { onRetry }).generate([]))).toBe('all is well')
    expect(waits).toEqual([30])
    const never = attempts(asks(3_600_000), good)
    await expect(textOf(withRetry(never, { onRetry }).generate([]))).rejects.toMatchObject({
      retryAfterMs: 3_600_000,
    })
    expect(never.count).toBe(1)
  })

  it('gives up after its retries with the last error, and a retry around it does not begin again', async () => {
    const broken = failsAfter([], { reason: 'server' })
    const model = attempts(...Array.from({ length: 20 }, () => broken))
    const twice = withRetry(withRetry(model, { retries: 2, delayMs: 1 }), { delayMs: 1 })
    await expect(textOf(twice.generate([]))).rejects.toMatchObject({ reason: 'server' })
    expect(model.count).toBe(3)
  })

  it('does not try again what will not pass', async () => {
    const model = attempts(failsAfter([], { reason: 'rejected' }), good)
    await expect(textOf(withRetry(model).generate([]))).rejects.toMatchObject({ reason: 'rejected' })
    expect(model.count).toBe(1)
  })

  it('never says the same words twice: after text was handed on it does not start over', async () => {
    const model = attempts(failsAfter(half, { reason: 'cut-off' }), good)
    await expect(textOf(withRetry(model, { delayMs: 1 }).generate([]))).rejects.toMatchObject({
      reason: 'cut-off',
    })
    expect(model.count).toBe(1)
  })

  it('starts over after a failure half way where nobody streams', async () => {
    const chat = new Chat(attempts(failsAfter(half, { reason: 'cut-off' }), good), { delayMs: 1 })
    expect(await chat.addMessage('go').generateResponse()).toBe('all is well')
  })

  it('starts over while somebody looks, if that one says what to do then', async () => {
    const seen: string[] = []
    const chat = new Chat(attempts(failsAfter(half, { reason: 'cut-off' }), good), { delayMs: 1 }).addMessage(
      'go',
    )
    const pieces = chat.generateResponse({ stream: true, onRestart: () => seen.push('<restart>') })
    for await (const piece of pieces) seen.push(piece)
    expect(seen).toEqual(['half', '<restart>', 'all', ' is', ' well'])
    expect(chat.messages.at(-1)?.content).toBe('all is well')
    expect(chat.usage).toMatchObject({ requests: 2, estimated: true })
  })

  it('has the most text that any try brought on the error', async () => {
    const third = failsAfter([{ type: 'text', text: 'ha' }], { reason: 'cut-off' })
    const model = attempts(
      failsAfter(half, { reason: 'cut-off' }),
      failsAfter(half, { reason: 'cut-off' }),
      third,
    )
    const answer = new Chat(model, { delayMs: 1, retries: 2 }).addMessage('go').generateResponse()
    await expect(answer).rejects.toMatchObject({ reason: 'cut-off', partial: 'half' })
  })

  it('starts over where an early stop waits for text that did not come', async () => {
    const chat = new Chat(attempts(failsAfter(half, { reason: 'cut-off' }), good), { delayMs: 1 })
    const stopWhen = (text: string) => text.endsWith('is')
    expect(await chat.addMessage('go').generateResponse({ stopWhen })).toBe('all is')
  })

  it('is aborted in its wait, with the text of the last try', async () => {
    const controller = new AbortController()
    const model = attempts(failsAfter(half, { reason: 'cut-off', partial: 'half' }), good)
    const patient = withRetry(model, { delayMs: 60_000, onRetry: () => controller.abort() })
    const answer = textOf(patient.generate([], { onRestart: () => {}, signal: controller.signal }))
    await expect(answer).rejects.toMatchObject({ reason: 'aborted', partial: 'half' })
    expect(model.count).toBe(1)
  })
})

describe('withTimeout', () => {
  it('ends a model that stalls, with the text that had arrived', async () => {
    const model = withTimeout(attempts(hangs(half)), { chunkTimeoutMs: 20 })
    await expect(textOf(model.generate([]))).rejects.toMatchObject({
      reason: 'timeout',
      partial: 'half',
    })
  })

  it('ends an answer that takes too long in all', async () => {
    const slow: Attempt = async function* () {
      for (;;) {
        yield { type: 'text', text: 'x' }
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
    }
    const model = withTimeout(attempts(slow), { timeoutMs: 40, chunkTimeoutMs: 1000 })
    const error = await textOf(model.generate([])).catch((thrown) => thrown)
    expect(error).toMatchObject({ reason: 'timeout', retryable: false })
    expect(error.partial).toMatch(/^x+$/)
  })

  it('takes no limit for none, however it is said', async () => {
    const model = withTimeout(attempts(good), {
      timeoutMs: Number.POSITIVE_INFINITY,
      chunkTimeoutMs: 2 ** 40,
    })
    expect(await textOf(model.generate([]))).toBe('all is well')
  })

  it("does not count the consumer's own time", async () => {
    let text = ''
    for await (const chunk of withTimeout(attempts(good), { chunkTimeoutMs: 30 }).generate([])) {
      if (chunk.type === 'text') text += chunk.text
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    expect(text).toBe('all is well')
  })

  it('tells the model to stop, and passes on an abort from outside as one', async () => {
    let inner: AbortSignal | undefined
    const controller = new AbortController()
    const model = attempts((options) => {
      inner = options.signal
      return hangs(half)(options)
    })
    const answer = textOf(withTimeout(model, { timeoutMs: 5000 }).generate([], { signal: controller.signal }))
    setTimeout(() => controller.abort(), 10)
    await expect(answer).rejects.toMatchObject({ reason: 'aborted', partial: 'half' })
    expect(inner?.aborted).toBe(true)
  })
})

describe('withRateLimit', () => {
  it('begins no more requests than allowed in any interval', async () => {
    const begun: number[] = []
    const model = attempts(
      ...Array.from({ length: 6 }, () => (options: GenerateOptions) => {
        begun.push(performance.now())
        return good(options)
      }),
    )
    const limited = withRateLimit(model, { requests: 2, intervalMs: 60 })
    await Promise.all(Array.from({ length: 6 }, () => textOf(limited.generate([]))))
    for (let place = 2; place < 6; place++)
      expect((begun[place] as number) - (begun[place - 2] as number)).toBeGreaterThan(55)
  })

  it('runs no more at once than allowed, first come first served', async () => {
    let running = 0
    let most = 0
    const order: string[] = []
    const model: ChatModel = {
      id: 'busy',
      async *generate(messages) {
        most = Math.max(most, ++running)
        order.push(messages[0]?.content ?? '')
        try {
          await new Promise((resolve) => setTimeout(resolve, 5))
          yield* chunksOf('ok')
        } finally {
          running--
        }
      },
    }
    const limited = withRateLimit(model, { concurrent: 2 })
    await Promise.all(['a', 'b', 'c', 'd', 'e'].map((name) => textOf(limited.generate(user(name)))))
    expect([most, order.join('')]).toEqual([2, 'abcde'])
  })

  it('lets the next one in when a waiting request is aborted', async () => {
    const limited = withRateLimit(attempts(hangs(half), good), { concurrent: 1 })
    const first = limited.generate([])[Symbol.asyncIterator]()
    await first.next()
    const controller = new AbortController()
    const second = textOf(limited.generate([], { signal: controller.signal }))
    const third = textOf(limited.generate([]))
    controller.abort()
    await expect(second).rejects.toMatchObject({ reason: 'aborted' })
    await first.return?.()
    expect(await third).toBe('all is well')
  })
})

describe('withBudget', () => {
  const counted = (inputTokens: number, outputTokens: number): Attempt =>
    async function* () {
      yield { type: 'text', text: 'ok' }
      yield { type: 'finish', reason: 'stop', usage: { inputTokens, outputTokens } }
    }

  it('refuses, before it is sent, a request that would pass the budget', async () => {
    const model = attempts(counted(60, 30), counted(1, 1))
    const budgeted = withBudget(model, { tokens: 100 })
    await textOf(budgeted.generate(user('hi')))
    const error = await textOf(budgeted.generate(user('a much longer question than ten tokens'))).catch(
      (thrown) => thrown,
    )
    expect(error).toBeInstanceOf(BudgetError)
    expect(error.message).toMatch(/budget of 100 tokens \(used: 90 tokens\)/)
    expect(model.count).toBe(1)
    expect(budgeted.spent).toEqual({ inputTokens: 60, outputTokens: 30, cost: 0 })
  })

  it('counts money where it has prices', async () => {
    const price = { inputPerMillion: 1, outputPerMillion: 10 }
    const budgeted = withBudget(attempts(counted(1000, 900), good), { cost: 0.01, price })
    await textOf(budgeted.generate(user('hi')))
    expect(budgeted.spent.cost).toBeCloseTo(0.01)
    await expect(textOf(budgeted.generate(user('hi')))).rejects.toThrow(/a cost of 0.01/)
    expect(() => withBudget(attempts(), { cost: 1 })).toThrow(/needs a price/)
  })

  it('asks the model for no more tokens than are left', async () => {
    let asked: number | undefined
    const model = attempts((options) => {
      asked = options.maxTokens
      return good(options)
    })
    await textOf(withBudget(model, { tokens: 50 }).generate(user('abc')))
    expect(asked).toBe(45)
  })

  it('cuts an answer that reaches it, the text so far on the error', async () => {
    const endless: Attempt = async function* () {
      for (;;) yield { type: 'text', text: 'word' }
    }
    const error = await textOf(withBudget(attempts(endless), { tokens: 25 }).generate(user('abc'))).catch(
      (thrown) => thrown,
    )
    expect(error).toBeInstanceOf(BudgetError)
    expect(error.partial).toBe('word'.repeat(10))
  })

  it('says so when the model stopped at the tokens that were left', async () => {
    const cut: Attempt = async function* () {
      yield { type: 'text', text: 'half a func' }
      yield { type: 'finish', reason: 'length', usage: { inputTokens: 5, outputTokens: 20 } }
    }
    const budgeted = withBudget(attempts(cut), { tokens: 25 })
    await expect(textOf(budgeted.generate(user('abc')))).rejects.toMatchObject({
      reason: 'budget',
      partial: 'half a func',
    })
  })

  it('does not let requests at once pass it together', async () => {
    const endless: Attempt = async function* () {
      for (;;) yield { type: 'text', text: 'word' }
    }
    const budgeted = withBudget(attempts(endless, endless), { tokens: 100 })
    const results = await Promise.allSettled([1, 2].map(() => textOf(budgeted.generate(user('abc')))))
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(budgeted.spent).toEqual({ inputTokens: 10, outputTokens: 90, cost: 0 })
  })

  it('spends nothing on a request that failed before anything came', async () => {
    const budgeted = withBudget(attempts(failsAfter([], { reason: 'rate-limited' })), { tokens: 100 })
    await expect(textOf(budgeted.generate(user('abc')))).rejects.toMatchObject({ reason: 'rate-limited' })
    expect(budgeted.spent).toEqual({ inputTokens: 0, outputTokens: 0, cost: 0 })
  })
})
