import { replay } from '@gencode/llm'
import { expect, it } from 'vitest'
import { priceBaskets } from './price-basket.ts'

// Forgets to round: 5 % off are not always whole cents.
const first = `\`\`\`js
function priceBasket(items) {
  let sum = 0
  for (const { price, count } of items) sum += price * (count - Math.floor(count / 3))
  return sum >= 10000 ? sum * 0.95 : sum
}
\`\`\``

// Rounds, but takes something off for each article, as long as they come dear ones first.
const second = `\`\`\`js
function priceBasket(items) {
  let sum = 0
  for (const { price, count } of items) {
    sum += price * (count - Math.floor(count / 3))
    if (sum >= 10000) sum = Math.floor(sum * 0.95)
  }
  return sum
}
\`\`\``

const third = `Off the whole basket, once:
\`\`\`js
function priceBasket(items) {
  const sum = items.reduce((total, { price, count }) => total + price * (count - Math.floor(count / 3)), 0)
  return sum >= 10000 ? Math.floor(sum * 95 / 100) : sum
}
\`\`\``

it('has a model write a price function, and prices baskets with the one that keeps the rules', async () => {
  const { prices, attempts } = await priceBaskets(replay([first, second, third]), [
    [{ name: 'tea', price: 399, count: 3 }],
    [
      { name: 'lamp', price: 9999, count: 1 },
      { name: 'bulb', price: 255, count: 4 },
    ],
  ])
  expect(attempts.map(({ error }) => error?.code)).toEqual([
    'contract/wrong-result',
    'property/broken',
    undefined,
  ])
  expect(attempts[1]?.error?.feedback).toContain('the order of the articles makes no difference')
  expect(prices).toEqual([798, 10_225])
})
