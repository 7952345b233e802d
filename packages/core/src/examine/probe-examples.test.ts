import { defineContract } from '@gencode/contract'
import { examplesTask } from '@gencode/env'
import { createSandbox, type Sandbox } from '@gencode/sandbox'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { fenced, scripted } from '../../test/scripted-model.ts'
import { GenCode } from '../gen-code.ts'
import { examine } from './examine.ts'

const basket = examplesTask({
  id: 'basket',
  goal: 'The price of a basket; from 100 on, a tenth off.',
  contract: defineContract({
    name: 'priceOf',
    description: 'Adds up a basket.',
    parameters: [
      {
        name: 'items',
        description: 'What is in it',
        schema: z.array(z.object({ price: z.number(), count: z.number() })),
        layout: 'json',
      },
    ],
    result: { schema: z.object({ total: z.number() }), layout: 'json' },
  }),
  examples: [
    { args: [[{ price: 2, count: 3 }]], result: { total: 6 } },
    { args: [[{ price: 100, count: 1 }]], result: { total: 90 }, tolerance: 1e-9 },
  ],
  properties: [
    {
      name: 'the order of the items makes no difference',
      arguments: (rng) => [
        Array.from({ length: 4 }, () => ({
          price: Math.floor(rng.random() * 50),
          count: 1 + Math.floor(rng.random() * 3),
        })),
      ],
      holds: ({ total }, [items = []], call) => Math.abs(call([...items].reverse()).total - total) < 1e-9,
    },
  ],
})

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await createSandbox()
})
afterAll(() => sandbox.dispose())

const verdictOf = async (code: string) => (await examine(fenced(code), { task: basket, sandbox })).verdict
const sum = 'items.reduce((sum, { price, count }) => sum + price * count, 0)'
const right = `function priceOf(items) { const t = ${sum}; return { total: t < 100 ? t : t * 0.9 } }`

describe('a function that is no reward', () => {
  test.each([
    ['is accepted when all examples and properties hold', right, undefined],
    [
      'is rejected for a wrong result',
      `function priceOf(items) { return { total: ${sum} } }`,
      'example/wrong-result',
    ],
    [
      'is rejected for a result of another shape',
      `function priceOf(items) { return ${sum} }`,
      'contract/wrong-result',
    ],
    ['is rejected when it throws', 'function priceOf(items) { return items.total.value }', 'sandbox/runtime'],
    [
      'is rejected when a property does not hold',
      `function priceOf(items) { const t = ${sum}; return { total: t < 100 ? t : t * 0.9 - (items.length > 1 ? items[0].price : 0) } }`,
      'property/broken',
    ],
  ])('%s', async (_name, code, expected) => {
    const { error } = await verdictOf(code)
    expect(error?.code).toBe(expected)
    if (expected) expect(error?.input).toMatch(/^items = \[/)
  })

  test('is told the input, what came out and what is expected', async () => {
    const { error } = await verdictOf(`function priceOf(items) { return { total: ${sum} } }`)
    expect(error?.input).toBe('items = [{"price":100,"count":1}]')
    expect(error?.output).toBe('{"total":100}')
    expect(error?.feedback).toContain('{"total":90}')
  })

  test('goes through the same loop', async () => {
    using genCode = new GenCode(
      basket,
      scripted([fenced(`function priceOf(items) { return { total: ${sum} } }`), fenced(right)]),
    )
    const state = await genCode.generate()
    expect(state.attempts).toHaveLength(2)
    const { rewardFunction: priceOf } = state
    // Typed as the contract says.
    const { total }: { total: number } = priceOf([{ price: 1, count: 2 }])
    expect(total).toBe(2)
    // @ts-expect-error: a basket is a list
    expect(() => priceOf(1)).toThrow()
  })
})
