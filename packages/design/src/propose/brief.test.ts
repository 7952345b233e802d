import { describe, expect, it } from 'vitest'
import type { Candidate, Lineage } from '../candidate.ts'
import type { Reflection } from '../reflect/reflection.ts'
import { briefText } from './brief.ts'

const docs = [{ index: 0, name: 'pole angle', unit: 'rad', low: -1, high: 1 } as const]
const usage = { inputTokens: 0, outputTokens: 0, requests: 0, estimated: false }
const reflection: Reflection = {
  successRate: 0.5,
  interval: [0.25, 0.75],
  rates: [0.5],
  metrics: {},
  steps: 100,
  endings: { success: 5, failure: 5, other: 0 },
  course: [],
  terms: [],
  findings: [{ code: 'gamed', text: 'So.' }],
  samples: [],
}
const fresh: Lineage = { kind: 'fresh', parents: [] }
const trained = (index: number, successRate: number, lineage: Lineage = fresh): Candidate =>
  ({
    ...{ index, round: 1, lineage, attempts: 1, usage, entry: 'rewardFn', code: `// code ${index + 1}` },
    ...{ status: 'trained', successRate, interval: [0.25, 0.75], reflection },
    trainings: [{ successRate }, { successRate }],
  }) as unknown as Candidate
const refused = (index: number, feedback: string): Candidate =>
  ({
    ...{
      index,
      round: 1,
      lineage: fresh,
      attempts: 1,
      usage,
      code: '// bad',
      status: 'refused',
      trainings: [],
    },
    refusal: { code: 'design/order', feedback },
  }) as unknown as Candidate

describe('a brief', () => {
  it('before anything was tried asks for a reward that is learned fast, with its terms by name', () => {
    expect(briefText({ lineage: fresh, candidates: [], docs })).toBe(
      'Shape the reward so that a policy learns the goal fast. Return { reward, components }: the reward, and each of its terms by name, so that training can show what each of them did.',
    )
  })

  it('shows what was tried, the best first, and asks for another idea', () => {
    const same = {
      ...trained(3, 0),
      status: 'duplicate',
      sameAs: 1,
      successRate: undefined,
    } as unknown as Candidate
    const untried = { ...refused(4, ''), refusal: undefined } as unknown as Candidate
    const text = briefText({
      lineage: fresh,
      candidates: [
        trained(0, 0.2),
        trained(1, 0.6, { kind: 'refined', parents: [0] }),
        refused(2, 'It | pays\n  nothing.'),
        same,
        untried,
        { ...trained(5, 1), code: undefined } as unknown as Candidate,
      ],
      docs,
    })
    expect(text.split('\n')).toEqual([
      'What was tried so far, each trained and measured by the task itself:',
      '| candidate | made | success |',
      '| --- | --- | --- |',
      '| 2 | refined from 1 | 0.60 [0.25, 0.75] in 2 trainings |',
      '| 1 | from nothing | 0.20 [0.25, 0.75] in 2 trainings |',
      '| 3 | from nothing | refused: design/order, It pays nothing. |',
      '| 4 | from nothing | the same as 2 |',
      '| 5 | from nothing | not trained |',
      '',
      expect.stringMatching(/^Write a reward whose idea differs from all of these\. Return/),
    ])
  })

  it('cuts a long reason, and shows eight candidates at most', () => {
    const text = briefText({
      lineage: fresh,
      candidates: [
        refused(0, 'x'.repeat(200)),
        ...Array.from({ length: 9 }, (_, at) => trained(at + 1, at / 10)),
      ],
      docs,
    })
    expect(text.match(/^\| \d+ \|/gm)).toHaveLength(8)
    const alone = briefText({ lineage: fresh, candidates: [refused(0, 'x'.repeat(200))], docs })
    expect(alone).toContain(`design/order, ${'x'.repeat(160)} ... |`)
  })

  it('shows a parent with what training showed, and asks for a better version', () => {
    const text = briefText({
      lineage: { kind: 'refined', parents: [1] },
      candidates: [trained(1, 0.5)],
      docs,
    })
    expect(text).toContain('Parent A (candidate 2):\n\n```js\n// code 2\n```\n\nSuccess: 0.50 [0.25, 0.75]')
    expect(text).toContain('- gamed: So.')
    expect(text).toMatch(
      /Write a better version of the parent: change what the findings name, keep what works\. Return/,
    )
  })

  it('shows two parents, and asks for one function of both', () => {
    const text = briefText({
      lineage: { kind: 'crossed', parents: [1, 0] },
      candidates: [trained(0, 0.1), trained(1, 0.5)],
      docs,
    })
    expect(text.indexOf('Parent A (candidate 2)')).toBeGreaterThan(0)
    expect(text.indexOf('Parent B (candidate 1)')).toBeGreaterThan(text.indexOf('Parent A (candidate 2)'))
    expect(text).toContain('Write one function that joins the best terms of both parents.')
  })

  it('says a wish, preferences, what was seen and what a critic advises, in this order', () => {
    const text = briefText({
      lineage: { ...fresh, wish: 'Slower.' },
      candidates: [],
      docs,
      advice: 'Pay less.',
      watched: { candidate: 2, text: 'It falls.' },
      preferences: [{ better: 9, worse: 8 }, ...Array.from({ length: 8 }, () => ({ better: 1, worse: 0 }))],
    })
    expect(text.split('\n\n').slice(0, 4)).toEqual([
      'A person who watched the policies says: Slower.',
      `A person who watched the policies prefers candidate ${Array(8).fill('2 to 1').join(', ')}.`,
      'Somebody who watched pictures of a policy trained with candidate 3 says: It falls.',
      'Advice: Pay less.',
    ])
  })

  it('shows a refused first try with its reason, and asks for it again', () => {
    const text = briefText({
      lineage: { kind: 'refined', parents: [7] },
      candidates: [],
      docs,
      refused: { code: '// bad', refusal: { code: 'design/order', feedback: 'It pays nothing.' } },
    })
    expect(text).toMatch(
      /^Your last try:\n\n```js\n\/\/ bad\n```\n\nError: design\/order\nIt pays nothing\.\n\nWrite it again without that fault\. Return/,
    )
  })

  it('drops rows of what was tried until it fits', () => {
    const candidates = Array.from({ length: 8 }, (_, at) => trained(at, at / 10))
    const whole = briefText({ lineage: fresh, candidates, docs })
    const short = briefText({ lineage: fresh, candidates, docs, maxTokens: Math.ceil(whole.length / 3) - 30 })
    expect(short.match(/^\| \d+ \|/gm)?.length).toBeLessThan(8)
    expect(short).toMatch(/^\| 8 \|/m)
    expect(short).not.toMatch(/^\| 1 \|/m)
  })
})
