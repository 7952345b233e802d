import { task } from '@gencode/env'
import { createSandbox } from '@gencode/sandbox'
import { expect, test, vi } from 'vitest'
import { fenced } from '../test/scripted-model.ts'
import { GenCode } from './index.ts'

vi.mock('@gencode/sandbox', async (original) => {
  const real = await original<typeof import('@gencode/sandbox')>()
  return { ...real, createSandbox: vi.fn(real.createSandbox) }
})

test('a sandbox that could not be made is made again at the next call, and is nothing to dispose of', async () => {
  const good = fenced('function rewardFn(o, s, f) { return f ? -1 : o[2] }')
  using genCode = new GenCode(task('CartPole-v1'))
  vi.mocked(createSandbox).mockRejectedValue(new Error('The wasm file did not arrive'))
  const disposed = genCode.get(good)
  genCode.dispose()
  await expect(disposed).rejects.toThrow('did not arrive')
  await expect(genCode.get(good)).rejects.toThrow('did not arrive')
  vi.mocked(createSandbox).mockRestore()
  expect((await genCode.get(good)).entry).toBe('rewardFn')
})
