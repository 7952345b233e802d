import { expect, test } from 'vitest'
import { idleThreads } from './load.ts'

test.each([
  [1, 0, 1],
  [2, 0, 2],
  [2, 1, 1],
  [2, 12, 1],
  [4, 0, 3],
  [8, 0.3, 7],
  [8, 3, 5],
  [8, 7.9, 1],
])('of %i cores with a load of %f, %i compute', (cores, load, threads) => {
  expect(idleThreads(cores, load)).toBe(threads)
})
