import type { CleanedCode } from '@gencode/contract/types'
import { task } from '@gencode/env'
import { expect, test } from 'vitest'
import { scripted } from '../../test/scripted-model.ts'
import { GenCode } from '../gen-code.ts'
import { reviveState } from '../state.ts'
import type { CleanFunction } from './examine.ts'

/** The answers of these tests are the bare function. */
const clean: CleanFunction = (response, { params }): CleanedCode => ({
  source: response,
  original: response,
  language: 'python',
  entry: 'reward_fn',
  params,
  warnings: [],
  lineMap: response.split('\n').map((_, index) => index + 1),
})
const good = `import numpy as np

def reward_fn(observations, is_success, is_failure):
    x, v, angle, turn = observations
    terms = {"upright": np.exp(-angle ** 2), "centered": -0.1 * abs(x)}
    if is_failure:
        terms["fallen"] = -5.0
    return sum(terms.values()), terms`
const failing = `def reward_fn(observations, is_success, is_failure):
    angle = float(observations[2])
    return 1 / (angle - angle)`

const cartPole = task('CartPole-v1')

test('a Python answer becomes a function that works, and the state keeps the Python', async () => {
  using genCode = new GenCode(cartPole, undefined, { clean })
  const state = await genCode.get(good)
  expect(state.rewardFunction([0.5, 0, 0, 0], false, true)).toEqual({
    reward: 1 - 0.05 - 5,
    components: { upright: 1, centered: -0.05, fallen: -5 },
  })
  expect(state).toMatchObject({ language: 'python', original: good, entry: 'reward_fn' })
  expect(state.code).toContain('function reward_fn(')
})

test('what is wrong with Python is told in its own terms, and Python is asked for again', async () => {
  const told: string[] = []
  const model = scripted((_request, messages) => {
    told.push(messages.at(-1)?.content ?? '')
    return told.length === 1 ? failing : good
  })
  using genCode = new GenCode(cartPole, model, { clean, languages: ['python'] })
  const state = await genCode.generate()
  expect(state.attempts.map(({ error }) => error?.code)).toEqual(['sandbox/runtime', undefined])
  expect(told[0]).toContain('def reward_fn(observations: np.ndarray, is_success: bool, is_failure: bool)')
  expect(told[0]).toContain('```python')
  expect(told[0]).not.toMatch(/javascript/i)
  expect(told[1]).toContain(
    'threw ZeroDivisionError: float division by zero on line 3 (`return 1 / (angle - angle)`)',
  )
  expect(told[1]).toContain('> 3 |     return 1 / (angle - angle)')
  expect(told[1]).toContain('def reward_fn(observations, is_success, is_failure):')
  expect(told[1]).not.toMatch(/javascript/i)
})

test('Python that can’t be lowered is a failure that the model is told', async () => {
  using genCode = new GenCode(cartPole, undefined, { clean })
  const error = await genCode
    .get('import torch\ndef reward_fn(o, a, b):\n    return torch.exp(o[0])')
    .catch((one) => one)
  expect(error.attempts[0].error).toMatchObject({
    code: 'python/import',
    line: 3,
    feedback:
      'Line 3 (`return torch.exp(o[0])`): the module torch is not available; numpy, math and random are.',
  })
})

test('a state that was JSON speaks of the Python’s lines still', async () => {
  using genCode = new GenCode(cartPole, undefined, { clean, probes: { count: 20 } })
  const late = `def reward_fn(observations, is_success, is_failure):
    if observations[0] > 1000:
        return [1][2]
    return 1.0 - abs(observations[2])`
  const { rewardFunction, ...plain } = await genCode.get(late)
  rewardFunction.dispose()
  const sandbox = await genCode.compileRewardFunction(genCode.getCleanResponse(late))
  expect(() => sandbox([2000, 0, 0, 0], false, false)).toThrow(
    'IndexError: list index out of range on line 3',
  )
  sandbox.dispose()
  const { createSandbox } = await import('@gencode/sandbox')
  using own = await createSandbox()
  const revived = await reviveState(JSON.parse(JSON.stringify(plain)), { task: cartPole, sandbox: own })
  expect(() => revived.rewardFunction([2000, 0, 0, 0], false, false)).toThrow('on line 3 (`return [1][2]`)')
})
