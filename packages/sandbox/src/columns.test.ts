import { rewardContract } from '@gencode/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSandbox, type Sandbox } from './index.ts'

const contract = rewardContract(['x', 'y'].map((name, index) => ({ index, name, low: -5, high: 5 })))
const source = 'function rewardFn(o, isSuccess, isFailure) { return isSuccess ? 10 : o[0] - 2 * o[1] }'

describe.each(['quickjs', 'auto'] as const)('buffers of a function, tier %s', (tier) => {
  let sandbox: Sandbox
  beforeAll(async () => {
    sandbox = await createSandbox({ tier })
  })
  afterAll(() => sandbox.dispose())

  it('are the columns of a batch, to be filled', () => {
    const fn = sandbox.compile(source, { contract })
    const columns = fn.buffers(3)
    expect(columns.map((column) => [column.constructor.name, column.length])).toEqual([
      ['Float64Array', 6],
      ['Uint8Array', 3],
      ['Uint8Array', 3],
    ])
    columns[0]?.set([1, 2, 3, 4, 5, 6])
    columns[1]?.set([0, 1, 0])
    expect(fn.batch(columns)).toEqual(new Float64Array([-3, 10, -7]))
  })

  it('may be filled in part: batch takes the first rows of each', () => {
    const fn = sandbox.compile(source, { contract })
    const [observations, successes, failures] = fn.buffers(100) as [Float64Array, Uint8Array, Uint8Array]
    observations.set([1, 2, 3, 4])
    const first = [observations.subarray(0, 4), successes.subarray(0, 2), failures.subarray(0, 2)]
    expect(fn.batch(first)).toEqual(new Float64Array([-3, -5]))
  })

  it('are none without a contract, for plain data, or for a number of rows that is none', () => {
    expect(() => sandbox.compile(source).buffers(1)).toThrow('a contract')
    const [observations] = contract.parameters
    const json = { ...contract, parameters: [{ ...observations, layout: 'json' }] } as never
    expect(() => sandbox.compile('(o) => o.length', { contract: json }).buffers(1)).toThrow(
      'observations is plain data',
    )
    const fn = sandbox.compile(source, { contract })
    for (const rows of [-1, 1.5, Number.NaN, 2 ** 40])
      expect(() => fn.buffers(rows)).toThrow('rows is a whole number from 0')
    fn.dispose()
  })
})
