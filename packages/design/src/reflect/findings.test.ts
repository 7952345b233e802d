import type { EpisodeRecord } from '@gencode/train'
import { describe, expect, it } from 'vitest'
import type { ScoredEpisode } from '../gate/score.ts'
import { findings } from './findings.ts'
import type { TermLevel, TermSummary } from './terms.ts'

type Known = Parameters<typeof findings>[0]

const known = (more: Partial<Known> = {}): Known => ({
  successRate: 0.5,
  interval: [0.3, 0.7],
  rates: [0.5, 0.5],
  metrics: {},
  steps: 100,
  endings: { success: 5, failure: 5, other: 0 },
  course: [],
  terms: [],
  ...more,
})
/** An episode of so many steps; what its last one pays, and whether that one fails. */
const episode = (
  steps: number,
  rewards: { step?: number; last?: number } = {},
  ends: 'failure' | 'success' = 'failure',
): ScoredEpisode => {
  const isLast = Array.from({ length: steps }, (_, index) => index === steps - 1)
  return {
    episode: {
      isFailure: isLast.map((last) => last && ends === 'failure'),
      isSuccess: isLast.map((last) => last && ends === 'success'),
    } as unknown as EpisodeRecord,
    rewards: isLast.map((last) => (last ? (rewards.last ?? -1) : (rewards.step ?? 1))),
    terms: {},
  }
}
const codes = (more: Partial<Known>, random: readonly ScoredEpisode[] = [episode(100)]) =>
  findings(known(more), random).map(({ code, term }) => (term === undefined ? code : `${code} ${term}`))

describe('what the rules find', () => {
  it('is nothing where almost all succeeds, whatever else there is', () => {
    expect(codes({ successRate: 0.95, steps: 1, rates: [0, 1] })).toEqual([])
    expect(codes({ successRate: 0.94, steps: 1, rates: [0, 1] })).toEqual(['ends-early', 'unstable'])
  })

  it('is that no episode succeeded, with how long they last', () => {
    const [first] = findings(known({ successRate: 0, steps: 123.456 }), [episode(100)])
    expect(first).toMatchObject({
      code: 'never-succeeded',
      text: expect.stringContaining('they last 123 steps'),
    })
  })

  it('is that hardly any did, where one in twenty-five may have by accident', () => {
    const [first] = findings(known({ successRate: 0.04, steps: 123.456 }), [episode(100)])
    expect(first?.text).toMatch(/^Hardly any episode succeeded; they last 123 steps/)
    expect(codes({ successRate: 0.05 })).not.toContain('never-succeeded')
  })

  it('is that episodes end earlier than those of random actions, by three in ten', () => {
    const random = [episode(80), episode(120)]
    expect(codes({ steps: 69 }, random)).toEqual(['ends-early'])
    expect(codes({ steps: 70 }, random)).toEqual([])
    expect(codes({ steps: 69, successRate: 0 }, random)).toEqual(['never-succeeded', 'ends-early'])
    const [found] = findings(known({ steps: 69 }), random)
    expect(found?.text).toContain('last 69 steps, those of random actions 100')
    expect(codes({ steps: 0 }, [])).toEqual([])
  })

  it('is that failing pays more than 50 ordinary steps', () => {
    expect(codes({}, [episode(100, { step: 0.125, last: 6.5 })])).toEqual(['failure-pays'])
    expect(codes({}, [episode(100, { step: 0.125, last: 6.25 })])).toEqual([])
    // A success is no ordinary step, and no failure.
    expect(codes({}, [episode(100, { step: 0.1, last: 500 }, 'success')])).toEqual([])
    expect(codes({}, [episode(1, { last: 9 })])).toEqual([])
    const [found] = findings(known(), [episode(100, { step: -1, last: 7 })])
    expect(found?.text).toContain('A step that fails pays 7 and an ordinary one -1')
  })

  const course = (rates: readonly number[], returns: readonly number[]): Known['course'] =>
    rates.map((successRate, index) => ({ steps: index, successRate, meanReturn: returns[index] as number }))
  const rising = [0, 1, 2, 3, 4, 5, 6, 7, 8]

  it('is that the reward rises and success does not', () => {
    const flat = rising.map(() => 0.1)
    expect(codes({ course: course(flat, rising), successRate: 0.1 })).toEqual(['gamed'])
    expect(codes({ course: course(flat, rising), successRate: 0.5 })).toEqual([])
    expect(
      codes({
        course: course(
          flat,
          rising.map(() => 3),
        ),
        successRate: 0.1,
      }),
    ).toEqual([])
    expect(codes({ course: course(flat, [...rising].reverse()), successRate: 0.1 })).toEqual([])
    expect(codes({ course: course(flat, rising).slice(0, 5), successRate: 0.1 })).toEqual([])
    const [found] = findings(known({ course: course(flat, rising), successRate: 0.1 }), [episode(100)])
    expect(found?.text).toContain('from 1 to 7')
  })

  it('is that success was still rising at the end', () => {
    const up = rising.map((place) => place / 10)
    expect(codes({ course: course(up, rising) })).toEqual(['still-rising'])
    const over = [...up.slice(0, 8), 0.65]
    expect(codes({ course: course(over, rising) })).toEqual([])
  })

  it('is that some trainings succeed and others do not', () => {
    expect(codes({ rates: [0.1, 0.61] })).toEqual(['unstable'])
    expect(codes({ rates: [0.1, 0.6] })).toEqual([])
    expect(codes({ rates: [0.9] })).toEqual([])
  })

  const of = (more: Partial<TermLevel> = {}): TermLevel => ({
    mean: 0,
    spread: 1,
    share: 0.5,
    ...more,
  })
  const term = (name: string, more: Partial<TermSummary> = {}): TermSummary => ({
    name,
    random: of(),
    trained: of(),
    course: [],
    successCorrelation: 0,
    atLimit: 0,
    isFlag: false,
    ...more,
  })
  const withTerm = (more: Partial<TermSummary>) => codes({ terms: [term('other'), term('one', more)] })

  it('is a term that hardly varies, before training and after; one that is paid for an event may', () => {
    const still = { random: of({ spread: 0.01 }), trained: of({ spread: 0.01 }) }
    expect(withTerm(still)).toEqual(['flat-term one'])
    expect(withTerm({ ...still, isFlag: true })).toEqual([])
    expect(withTerm({ random: of({ spread: 0.011 }), trained: of({ spread: 0.001 }) })).toEqual([])
  })

  it('is a term that drowns the others, turns against success, or stands at its limit', () => {
    expect(withTerm({ trained: of({ share: 0.91 }) })).toEqual(['dominant-term one'])
    expect(withTerm({ trained: of({ share: 0.9 }) })).toEqual([])
    expect(withTerm({ successCorrelation: -0.31 })).toEqual(['opposed-term one'])
    expect(withTerm({ successCorrelation: -0.3 })).toEqual([])
    expect(withTerm({ successCorrelation: null })).toEqual([])
    expect(withTerm({ atLimit: 0.91 })).toEqual(['saturated-term one'])
    expect(withTerm({ atLimit: 0.91, isFlag: true })).toEqual([])
    expect(withTerm({ atLimit: 0.91, trained: of({ spread: 0 }) })).toEqual([])
    expect(withTerm({ atLimit: 0.9 })).toEqual([])
    expect(codes({ terms: [term('alone', { successCorrelation: -1 })] })).toEqual([])
  })
})
