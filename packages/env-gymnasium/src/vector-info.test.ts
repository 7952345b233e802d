import { expect, it } from 'vitest'
import { infoRows } from './vector-info.ts'

it("Gymnasium's columns of info become one info for each environment", () => {
  const info = {
    speed: [1, 2, 0],
    _speed: [true, true, false],
    rewards: { forward: [0.5, 0, 0], _forward: [true, false, false] },
    _rewards: [true, true, false],
    name: ['a', 'b', 'c'],
    _name: [false, false, true],
  }
  expect(infoRows(info, 3)).toEqual([
    { speed: 1, rewards: { forward: 0.5 } },
    { speed: 2, rewards: {} },
    { name: 'c' },
  ])
})

it('an info without columns says nothing of any environment', () => {
  expect(infoRows({ what: 'ever' }, 2)).toEqual([{}, {}])
})
