import { describe, expect, it } from 'vitest'
import { ModelError } from './errors.ts'
import { guardChunks } from './guard.ts'
import type { ChatChunk } from './model.ts'

const text = (value: string): ChatChunk => ({ type: 'text', text: value })
const never = new Promise<never>(() => {})

async function all(chunks: AsyncIterable<ChatChunk>): Promise<ChatChunk[]> {
  const list: ChatChunk[] = []
  for await (const chunk of chunks) list.push(chunk)
  return list
}

describe('guarded chunks', () => {
  it('open nothing before they are read, and nothing at all for a signal that has fired', async () => {
    let opened = 0
    const open = async function* (): AsyncGenerator<ChatChunk> {
      opened++
      yield { type: 'finish', reason: 'stop' }
    }
    const chunks = guardChunks(open)
    await expect(all(guardChunks(open, { signal: AbortSignal.abort('why') }))).rejects.toMatchObject({
      reason: 'aborted',
      cause: 'why',
    })
    expect(opened).toBe(0)
    await all(chunks)
    expect(opened).toBe(1)
  })

  it('end at once when aborted, even where the source hears nothing and never returns', async () => {
    const controller = new AbortController()
    const deaf: AsyncIterable<ChatChunk> = {
      [Symbol.asyncIterator]: () => {
        let first = true
        return {
          next: () => {
            if (!first) return never
            first = false
            return Promise.resolve({ value: text('half'), done: false })
          },
          return: () => never,
        }
      },
    }
    setTimeout(() => controller.abort(), 5)
    await expect(all(guardChunks(() => deaf, controller))).rejects.toMatchObject({
      reason: 'aborted',
      partial: 'half',
    })
  })

  it.each([
    ['the end', async (chunks: AsyncIterable<ChatChunk>) => void (await all(chunks))],
    [
      'a consumer that leaves',
      async (chunks: AsyncIterable<ChatChunk>) => {
        for await (const _ of chunks) break
      },
    ],
    [
      'a consumer that throws',
      async (chunks: AsyncIterable<ChatChunk>) => {
        const read = (async () => {
          for await (const _ of chunks) throw new Error('mine')
        })()
        await expect(read).rejects.toThrow('mine')
      },
    ],
  ])('tell the source by its signal: %s', async (_what, consume) => {
    let inner: AbortSignal | undefined
    let closed = false
    await consume(
      guardChunks(async function* (signal) {
        inner = signal
        try {
          yield text('a')
          yield { type: 'finish', reason: 'stop' }
        } finally {
          closed = true
        }
      }),
    )
    expect([inner?.aborted, closed]).toEqual([true, true])
  })

  it('say whatever was thrown as a ModelError, with the text so far', async () => {
    const throwing = () =>
      guardChunks(async function* () {
        yield text('half')
        throw 'odd'
      })
    await expect(all(throwing())).rejects.toMatchObject({ reason: 'failed', partial: 'half', cause: 'odd' })
    const atOnce = guardChunks(() => {
      throw new RangeError('no')
    })
    await expect(all(atOnce)).rejects.toBeInstanceOf(ModelError)
  })

  it('pass nothing on after the finish', async () => {
    const chunks = await all(
      guardChunks(async function* () {
        yield { type: 'finish', reason: 'stop' }
        yield text('late')
      }),
    )
    expect(chunks).toHaveLength(1)
  })

  it('leave no listener on a signal that outlives them', async () => {
    const { signal } = new AbortController()
    let listeners = 0
    const { addEventListener, removeEventListener } = signal
    signal.addEventListener = (...args: Parameters<typeof addEventListener>) => {
      listeners++
      addEventListener.apply(signal, args)
    }
    signal.removeEventListener = (...args: Parameters<typeof removeEventListener>) => {
      listeners--
      removeEventListener.apply(signal, args)
    }
    for (let turn = 0; turn < 3; turn++)
      await all(
        guardChunks(
          async function* () {
            yield { type: 'finish', reason: 'stop' }
          },
          { signal },
        ),
      )
    expect(listeners).toBe(0)
  })
})
