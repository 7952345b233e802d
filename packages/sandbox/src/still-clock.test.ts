import { afterAll, expect, it, vi } from 'vitest'

vi.stubGlobal('performance', { now: () => 0 })
afterAll(() => void vi.unstubAllGlobals())

it('stops an endless loop where the clock stands still while code runs', async () => {
  const { createSandbox, SandboxTimeoutError } = await import('./index.ts')
  const sandbox = await createSandbox({ timeoutMs: 20 })
  const endless = sandbox.compile('function wait() { while (true); }')
  expect(() => endless()).toThrow(SandboxTimeoutError)
  expect(sandbox.compile('(x) => x + 1')(1)).toBe(2)
})
