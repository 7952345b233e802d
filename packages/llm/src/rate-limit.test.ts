import { describe, expect, it } from 'vitest'
import { attempts, good, half, hangs, textOf, user } from '../test/attempts.ts'
import type { ChatModel, GenerateOptions } from './model.ts'
import { withRateLimit } from './rate-limit.ts'
import { chunksOf } from './replay.ts'

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

  it('keeps to an interval longer than a timer', async () => {
    const model = attempts(good, good)
    const limited = withRateLimit(model, { requests: 1, intervalMs: 2 ** 40 })
    await textOf(limited.generate([]))
    const controller = new AbortController()
    const second = textOf(limited.generate([], { signal: controller.signal }))
    setTimeout(() => controller.abort(), 20)
    await expect(second).rejects.toMatchObject({ reason: 'aborted' })
    expect(model.count).toBe(1)
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
