import { task } from '@gencode/env'
import { describe, expect, test } from 'vitest'
import { GenCode } from '../index.ts'

const torque = { index: 0, name: 'torque', unit: 'N m', low: -2, high: 2 }
const pendulum = task('Pendulum-v1', { action: [torque] })

describe('a reward function that sees the action', () => {
  test('is asked for it, with what its numbers mean', () => {
    expect(pendulum.contract.signature).toContain('action: number[]')
    expect(pendulum.action).toEqual([torque])
    expect(task('Pendulum-v1').action).toBeUndefined()
  })

  test('is tried with actions of episodes and at their bounds', async () => {
    const genCode = new GenCode(pendulum)
    const state = await genCode.get(
      '```js\nfunction rewardFn(observations, isSuccess, isFailure, action) {\n  return observations[0] - 0.001 * action[0] ** 2\n}\n```',
    )
    expect(await state.rewardFunction?.([1, 0, 0], false, false, [2])).toBeCloseTo(0.996)
    genCode.dispose()
  })

  test('is told with which action it failed', async () => {
    const genCode = new GenCode(pendulum)
    const answer =
      '```js\nfunction rewardFn(observations, isSuccess, isFailure, action) {\n  return Math.log(1.5 - action[0])\n}\n```'
    await expect(genCode.get(answer)).rejects.toMatchObject({
      attempts: [
        { error: { code: 'probe/not-finite', input: expect.stringMatching(/action = \[(?:2|1\.[5-9])/) } },
      ],
    })
    genCode.dispose()
  })

  test('is taken in Python as well', async () => {
    const genCode = new GenCode(pendulum)
    const state = await genCode.get(
      '```python\ndef reward_fn(observations, is_success, is_failure, action):\n    return observations[0] - 0.001 * np.square(action).sum()\n```',
    )
    expect(await state.rewardFunction?.([1, 0, 0], false, false, [2])).toBeCloseTo(0.996)
    genCode.dispose()
  })

  test('is refused where the task describes another number of them than the environment takes', async () => {
    const wrong = task('Pendulum-v1', { action: [torque, { ...torque, index: 1 }] })
    const genCode = new GenCode(wrong)
    await expect(genCode.get('```js\nfunction rewardFn(o, s, f, a) { return o[0] }\n```')).rejects.toThrow(
      /an action here is 1 numbers.*describes 2/,
    )
    genCode.dispose()
  })
})
