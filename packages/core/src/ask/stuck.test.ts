import { expect, test } from 'vitest'
import { unstick } from './stuck.ts'

const moves = (models: number) =>
  [0, 1, 2, 3, 4, 5].map((repeats) => unstick({ attempt: repeats + 2, repeats, model: 0, models }))

test('the usual policy tells the error, then heats up, starts over, and goes to the next model', () => {
  expect(moves(2)).toEqual([
    {},
    { temperature: 0.9, seedShift: 1 },
    { fresh: true, wording: 1, temperature: 1, seedShift: 2 },
    { model: 1 },
    { model: 1 },
    { model: 1 },
  ])
})

test('without another model it starts over with the wordings in turn, each time with another seed', () => {
  const last = moves(1).slice(2)
  expect(last.map(({ fresh }) => fresh)).toEqual([true, true, true, true])
  expect(new Set(last.map(({ seedShift }) => seedShift)).size).toBe(4)
  expect(last.map(({ wording }) => wording)).toEqual([1, 2, 3, 4])
})
