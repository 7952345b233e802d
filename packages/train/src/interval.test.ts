import { describe, expect, it } from 'vitest'
import { successInterval } from './interval.ts'

const seeds = (rates: readonly number[], episodes = 100) =>
  rates.map((rate) => ({ successes: Math.round(rate * episodes), episodes }))

describe('the interval of a success rate', () => {
  it('is Wilson’s for one seed', () => {
    // statsmodels.stats.proportion.proportion_confint(8, 10, method='wilson')
    const [low, high] = successInterval(seeds([0.8], 10))
    expect(low).toBeCloseTo(0.49016, 5)
    expect(high).toBeCloseTo(0.94332, 5)
  })

  it('reaches the ends only where every episode agrees', () => {
    expect(successInterval(seeds([1, 1, 1]))).toEqual([expect.closeTo(0.98736, 5), 1])
    expect(successInterval(seeds([0, 0, 0]))).toEqual([0, expect.closeTo(0.01264, 5)])
  })

  it('is wide where seeds disagree, however many episodes each played', () => {
    for (const episodes of [100, 10_000]) {
      const [low, high] = successInterval(seeds([0.91, 0, 0], episodes))
      expect(low).toBeLessThan(0.05)
      expect(high).toBeGreaterThan(0.9)
    }
  })

  it('tells a reward that always works from one that worked once', () => {
    const [low] = successInterval(seeds([1, 1, 0.99]))
    const [, high] = successInterval(seeds([0.71, 0, 0]))
    expect(low).toBeGreaterThan(0.92)
    expect(high).toBeLessThan(0.95)
  })

  it('knows nothing without episodes, and stays within 0 and 1 for any number of seeds', () => {
    expect(successInterval([])).toEqual([0, 1])
    for (const count of [2, 5, 31, 100]) {
      const [low, high] = successInterval(seeds(Array.from({ length: count }, (_, index) => index % 2)))
      expect(low).toBeGreaterThanOrEqual(0)
      expect(high).toBeLessThanOrEqual(1)
      expect(low).toBeLessThan(0.5)
      expect(high).toBeGreaterThan(0.5)
    }
  })
})
