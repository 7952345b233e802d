import { defineContract } from '@gencode/contract'
import { GenCode } from '@gencode/core'
import { type ExamplesTask, examplesTask, type Rng } from '@gencode/env'
import type { ChatModel } from '@gencode/llm'
import * as z from 'zod'

const cents = z.int().nonnegative()
const itemSchema = z.object({ name: z.string(), price: cents, count: z.int().positive() })

/** Articles of one kind in a basket; the price of one in cents. */
export type Item = z.output<typeof itemSchema>

const drawBasket = (rng: Rng): Item[] =>
  Array.from({ length: rng.integers(0, 6) }, (_, index) => ({
    name: `article ${index}`,
    price: rng.integers(1, 5000),
    count: rng.integers(1, 8),
  }))

/** A function that prices a basket: calls with their results, and what must hold for any basket. */
const priceBasket: ExamplesTask<[items: Item[]], number> = examplesTask({
  id: 'price-basket',
  goal: 'Price a basket in whole cents. Of each article every third one is free. From 100.00 on there are 5 % off.',
  contract: defineContract({
    name: 'priceBasket',
    description: 'The price of a basket in cents, rounded down.',
    parameters: [
      { name: 'items', description: 'One entry an article.', schema: z.array(itemSchema), layout: 'json' },
    ],
    result: { schema: cents, layout: 'number' },
  }),
  examples: [
    { args: [[]], result: 0 },
    { args: [[{ name: 'tea', price: 250, count: 2 }]], result: 500 },
    { args: [[{ name: 'tea', price: 250, count: 7 }]], result: 1250 },
    { args: [[{ name: 'lamp', price: 10_000, count: 1 }]], result: 9500 },
  ],
  properties: [
    {
      name: 'the order of the articles makes no difference',
      arguments: (rng) => [drawBasket(rng)],
      holds: (price, [items], call) => call(items.toReversed()) === price,
    },
    {
      name: 'nobody pays more than the articles cost without any reduction',
      arguments: (rng) => [drawBasket(rng)],
      holds: (price, [items]) => price <= items.reduce((sum, item) => sum + item.price * item.count, 0),
    },
  ],
})

/** Has a model write the function, and prices baskets with it. */
export async function priceBaskets(model: ChatModel, baskets: readonly Item[][]) {
  using genCode = new GenCode(priceBasket, model)
  const { rewardFunction: price, attempts } = await genCode.generate()
  return { prices: baskets.map((items) => price(items)), attempts }
}
