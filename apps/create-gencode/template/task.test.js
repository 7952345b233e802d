import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkEnv } from '@gencode/env'
import { train } from '@gencode/train'
import { task } from './task.js'

test('the environment keeps the promises of the interface', async () => {
  checkEnv(await task.makeEnv())
})

test('a policy can be trained with a reward function', async () => {
  const reward =
    'function rewardFn(observations, isSuccess, isFailure) { return isSuccess ? 1 : isFailure ? -1 : 0 }'
  const { successRate } = await train(task, reward, { seeds: 1, budget: 2_000, episodes: 10 })
  assert.ok(successRate >= 0 && successRate <= 1)
})
