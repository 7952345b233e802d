import { rewardContract } from '@gencode/contract'
import { describe, expect, it } from 'vitest'
import { BaselineModel } from './baseline.ts'
import { withBudget } from './budget.ts'
import type { ChatModel } from './model.ts'
import { withRateLimit } from './rate-limit.ts'
import { record } from './record.ts'
import { chunksOf, replay } from './replay.ts'
import { withRetry } from './retry.ts'
import { modelContract } from './testing.ts'
import { withTimeout } from './timeout.ts'

const answer = 'The sea is wide, and blue, and full of fish that never read a book.'
const replayed = (): ChatModel => replay(Array.from({ length: 5 }, () => answer))

describe('the replay model', () => {
  for (const { name, run } of modelContract(async () => ({ model: replayed(), answer }))) it(name, run)
})

describe('the baseline model', () => {
  const contract = rewardContract([{ index: 0, name: 'height', low: 0, high: 2 }])
  for (const { name, run } of modelContract(async () => ({ model: new BaselineModel({ contract }) })))
    it(name, run)
})

describe('a model in every wrapper', () => {
  const wrapped = () =>
    withBudget(
      withRateLimit(
        withTimeout(withRetry(record(replayed(), () => {})), { timeoutMs: 5000, chunkTimeoutMs: 1000 }),
        { requests: 100, concurrent: 1 },
      ),
      { tokens: 100_000 },
    )
  for (const { name, run } of modelContract(async () => ({ model: wrapped(), answer }))) it(name, run)
})

describe('the suite', () => {
  const broken: Record<string, ChatModel> = {
    'without a finish': model(async function* () {
      yield { type: 'text', text: 'a b' }
      yield { type: 'text', text: 'c d' }
    }),
    'with two finishes': model(async function* () {
      yield* chunksOf('a b c')
      yield* chunksOf('d')
    }),
    'that is deaf to its signal': model(async function* () {
      yield* chunksOf('a b c')
    }),
    'that sends its answer in one piece': model(async function* () {
      yield { type: 'text', text: 'all of it' }
      yield { type: 'finish', reason: 'stop' }
    }),
  }
  it.each(Object.entries(broken))('fails a model %s', async (_what, subject) => {
    const results = await Promise.allSettled(
      modelContract(async () => ({ model: subject })).map(({ run }) => run()),
    )
    expect(results.some(({ status }) => status === 'rejected')).toBe(true)
  })
})

function model(generate: ChatModel['generate']): ChatModel {
  return { id: 'broken', generate }
}
