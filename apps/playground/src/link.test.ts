import { describe, expect, it } from 'vitest'
import { fromHash, type LinkedPage, toHash } from './link.ts'

const page: LinkedPage = {
  task: 'CartPole-v1',
  a: 'function rewardFn() { return 1 } // ünïcode 🎈',
  b: '',
  isComparing: true,
  edits: 'B',
  tab: 'paste',
  answer: 'Sure!',
  by: 'trained',
  endpoint: { kind: 'ollama', address: 'http://127.0.0.1:11434', model: 'x' },
  trainedA: {
    code: '',
    successRate: 1,
    interval: [0.9, 1],
    episodes: 300,
    policy: { kind: 'network' },
    curves: [[[100, 0.5]]],
  },
}

describe('a link', () => {
  it('holds the whole page in letters that need no escaping', async () => {
    const hash = await toHash(page)
    expect(hash).toMatch(/^[\w-]+$/)
    expect(await fromHash(hash)).toEqual(page)
  })

  it('never holds what is not of the page, such as a key', async () => {
    const hash = await toHash({ ...page, endpoint: { ...page.endpoint, key: 'secret' } } as LinkedPage)
    expect(JSON.stringify(await fromHash(hash))).not.toContain('secret')
  })

  it.each(['', 'x', '!!!', 'AAAA', 'eyJhIjoxfQ'])('that is broken (%j) gives no page', async (hash) => {
    expect(await fromHash(hash)).toBeUndefined()
  })

  it('that unfolds to megabytes gives no page', async () => {
    expect(
      await fromHash(await toHash({ ...page, a: ' '.repeat(3_000_000) }).catch(() => '')),
    ).toBeUndefined()
  })
})
