import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { createSandbox, type Sandbox } from '../index.ts'
import { CodecProblem, decodeText, encodeText } from './codec.ts'

const plain = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.double(),
    fc.boolean(),
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: 'binary' }),
    fc.bigInt(),
    fc.constant(null),
    fc.constant(undefined),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      fc.string().filter((key) => key !== '__proto__'),
      tie('value'),
      { maxKeys: 4, noNullPrototype: true },
    ),
  ),
})).value

describe('what crosses', () => {
  let sandbox: Sandbox
  beforeAll(async () => {
    sandbox = await createSandbox({ timeoutMs: 5000 })
  })

  it('comes back as it went', () => {
    fc.assert(
      fc.property(plain, (value) => {
        expect(decodeText(encodeText(value, 100), 100)).toEqual(value)
      }),
    )
  })

  it('comes back from the guest as it went', () => {
    const same = sandbox.compile('(x) => x')
    fc.assert(
      fc.property(plain, (value) => {
        expect(same(value)).toEqual(value)
      }),
      { numRuns: 300 },
    )
  })

  it('is data or a problem, whatever text the guest writes', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        try {
          decodeText(text, 20)
        } catch (error) {
          expect(error).toBeInstanceOf(CodecProblem)
        }
      }),
    )
    expect(() => decodeText('{"__proto__":{"x":1}}', 9)).toThrow(CodecProblem)
    expect(() => decodeText('[[[1]]]', 2)).toThrow(CodecProblem)
    expect(() => decodeText('"b1e9"', 2)).toThrow(CodecProblem)
  })
})
