import { expect, test } from 'vitest'
import type { Candidate, Ranked } from '../candidate.ts'
import { briefText } from './brief.ts'
import { planRound } from './plan.ts'

const usage = { inputTokens: 0, outputTokens: 0, requests: 0, estimated: false }
const elite = (index: number, code = 'function rewardFn() { return 1 }'): Ranked => ({
  index,
  round: 1,
  lineage: { kind: 'fresh', parents: [] },
  attempts: 1,
  usage,
  code,
  entry: 'rewardFn',
  status: 'trained',
  trainings: [],
  successRate: 1 - index / 10,
  interval: [0, 1],
})
const kinds = (situation: Parameters<typeof planRound>[0]) =>
  planRound(situation).map(({ lineage }) => `${lineage.kind} ${lineage.parents.join('+')}`.trim())

test('the first round is all from nothing; later ones are made from the best', () => {
  expect(kinds({ round: 1, population: 3, elites: [], stale: 0 })).toEqual(['fresh', 'fresh', 'fresh'])
  const elites = [elite(0), elite(1), elite(2)]
  expect(kinds({ round: 2, population: 8, elites, stale: 0 })).toEqual([
    'refined 0',
    'refined 1',
    'refined 2',
    'refined 0',
    'crossed 0+1',
    'crossed 0+2',
    'fresh',
    'fresh',
  ])
  expect(kinds({ round: 2, population: 1, elites, stale: 0 })).toEqual(['refined 0'])
  expect(kinds({ round: 4, population: 4, elites: [], stale: 0 })).toEqual([
    'fresh',
    'fresh',
    'fresh',
    'fresh',
  ])
})

test('stuck, it crosses more and asks with a higher temperature', () => {
  const elites = [elite(0), elite(1)]
  const slots = planRound({ round: 3, population: 10, elites, stale: 1 })
  expect(slots.every(({ temperature }) => temperature === 1)).toBe(true)
  expect(slots.filter(({ lineage }) => lineage.kind === 'crossed')).toHaveLength(4)
})

test('where nothing works half of the time yet, most of a round is another idea', () => {
  const elites = [elite(6), elite(7)]
  expect(kinds({ round: 2, population: 5, elites, stale: 0 })).toEqual([
    'refined 6',
    'crossed 6+7',
    'fresh',
    'fresh',
    'fresh',
  ])
  expect(kinds({ round: 2, population: 5, elites, stale: 2 })).toEqual([
    'refined 6',
    'crossed 6+7',
    'fresh',
    'fresh',
    'fresh',
  ])
  expect(kinds({ round: 2, population: 2, elites, stale: 0 })).toEqual(['refined 6', 'crossed 6+7'])
  expect(kinds({ round: 2, population: 5, elites: [elite(5)], stale: 0 })).toEqual([
    'refined 5',
    'refined 5',
    'refined 5',
    'refined 5',
    'fresh',
  ])
})

test('a brief stays within its tokens, and keeps what is to be done', () => {
  const many: Candidate[] = Array.from({ length: 60 }, (_, index) => elite(index, `// ${'x'.repeat(6000)}`))
  for (const maxTokens of [500, 3000, 20_000]) {
    const text = briefText({
      lineage: { kind: 'crossed', parents: [0, 1] },
      candidates: many,
      docs: [],
      maxTokens,
    })
    expect(new TextEncoder().encode(text).length / 3).toBeLessThan(maxTokens + 150)
    expect(text).toMatch(/joins the best terms of both parents\. Return \{ reward, components \}/)
  }
})
