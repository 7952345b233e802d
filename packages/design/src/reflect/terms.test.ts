import type { EpisodeRecord } from '@gencode/train'
import { expect, it } from 'vitest'
import type { ScoredEpisode } from '../gate/score.ts'
import { termsOf } from './terms.ts'

const scored = (succeeded: boolean, terms: Record<string, number[]>): ScoredEpisode => ({
  episode: { succeeded } as EpisodeRecord,
  rewards: [],
  terms,
})

it('sums up a term before training and after, its share of the whole, and how it goes with success', () => {
  const trained = [
    scored(true, { near: [3, 1], bonus: [0, 4] }),
    scored(false, { near: [1, 1], bonus: [0, 0] }),
  ]
  const random = [scored(false, { near: [0, 0], bonus: [0, 0] })]
  const [near, bonus] = termsOf(trained, random)
  expect(near).toMatchObject({ name: 'near', isFlag: false, random: { mean: 0, spread: 0, share: 0 } })
  expect(near?.trained.mean).toBe(1.5)
  expect(near?.trained.spread).toBeCloseTo(Math.sqrt(0.75), 12)
  expect(near?.trained.share).toBeCloseTo(0.6, 12)
  expect(bonus?.trained.share).toBeCloseTo(0.4, 12)
  // Sums 4, 2, 0 against 1, 0, 0.
  expect(near?.successCorrelation).toBeCloseTo(Math.sqrt(3) / 2, 12)
  expect(bonus).toMatchObject({ isFlag: true, successCorrelation: expect.closeTo(1, 12) })
})

it('has no correlation where a term, or success, never varies', () => {
  const still = [scored(true, { a: [1] }), scored(false, { a: [1] })]
  expect(termsOf(still, [])[0]?.successCorrelation).toBeNull()
  const failed = [scored(false, { a: [1] }), scored(false, { a: [2] })]
  expect(termsOf(failed, [])[0]?.successCorrelation).toBeNull()
})

it('counts the steps at a term’s ends', () => {
  const [term] = termsOf([scored(true, { a: [0, 0.009, 0.5, 0.992, 1] })], [])
  expect(term?.atLimit).toBe(0.8)
  const [absent] = termsOf([scored(true, { b: [] })], [scored(true, { b: [1] })])
  expect(absent).toMatchObject({ atLimit: 0, trained: { mean: 0, spread: 0, share: 0 } })
})

it('takes the mean of the seeds at each point of training, also where some have fewer', () => {
  const point = (mean: number) => ({ steps: 1, terms: { a: { mean, spread: 0 } } }) as never
  const [term] = termsOf([scored(true, { a: [1] })], [], [[point(1), point(3)], [point(2)]])
  expect(term?.course).toEqual([1.5, 3])
  expect(termsOf([scored(true, { z: [1] })], [], [[point(1)]])[0]?.course).toEqual([0])
})
