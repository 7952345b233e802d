import { expect, test } from 'vitest'
import { cutRange } from './cut-range.ts'

const steps = Array.from({ length: 200 }, (_, index) => 1 - (index % 20) / 40)
const rangeOf = (values: readonly (number | null)[]): [number, number] => {
  const numbers = values.filter((value) => value !== null)
  return cutRange([values], Math.min(...numbers), Math.max(...numbers))
}

test('ordinary values are all in it, with some room', () => {
  const [low, high] = rangeOf(steps)
  expect(low).toBeLessThan(0.525)
  expect(low).toBeGreaterThan(0.4)
  expect(high).toBeGreaterThan(1)
  expect(high).toBeLessThan(1.2)
})

test('what an end pays a hundred times is cut off, on either side', () => {
  const [low, high] = rangeOf([...steps, -100, null, 300])
  expect(low).toBeGreaterThan(0)
  expect(high).toBeLessThan(2)
})

test('values that are spread keep their ends', () => {
  const spread = Array.from({ length: 100 }, (_, index) => index ** 2)
  expect(rangeOf(spread)[1]).toBeGreaterThan(9801)
})

test('one value and no values have a range, too', () => {
  expect(rangeOf([5])).toEqual([4.5, 5.5])
  const [low, high] = cutRange([], Number.NaN, Number.NaN)
  expect([low, high].some(Number.isNaN)).toBe(false)
})
