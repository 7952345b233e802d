import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { task } from '@gencode/env'
import { expect, test } from 'vitest'
import { fenced } from '../test/scripted-model.ts'
import { GenCode } from './index.ts'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

test('candidates in a row leave no memory behind', async () => {
  using genCode = new GenCode(task('CartPole-v1'))
  const many = async (from: number, count: number) => {
    for (let index = from; index < from + count; index++) {
      const body =
        index % 3 === 0 ? 'o.x.y' : index % 3 === 1 ? `'${'x'.repeat(5000)}'.length` : `${index} - o[2]`
      const state = await genCode
        .get(fenced(`function rewardFn(o) { return ${body} }`))
        .catch(() => undefined)
      state?.rewardFunction.dispose()
    }
    collect()
    const { heapUsed, external } = process.memoryUsage()
    return heapUsed + external
  }
  const before = await many(0, 50)
  const after = await many(50, 200)
  // 200 answers of 5 kB alone would be 1 MiB, a sandbox each 2 GiB.
  expect((after - before) / 2 ** 20).toBeLessThan(4)
})
