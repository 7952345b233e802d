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

/** A contract of a function that takes nothing. */
const returning = (schema: z.ZodType) =>
  defineContract({ name: 'f', description: '', parameters: [], result: { schema, layout: 'number' } })

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
    expect(returning(schema).takesEveryNumber).toBe(takes)
  })

  const terms = z.record(z.string(), z.number())
  const reward = z.object({ reward: z.number(), components: terms })
  it.each([
    [reward, true],
    [z.union([z.number(), reward]), true],
    [z.union([z.number(), reward, z.object({ reward: z.number() })]), false],
    [z.number(), false],
    [reward.refine((x) => x.reward > 0), false],
    [z.union([z.number(), reward]).refine(() => true), false],
    [reward.loose(), false],
    [z.object({ reward: z.number(), components: terms, more: z.number() }), false],
    [z.object({ reward: z.number().min(0), components: terms }), false],
    [z.object({ reward: z.number() }), false],
    [z.object({ components: terms }), false],
    [z.object({ reward: z.number(), components: z.object({ a: z.number() }) }), false],
    [z.object({ reward: z.number(), components: terms.refine(() => true) }), false],
    [z.object({ reward: z.number(), components: z.record(z.string().min(2), z.number()) }), false],
    [z.object({ reward: z.number(), components: z.record(z.email(), z.number()) }), false],
    [z.object({ reward: z.number(), components: z.record(z.enum(['a']), z.number()) }), false],
    [z.object({ reward: z.number(), components: z.record(z.string(), z.int()) }), false],
    [z.object({ reward: z.number(), components: z.number() }), false],
  ])('knows whether it takes every reward with components as it is: %#', (schema, takes) => {
    expect(returning(schema).takesEveryReward).toBe(takes)
  })

  it('says which argument does not fit, and how many it takes', () => {
    const contract = rewardContract(docs)
    expect(contract.checkArguments([[1, 2], true, false])).toEqual([[1, 2], true, false])
    expect(() => contract.checkArguments([[1, 2], true])).toThrow(
      'rewardFn takes 3 arguments (observations, isSuccess, isFailure), not 2',
    )
    expect(() => contract.checkArguments([[1, 2], 1, false])).toThrow(/argument isSuccess does not fit: .+/)
    expect(() => contract.checkArguments([[1, '2'], true, false])).toThrow(
      /argument observations\[1\] does not fit: .+/,
    )
  })

  it('says where in an argument something does not fit', () => {
    const item = z.object({ price: z.number() })
    const contract = defineContract({
      name: 'total',
      description: '',
      parameters: [
        { name: 'basket', description: '', schema: z.object({ items: z.array(item) }), layout: 'json' },
      ],
      result: { schema: z.number(), layout: 'number' },
    })
    expect(() => contract.checkArguments([{ items: [{ price: 1 }, { price: '2' }] }])).toThrow(
      /total: argument basket\.items\[1\]\.price does not fit: .+/,
    )
    expect(() => contract.checkArguments([])).toThrow('total takes 1 argument (basket), not 0')
  })

  it.each([
    ['a "text"', '"a \\"text\\""'],
    [null, 'null'],
    [{ reward: Number.NaN, at: [Number.NEGATIVE_INFINITY, 1] }, '{"reward":"NaN","at":["-Infinity",1]}'],
    [Object.assign([], { self: 1n, toJSON: (): unknown => undefined }), 'an array'],
    [{ toJSON: (): unknown => undefined }, 'an object'],
    [{ big: 1n }, 'an object'],
  ])('shows what was returned: %#', (value, text) => {
    expect(() => rewardContract(docs).checkResult(value)).toThrow(
      `rewardFn returned ${text}, but it must return a finite number (number | { reward`,
    )
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
    expect(() => bad('f', 'float')).toThrow(
      `f: a layout is 'number', 'boolean', { numbers: length } or 'json', not "float"`,
    )
    for (const layout of [null, {}, { numbers: 0 }, { numbers: 1.5 }])
      expect(() => bad('f', layout)).toThrow(/layout/)
    for (const layout of ['number', 'boolean', 'json', { numbers: 1 }])
      expect(bad('f', layout).name).toBe('f')
    const twice = { name: 'x', description: '', schema: z.number(), layout: 'number' } as const
    const result = { schema: z.number(), layout: 'number' } as const
    expect(() => defineContract({ name: 'f', description: '', parameters: [twice, twice], result })).toThrow(
      'Two parameters of f have the same name: x, x',
    )
    expect(() => rewardContract([])).toThrow(/one number at least/)
    expect(() => rewardContract([{ index: 0, name: 'x', low: Number.NaN, high: 1 }])).toThrow(/not NaN/)
    expect(() => rewardContract([{ index: 1, name: 'x', low: 0, high: 1 }])).toThrow(/0 to 0/)
    expect(() => rewardContract([{ index: 0, name: 'x', low: 2, high: 1 }])).toThrow(
      'Observation 0 (x): low 2 is above high 1',
    )
    expect(() => rewardContract(docs, { action: [] })).toThrow('An action is one number at least')
    expect(() => rewardContract(docs, { action: [{ index: 0, name: 'force', low: 2, high: 1 }] })).toThrow(
      'Action 0 (force): low 2 is above high 1',
    )
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
