import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asin, atan, exp, log, pow, tan } from './elementary.ts'

function near(actual: number, expected: number, tolerance: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance * Math.abs(expected))
}

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true })

describe('elementary functions', () => {
  // The tolerances are twice what two million arguments showed, at least.
  it('agree with the host to its last bits', () => {
    fc.assert(fc.property(between(-700, 700), (x) => near(exp(x), Math.exp(x), 5e-16)))
    fc.assert(fc.property(between(1e-310, 1e300), (x) => near(log(x), Math.log(x), 5e-16)))
    fc.assert(fc.property(between(-20, 20), (x) => near(exp(x), Math.exp(x), 5e-16)))
    fc.assert(fc.property(between(0.5, 2), (x) => near(log(x), Math.log(x), 5e-16)))
    fc.assert(fc.property(between(-1e6, 1e6), (x) => near(atan(x), Math.atan(x), 5e-16)))
    fc.assert(fc.property(between(-2, 2), (x) => near(atan(x), Math.atan(x), 1e-15)))
    fc.assert(fc.property(between(-1, 1), (x) => near(asin(x), Math.asin(x), 2e-15)))
    fc.assert(fc.property(between(-1.5, 1.5), (x) => near(tan(x), Math.tan(x), 1e-15)))
    fc.assert(
      fc.property(between(1e-3, 3), between(0.1, 10), (base, power) =>
        near(pow(base, power), base ** power, 2e-14),
      ),
    )
  })

  it('know the ends of their ranges', () => {
    expect([exp(0), exp(1000), exp(-1000), exp(Number.NaN)]).toEqual([1, Infinity, 0, Number.NaN])
    expect([log(1), log(0), log(-1), log(Infinity)]).toEqual([0, -Infinity, Number.NaN, Infinity])
    expect([pow(0, 4), pow(1, 4.2), pow(3, 0)]).toEqual([0, 1, 1])
    expect([asin(1), asin(-1), atan(Infinity), atan(0)]).toEqual([Math.PI / 2, -Math.PI / 2, Math.PI / 2, 0])
    expect(atan(Number.NaN)).toBeNaN()
  })
})
