import { expect, it } from 'vitest'
import { createLinePlot, type LinePlotOptions } from './line-plot.ts'

const plot = (options: Partial<LinePlotOptions>) =>
  createLinePlot({} as HTMLElement, { title: 'success', xLabel: 'steps', ...options })

it.each([Number.NaN, 0, -1, Number.POSITIVE_INFINITY])('a plot has no height of %d', (height) => {
  expect(() => plot({ height })).toThrow(
    new RangeError(`height is a number of pixels above 0, not ${height}`),
  )
})

it.each([[[1, 0] as const], [[0, 0] as const], [[Number.NaN, 1] as const]])(
  'a plot has no range of %j',
  (range) => {
    expect(() => plot({ range })).toThrow(RangeError)
  },
)
