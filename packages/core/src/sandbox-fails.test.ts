import { task } from '@gencode/env'
import { expect, onTestFinished, test, vi } from 'vitest'
import { fenced } from '../test/scripted-model.ts'

test('a sandbox that could not be made is made again at the next call, and is nothing to dispose of', async () => {
  // Files share their modules, so this one's are its own.
  const real = await import('@gencode/sandbox')
  const createSandbox = vi.fn(real.createSandbox)
  vi.doMock('@gencode/sandbox', () => ({ ...real, createSandbox }))
  vi.resetModules()
  onTestFinished(() => {
    vi.doUnmock('@gencode/sandbox')
    vi.resetModules()
  })
  const { GenCode } = await import('./index.ts')
  const good = fenced('function rewardFn(o, s, f) { return f ? -1 : o[2] }')
  using genCode = new GenCode(task('CartPole-v1'))
  createSandbox.mockRejectedValue(new Error('The wasm file did not arrive'))
  const disposed = genCode.get(good)
  genCode.dispose()
  await expect(disposed).rejects.toThrow('did not arrive')
  await expect(genCode.get(good)).rejects.toThrow('did not arrive')
  createSandbox.mockRestore()
  expect((await genCode.get(good)).entry).toBe('rewardFn')
})
