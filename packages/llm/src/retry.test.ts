import { describe, expect, it } from 'vitest'
import { attempts, failsAfter, good, half, textOf } from '../test/attempts.ts'
import { Chat } from './chat.ts'
import { withRetry } from './retry.ts'

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

  it('counts each try that brought something, and no other', async () => {
    const model = attempts(
      failsAfter(half, { reason: 'cut-off' }),
      failsAfter([], { reason: 'rejected', retryable: false }),
    )
    const chat = new Chat(model, { delayMs: 1 }).addMessage('go')
    await expect(chat.generateResponse()).rejects.toMatchObject({ reason: 'rejected', partial: 'half' })
    expect(chat.usage).toMatchObject({ requests: 1, inputTokens: 5, outputTokens: 1 })
    const side = new Chat(attempts(failsAfter(half, { reason: 'cut-off' }), good), { delayMs: 1 })
    await side.generateSimpleResponse('go')
    expect(side.usage).toMatchObject({ requests: 2, inputTokens: 10 })
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
