import { readFile } from 'node:fs/promises'
import { GenCode } from '@gencode/core'
import type { Env } from '@gencode/env'
import { envContract } from '@gencode/env/testing'
import { train } from '@gencode/train'
import { describe, expect, it } from 'vitest'
import { corridorTask } from './own-environment.ts'

describe("an environment of one's own", () => {
  for (const { name, run } of envContract(() => corridorTask.makeEnv() as Env)) it(name, run)

  it('is the one in the README', async () => {
    const [readme, own] = await Promise.all(
      ['../../../packages/env/README.md', './own-environment.ts'].map((path) =>
        readFile(new URL(path, import.meta.url), 'utf8'),
      ),
    )
    expect(readme).toContain(`\`\`\`ts\n${own}\`\`\``)
  })

  it('has reward functions tried and policies trained in it', async () => {
    using genCode = new GenCode(corridorTask)
    const { rewardFunction } = await genCode.get(
      'Every cell to the right counts:\n```js\nconst rewardFn = ([cell], isSuccess) => isSuccess ? 10 : cell / 9 - 1\n```',
    )
    const options = { seeds: 2, budget: 5_000, episodes: 20 }
    expect((await train(corridorTask, rewardFunction, options)).successRate).toBe(1)
    expect((await train(corridorTask, 'constant', options)).successRate).toBe(0)
  })
})
