import { checkPython } from '@gencode/env-gymnasium'
import { expect, it } from 'vitest'
import { requirePart } from '../../../tooling/vitest/require.ts'
import { rewardInOwnEnvironment } from './python-environment.ts'

const { isReady } = await checkPython()

it.runIf(requirePart('python', isReady))('a reward function judges an environment in Python', async () => {
  const { forward, backward } = await rewardInOwnEnvironment(
    'Progress counts:\n```js\nconst rewardFn = ([cell], isSuccess) => isSuccess ? 10 : cell / 5 - 1\n```',
  )
  expect(forward.isSuccess).toBe(true)
  expect(backward.isSuccess).toBe(false)
  expect(forward.score).toBeGreaterThan(backward.score)
})
