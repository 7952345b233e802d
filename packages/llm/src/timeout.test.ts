import { describe, expect, it } from 'vitest'
import { type Attempt, attempts, good, half, hangs, textOf } from '../test/attempts.ts'
import { withTimeout } from './timeout.ts'

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
