import { task } from '@gencode/env'
import { createSandbox } from '@gencode/sandbox'
import { recordEpisodes } from '@gencode/train'
import { describe, expect, test } from 'vitest'
import type { Proposal } from '../candidate.ts'
import { duplicateOf } from './duplicates.ts'
import { orderOf } from './order.ts'

const usage = { inputTokens: 0, outputTokens: 0, requests: 0, estimated: false }
const proposal = (index: number, rewards: readonly number[], fingerprint = String(index)): Proposal => ({
  index,
  round: 1,
  lineage: { kind: 'fresh', parents: [] },
  attempts: 1,
  usage,
  code: 'x',
  entry: 'x',
  fingerprint,
  rewards,
})

describe('the same again', () => {
  const first = proposal(0, [1, -2, 3, 0])
  test.each([
    ['near-equal code', proposal(1, [9, 9, 8, 7], '0'), true, true],
    ['the same but for a factor', proposal(1, [2, -4, 6, 0]), true, true],
    ['the same with its sign turned', proposal(1, [-1, 2, -3, 0]), false, false],
    ['the same but for a constant', proposal(1, [6, 3, 8, 5]), false, true],
    ['another one', proposal(1, [1, -2, 3, 0.1]), false, false],
    ['one that is always the same', proposal(1, [0, 0, 0, 0]), false, false],
  ])('%s', (_name, other, whereEpisodesEnd, whereNoneDoes) => {
    const found = (endsEarly: boolean) => duplicateOf(other, [first], { endsEarly }) !== undefined
    expect([found(true), found(false)]).toEqual([whereEpisodesEnd, whereNoneDoes])
  })
})

describe('the order of episodes', () => {
  const cartPole = task('CartPole-v1')
  const orders = async (code: string) => {
    using sandbox = await createSandbox()
    const random = await recordEpisodes(cartPole, 'random', { episodes: 10, seed: 1 })
    const good = random.map((episode) => ({
      ...episode,
      observations: Array.from({ length: 501 }, () => [0, 0, 0.01, 0]),
      actions: Array.from({ length: 500 }, () => 0),
      rewards: Array.from({ length: 500 }, () => 1),
      isSuccess: Array.from({ length: 500 }, (_, step) => step === 499),
      isFailure: Array.from({ length: 500 }, () => false),
      succeeded: true,
    }))
    return {
      known: orderOf({ code, entry: 'r' }, { good, random }, cartPole, sandbox),
      unknown: orderOf({ code, entry: 'r' }, { good: [], random }, cartPole, sandbox),
    }
  }

  test('is right where living on pays, wrong where failing does, and unknown without a good one', async () => {
    const living = await orders('function r(o, s, f) { return f ? -1 : 1 - Math.abs(o[2]) }')
    expect(living.known).toMatchObject({ ok: true })
    expect(living.known.margin).toBeGreaterThan(1)
    expect(living.unknown).toMatchObject({ ok: undefined, good: null, margin: null })
    expect((await orders('function r(o, s, f) { return f ? 1 : -1 }')).known.ok).toBe(false)
    // A tie is none: good ones pay no more.
    expect((await orders('function r() { return 0 }')).known.ok).toBe(false)
  })
})
