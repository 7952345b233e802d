import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { singleSquare } from './single-square.ts'

const recorded: [number, number][] = JSON.parse(
  readFileSync(new URL('../../fixtures/squares.json', import.meta.url), 'utf8'),
)

it('squares single-precision numbers as NumPy does, also where that is not the nearest result', () => {
  const nearest = recorded.filter(([value, square]) => Math.fround(value * value) === square)
  expect(nearest.length).toBeLessThan(recorded.length - 20)
  for (const [value, square] of recorded) expect(singleSquare(value)).toBe(square)
})
