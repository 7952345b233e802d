import { expect, it } from 'vitest'
import { trainInOwnEnvironment } from './own-environment.ts'

it('a reward function trains policies in an environment of one file', async () => {
  const { designed, constant } = await trainInOwnEnvironment(
    'Every cell to the right counts:\n```js\nconst rewardFn = ([cell], isSuccess) => isSuccess ? 10 : cell / 9 - 1\n```',
  )
  expect(designed).toBe(1)
  expect(constant).toBe(0)
})
