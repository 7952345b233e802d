import type { Candidate } from '@gencode/design'
import { expect, it } from 'vitest'
import { nextPair } from './next-pair.ts'

const candidate = (index: number, successRate?: number): Candidate =>
  ({
    index,
    status: successRate === undefined ? 'refused' : 'trained',
    trainings: successRate === undefined ? [] : [{}],
    ...(successRate === undefined ? {} : { successRate, interval: [0, 1] }),
  }) as unknown as Candidate
const numbers = (pair: readonly Candidate[] | undefined) => pair?.map(({ index }) => index)

it('shows the best two first, then those that were compared least, and goes on to another pair', () => {
  const all = [candidate(0, 0.2), candidate(1), candidate(2, 0.9), candidate(3, 0.5)]
  expect(numbers(nextPair(all, [], 0))).toEqual([2, 3])
  expect(numbers(nextPair(all, [{ better: 3, worse: 2 }], 0))).toEqual([2, 0])
  expect(numbers(nextPair(all, [], 1))).toEqual([2, 0])
  expect(numbers(nextPair(all, [], 3))).toEqual([2, 3])
})

it('has nothing to show where there are no two policies', () => {
  expect(nextPair([candidate(0), candidate(1, 0.5)], [], 0)).toBeUndefined()
})
