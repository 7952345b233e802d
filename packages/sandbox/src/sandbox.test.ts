import { rewardContract } from '@gencode/contract'
import { expect, it } from 'vitest'
import { createSandbox, SandboxTimeoutError } from './index.ts'

const contract = rewardContract([{ index: 0, name: 'x', low: 0, high: 1 }])

it('calls a function of the guest, alone and in a batch', async () => {
  const sandbox = await createSandbox()
  const fn = sandbox.compile('const f = (o, s, e) => s ? np.abs(o[0]) : {reward: 2, components: {a: 1}}', {
    contract,
  })
  expect(fn([-3], true, false)).toBe(3)
  expect(fn.params).toEqual(['o', 's', 'e'])
  expect([...fn.batch([new Float64Array([-1, 2]), new Uint8Array([1, 0]), new Uint8Array(2)])]).toEqual([
    1, 2,
  ])
  expect(() => sandbox.compile('function f() { while (true); }')()).toThrow(SandboxTimeoutError)
})
