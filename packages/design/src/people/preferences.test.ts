import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkPreferences, preferredOf } from './preferences.ts'

const times = (count: number, better: number, worse: number) =>
  Array.from({ length: count }, () => ({ better, worse }))
const chanceOf = (candidate: number, ...all: Parameters<typeof preferredOf>): number =>
  preferredOf(...all).find((each) => each.candidate === candidate)?.chance ?? Number.NaN

test('nothing follows from no choice', () => {
  expect(preferredOf([])).toEqual([])
})

test('one choice says little, many say more, and never all', () => {
  const once = chanceOf(3, times(1, 3, 5))
  const often = chanceOf(3, times(20, 3, 5))
  expect(once).toBeGreaterThan(0.5)
  expect(once).toBeLessThan(0.7)
  expect(often).toBeGreaterThan(once)
  expect(often).toBeLessThan(1)
  expect(once + chanceOf(5, times(1, 3, 5))).toBeCloseTo(1, 6)
})

test('who beats the one that beats another stands above both', () => {
  const order = preferredOf([...times(3, 1, 2), ...times(3, 2, 7)]).map(({ candidate }) => candidate)
  expect(order).toEqual([1, 2, 7])
})

test('strengths are the likeliest ones: no small change makes the choices likelier', () => {
  const pair = fc.record({ better: fc.integer({ min: 0, max: 4 }), worse: fc.integer({ min: 5, max: 9 }) })
  fc.assert(
    fc.property(fc.array(pair, { minLength: 1, maxLength: 30 }), (preferences) => {
      const strengths = new Map(
        preferredOf(preferences).map(({ candidate, chance }) => [candidate, chance / (1 - chance)]),
      )
      const likelihood = (of: ReadonlyMap<number, number>): number => {
        const log = (a: number, b: number): number => Math.log(a / (a + b))
        const chosen = preferences.map(({ better, worse }) =>
          log(of.get(better) as number, of.get(worse) as number),
        )
        const average = [...of.values()].map((each) => log(each, 1) + log(1, each))
        return [...chosen, ...average].reduce((sum, each) => sum + each, 0)
      }
      const best = likelihood(strengths)
      for (const candidate of strengths.keys())
        for (const factor of [0.9, 1.1]) {
          const moved = new Map(strengths).set(candidate, (strengths.get(candidate) as number) * factor)
          expect(likelihood(moved)).toBeLessThan(best)
        }
    }),
    { numRuns: 50 },
  )
})

test('a choice between what is not there is refused', () => {
  expect(() => checkPreferences([{ better: 1, worse: 9 }], [0, 1])).toThrow(/this run has no 9/)
  expect(() => checkPreferences([{ better: 1, worse: 1 }], [0, 1])).toThrow(/to itself/)
  expect(() => checkPreferences([{ better: 1, worse: 0 }], [0, 1])).not.toThrow()
})
