import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import {
  CodeError,
  ContractError,
  codeFrame,
  defineContract,
  describeContract,
  GencodeError,
  rewardContract,
  rewardOf,
} from './index.ts'

const docs = [
  { index: 0, name: 'cart position', unit: 'm', low: -4.8, high: 4.8 },
  { index: 1, name: 'cart velocity', unit: 'm/s', low: '-inf', high: Number.POSITIVE_INFINITY },
] as const

describe('a contract', () => {
  it('gives the TypeScript signature of what the model is asked for', () => {
    expect(rewardContract(docs).signature).toBe(
      'function rewardFn(observations: number[], isSuccess: boolean, isFailure: boolean): number | { reward: number; components: Record<string, number> }',
    )
  })

  it('is described with every number of the observation, its unit and bounds', () => {
    const text = describeContract(rewardContract(docs))
    expect(text).toContain('[0] cart position (m), from -4.8 to 4.8')
    expect(text).toContain('[1] cart velocity (m/s), unbounded')
  })

  it('keeps infinite bounds through JSON', () => {
    const contract = rewardContract(docs)
    expect(JSON.parse(JSON.stringify(contract.parameters[0]?.docs))[1]).toMatchObject({
      low: '-inf',
      high: 'inf',
    })
  })

  it.each([undefined, null, Number.NaN, Number.POSITIVE_INFINITY, '1', [1], {}, { reward: 'x' }])(
    'refuses %j where a number is due',
    (value) => {
      let error: unknown
      try {
        rewardContract(docs).checkResult(value)
      } catch (thrown) {
        error = thrown
      }
      expect(error).toBeInstanceOf(ContractError)
      expect((error as CodeError).code).toBe('contract/not-a-number')
      expect((error as CodeError).feedback).toContain('finite number')
    },
  )

  it('calls a number that the schema refuses a wrong result, for a number it is', () => {
    const contract = defineContract({
      name: 'cents',
      description: '',
      parameters: [],
      result: { schema: z.int(), layout: 'number' },
    })
    expect(() => contract.checkResult(0.5)).toThrow(
      expect.objectContaining({ code: 'contract/wrong-result' }),
    )
    expect(() => contract.checkResult('x')).toThrow(
      expect.objectContaining({ code: 'contract/not-a-number' }),
    )
  })

  it('accepts a number, and a reward with its components', () => {
    const contract = rewardContract(docs)
    expect(contract.checkResult(1.5)).toBe(1.5)
    const reward = { reward: 1, components: { upright: 1 } }
    expect(contract.checkResult(reward)).toEqual(reward)
    expect([1.5, reward].map(rewardOf)).toEqual([1.5, 1])
  })

  it('serves functions that are no rewards, with their types inferred', () => {
    const contract = defineContract({
      name: 'price',
      description: 'Prices a basket.',
      parameters: [
        {
          name: 'basket',
          description: 'goods',
          schema: z.array(z.object({ name: z.string(), cents: z.int() })),
          layout: 'json',
        },
      ],
      result: { schema: z.object({ cents: z.int() }), layout: 'json' },
    })
    const result: { cents: number } = contract.checkResult({ cents: 3 })
    expect(result).toEqual({ cents: 3 })
    expect(contract.signature).toBe(
      'function price(basket: Array<{ name: string; cents: number }>): { cents: number }',
    )
    expect(() => contract.checkResult(3)).toThrow(ContractError)
    expect(() => contract.checkArguments([])).toThrow(GencodeError)
  })

  it.each([
    [z.object({ 'full name': z.string(), age: z.number() }), '{ "full name": string; age: number }'],
    [z.tuple([z.string()], z.number()), '[string, ...number[]]'],
    [
      z.intersection(z.record(z.string(), z.number()), z.union([z.object({ b: z.null() }), z.object({})])),
      'Record<string, number> & ({ b: null } | object)',
    ],
    [z.array(z.enum(['a', 'b'])), 'Array<"a" | "b">'],
    [z.date(), 'unknown'],
  ])('is valid TypeScript whatever the schema: %#', (schema, type) => {
    const contract = defineContract({
      name: 'f',
      description: '',
      parameters: [],
      result: { schema, layout: 'json' },
    })
    expect(contract.signature).toBe(`function f(): ${type}`)
  })

  it('is described in one block, whatever its texts hold', () => {
    const contract = defineContract({
      name: 'f',
      description: 'First line.\nSecond line; a comment ends with */ in it.',
      parameters: [{ name: 'x', description: 'a', schema: z.number(), layout: 'number' }],
      result: { schema: z.number(), layout: 'number' },
    })
    expect(describeContract(contract)).toBe(
      '/**\n * First line.\n * Second line; a comment ends with * / in it.\n *\n * @param x a\n */\nfunction f(x: number): number',
    )
  })

  it('shows a wrong result by its beginning', () => {
    const contract = rewardContract(docs)
    for (const value of ['x'.repeat(1e6), 10n ** 5000n, () => 'x'.repeat(300), ['y'.repeat(1e6)]])
      try {
        expect.unreachable(String(contract.checkResult(value)))
      } catch (error) {
        expect((error as CodeError).feedback.length).toBeLessThan(400)
      }
  })

  it.each([
    [z.number(), true],
    [z.union([z.number(), z.object({ reward: z.number() })]), true],
    [z.number().min(0), false],
    [z.number().refine((x) => x > 0), false],
    [z.int(), false],
    [z.coerce.number(), false],
    [z.number().transform((x) => x + 1), false],
    [z.union([z.number(), z.number().transform((x) => x + 1)]), false],
    [z.string(), false],
  ])('knows whether it takes every number as it is: %#', (schema, takes) => {
    const contract = defineContract({
      name: 'f',
      description: '',
      parameters: [],
      result: { schema, layout: 'number' },
    })
    expect(contract.takesEveryNumber).toBe(takes)
  })

  it('says what is wrong with its own definition', () => {
    const bad = (name: string, layout: unknown) =>
      defineContract({
        name,
        description: '',
        parameters: [],
        result: { schema: z.number(), layout: layout as 'number' },
      })
    expect(() => bad('no name', 'number')).toThrow(/identifier/)
    expect(() => bad('f', 'float')).toThrow(/layout/)
    expect(() => rewardContract([])).toThrow(/one number at least/)
    expect(() => rewardContract([{ index: 0, name: 'x', low: Number.NaN, high: 1 }])).toThrow(/not NaN/)
    expect(() => rewardContract([{ index: 1, name: 'x', low: 0, high: 1 }])).toThrow(/0 to 0/)
    expect(() => rewardContract([{ index: 0, name: 'x', low: 2, high: 1 }])).toThrow(/above/)
  })
})

