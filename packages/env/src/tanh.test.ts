import { expect, it } from 'vitest'
import { tanh } from './tanh.ts'

it('is the hyperbolic tangent within two roundings, odd, and at most 1', () => {
  for (const size of [0, 1e-300, 1e-9, 0.001, 0.2, 0.3465, 0.5, 0.9, 1, 1.7, 2, 5, 15, 19.5, 20.5, 700])
    for (const x of [size, -size]) {
      expect(Math.abs(tanh(x) - Math.tanh(x))).toBeLessThanOrEqual(5e-16 * Math.abs(Math.tanh(x)))
      expect(tanh(-x)).toBe(-tanh(x))
    }
  expect(tanh(Number.POSITIVE_INFINITY)).toBe(1)
  expect(tanh(Number.NaN)).toBeNaN()
})
