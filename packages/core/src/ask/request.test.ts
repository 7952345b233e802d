import { defineContract, describeContract } from '@gencode/contract'
import { examplesTask, task, taskIds } from '@gencode/env'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { requestMessage, requestWith, wordings } from './request.ts'

describe('the request', () => {
  test.each(taskIds())('for %s holds the goal, the contract and the rules, and is short', (id) => {
    const one = task(id)
    for (let wording = 0; wording < wordings; wording++) {
      const message = requestMessage(one, wording)
      expect(message).toContain(one.goal)
      expect(message).toContain(describeContract(one.contract))
      expect(message).toContain('```js')
      expect(message).toContain('np.clip')
      // Two have 348 numbers.
      expect(message.length / 4).toBeLessThan(one.observationDocs.length > 200 ? 2_000 : 1_200)
    }
  })

  test('has several wordings, in turn', () => {
    const one = task('CartPole-v1')
    const all = Array.from({ length: 2 * wordings }, (_, wording) => requestMessage(one, wording))
    expect(new Set(all).size).toBe(wordings)
    expect(all[wordings]).toBe(all[0])
  })

  const price = examplesTask({
    id: 'price',
    goal: 'Add up a basket.',
    contract: defineContract({
      name: 'priceOf',
      description: 'The price of a basket.',
      parameters: [{ name: 'basket', description: 'Prices', schema: z.array(z.number()), layout: 'json' }],
      result: { schema: z.number(), layout: 'number' },
    }),
    examples: [{ args: [[1, 2]], result: 3 }],
    properties: [
      { name: 'the price is never negative', arguments: () => [[1]], holds: (result) => result >= 0 },
    ],
  })

  test.each(['javascript', 'python'] as const)(
    'is worded in %s as its file in test/ says',
    async (language) => {
      const all = Array.from({ length: wordings }, (_, wording) => requestMessage(price, wording, language))
      await expect(`${all.join('\n\n=====\n\n')}\n`).toMatchFileSnapshot(`../../test/request-${language}.txt`)
    },
  )

  test('has what is said beside it behind it, with the pictures', () => {
    const request = requestMessage(price)
    const image = 'data:image/png;base64,AA=='
    expect(requestWith(price, undefined)).toEqual({ text: request })
    expect(requestWith(price, { text: 'Be bold.', images: [image] })).toEqual({
      text: `${request}\n\nBe bold.`,
      images: [image],
    })
  })
})