describe('an error', () => {
  it('is recognised by its marker when it comes from another copy of the package', async () => {
    const other = (await import('./errors.ts?copy' as string)) as typeof import('./errors.ts')
    const error = new other.ContractError({ code: 'contract/x', feedback: 'no' })
    expect(other.ContractError).not.toBe(ContractError)
    expect(error instanceof ContractError).toBe(true)
    expect(error instanceof CodeError).toBe(true)
    expect(error instanceof GencodeError).toBe(true)
    expect(new Error('x') instanceof GencodeError).toBe(false)
    expect(new CodeError({ code: 'a/b', feedback: '' }) instanceof ContractError).toBe(false)
    expect(error.name).toBe('ContractError')
  })

  it('keeps a subclass without a marker apart from its parent', () => {
    class Own extends CodeError {}
    expect(new CodeError({ code: 'a/b', feedback: '' }) instanceof Own).toBe(false)
    expect(new Own({ code: 'a/b', feedback: '' }) instanceof Own).toBe(true)
    expect(new Own({ code: 'a/b', feedback: '' }) instanceof CodeError).toBe(true)
  })

  it('draws a frame around the offending line', () => {
    expect(codeFrame('a\nb = c\nd', 2, 5)).toBe('  1 | a\n> 2 | b = c\n    |     ^\n  3 | d')
    expect(codeFrame('\tb = c', 1, 6)).toBe('> 1 | \tb = c\n    | \t    ^')
  })
})
