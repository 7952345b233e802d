import { rewardContract } from '@gencode/contract'
import { describe, expect, test } from 'vitest'
import { createSandbox } from '../create-sandbox.ts'
import { tierOf } from '../tier-of.ts'

const contract = rewardContract(['x', 'y'].map((name, index) => ({ index, name, low: -5, high: 5 })))

const oops = `class Oops extends Error { constructor(name, text) { super(text); this.name = name } }
Oops.prototype.kind = 'oops'
function fail(name, text) { throw new Oops(name, text) }
const divide = (a, b) => b === 0 ? fail('ZeroDivisionError', 'division by zero') : a / b
`

describe('a class of what is thrown', () => {
  test('keeps nothing from being compiled, and what is thrown is what QuickJS throws', async () => {
    const code = `${oops}function rewardFn(o) {\n  return divide(o[0], o[1])\n}`
    const outcomes = []
    for (const tier of ['compiled', 'quickjs'] as const) {
      const sandbox = await createSandbox({ tier })
      const fn = sandbox.compile(code, { contract })
      expect(fn.tier).toBe(tier)
      const column = Float64Array.from([1, 2, 3, -4])
      const of: unknown[] = [[...fn.batch([column, new Uint8Array(2), new Uint8Array(2)])]]
      for (const call of [
        () => fn([1, 0], false, false),
        () => fn.batch([Float64Array.from([1, 2, 3, 0]), new Uint8Array(2), new Uint8Array(2)]),
      ])
        try {
          call()
          of.push('nothing')
        } catch (error) {
          const { code, feedback, line } = error as { code: string; feedback: string; line: number }
          of.push({ code, feedback, line })
        }
      outcomes.push(of)
      sandbox.dispose()
    }
    expect(outcomes[0]).toEqual(outcomes[1])
    expect(outcomes[0]?.[1]).toMatchObject({
      code: 'sandbox/runtime',
      feedback: expect.stringContaining('ZeroDivisionError'),
    })
  })

  test.each([
    [
      'is made for something else',
      `${oops}function rewardFn(o) { return new Oops('a', 'b').name.length + o[0] }`,
    ],
    ['is looked into', `${oops}function rewardFn(o) { return Oops.name.length + o[0] }`],
    ['has a static part', 'class A { static n = 1 }\nfunction rewardFn(o) { return o[0] }'],
    ['has a computed name', 'let n = 0\nclass A { [n++]() {} }\nfunction rewardFn(o) { return o[0] + n }'],
    ['may throw when it is declared', 'function rewardFn(o) { class A extends o {}\n return o[0] }'],
    ['is changed by its prototype', `${oops}function rewardFn(o) { Oops.prototype = 1; return o[0] }`],
    [
      'is written over',
      `${oops}function rewardFn(o) { if (o[0] > 0) { Oops = 1 } return o[0] + Number(Oops === 1) }`,
    ],
  ])('stays in QuickJS where it %s', async (_name, code) => {
    const { tier, tierReason } = await tierOf(code, { entry: 'rewardFn', contract })
    expect({ tier, tierReason }).toEqual({ tier: 'quickjs', tierReason: expect.any(String) })
  })
})
