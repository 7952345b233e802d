import { rewardContract } from '@gencode/contract'
import { describe, expect, it } from 'vitest'
import { createSandboxForTests } from '../../test/sandbox-for-tests.ts'

const code = `
const table = new Map(Array.from({ length: 2000 }, (_, i) => ['k' + i, { i }]))
let calls = 0
function look(key) { calls++; return [table.get(key).i, calls, Math.random()] }`

describe('a fork', () => {
  it('begins from where its function stood, each time anew', async () => {
    const sandbox = await createSandboxForTests()
    const look = sandbox.compile(code)
    look('k1')
    const fork = look.fork()
    const other = fork.fork()
    const first = fork('k5') as unknown[]
    expect(first.slice(0, 2)).toEqual([5, 2])
    expect((fork('k6') as unknown[]).slice(0, 2)).toEqual([6, 3])
    expect(other('k5')).toEqual(first)
    sandbox.reset()
    expect(fork('k5')).toEqual(first)
    expect((look('k1') as unknown[])[1]).toBe(1)
    expect(fork.tier).toBe('quickjs')
  })

  it('serves thousands of runs that do not see one another', async () => {
    const sandbox = await createSandboxForTests()
    const warm = sandbox.compile(code).fork()
    for (let index = 0; index < 2000; index++) {
      using one = warm.fork()
      expect((one(`k${index}`) as unknown[]).slice(0, 2)).toEqual([index, 1])
    }
  })

  it('takes typed arguments and batches, whatever became of the arrays of earlier calls', async () => {
    const contract = rewardContract([
      { index: 0, name: 'x', low: 0, high: 1 },
      { index: 1, name: 'y', low: 0, high: 1 },
    ])
    const sandbox = await createSandboxForTests()
    const fn = sandbox.compile(
      'const kept = []\nfunction f(o) { kept.push(o); o.extra = 1; return kept[0][0] + kept.length }',
      {
        contract,
      },
    )
    expect(fn([5, 6], false, false)).toBe(6)
    const fork = fn.fork()
    expect(fork([7, 8], false, false)).toBe(7)
    expect(fork.fork().batch([new Float64Array([1, 2, 3, 4]), new Uint8Array(2), new Uint8Array(2)])).toEqual(
      new Float64Array([8, 9]),
    )
    sandbox.reset()
    expect(fork([7, 8], false, false)).toBe(7)
  })

  it('is of no use once it is disposed of, and of a function that is none', async () => {
    const sandbox = await createSandboxForTests()
    const fn = sandbox.compile('() => 1')
    const fork = fn.fork()
    fork.dispose()
    expect(() => fork()).toThrow(/disposed/)
    fn.dispose()
    expect(() => fn.fork()).toThrow(/disposed/)
  })
})
