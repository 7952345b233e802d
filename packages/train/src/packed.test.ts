import { expect, it } from 'vitest'
import { unpacked as dqnState } from './dqn/state.ts'
import { TrainError } from './errors.ts'
import { unpacked as ppoState } from './ppo/state.ts'

const adam = { steps: 1, first: '', second: '' }

it.each([
  ...[undefined, null, 7, {}, { learner: {} }].map((state) => ['DQN', dqnState, state] as const),
  ['DQN', dqnState, { learner: { parameters: '', target: '§', adam } }] as const,
  ['DQN', dqnState, { learner: { parameters: '', target: '', adam: { ...adam, steps: -1 } } }] as const,
  ...[undefined, null, 7, {}, { agent: {} }].map((state) => ['PPO', ppoState, state] as const),
  ['PPO', ppoState, { agent: { parameters: '', adam: { ...adam, first: 1 } } }] as const,
])('a state of %s that is none is refused: %#', (method, unpacked, state) => {
  expect(() => unpacked(state)).toThrow(new TrainError(`The state to go on from is no state of ${method}`))
})
