import { describe, expect, it } from 'vitest'
import { fillNormal, stream } from './random.ts'

describe('normal draws', () => {
  const draws = new Float64Array(100_001)
  fillNormal(stream(0, 'parameters'), draws)
  const mean = (of: (draw: number) => number): number =>
    draws.reduce((sum, draw) => sum + of(draw), 0) / draws.length

  it('have the moments and tails of the standard normal distribution', () => {
    expect(mean((draw) => draw)).toBeCloseTo(0, 1.5)
    expect(mean((draw) => draw ** 2)).toBeCloseTo(1, 1.5)
    expect(mean((draw) => draw ** 4)).toBeCloseTo(3, 0.5)
    expect(mean((draw) => (Math.abs(draw) > 1.959964 ? 1 : 0))).toBeCloseTo(0.05, 2)
  })

  it('have the same bits in every engine', () => {
    // The last one is alone in its pair.
    expect(Array.from(draws.subarray(0, 2))).toEqual([0.8078330832224515, -1.3578535169650585])
    expect(draws.at(-1)).toBe(0.10363989585961766)
  })
})
