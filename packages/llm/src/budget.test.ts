import { describe, expect, it } from 'vitest'
import { type Attempt, attempts, failsAfter, good, textOf, user } from '../test/attempts.ts'
import { withBudget } from './budget.ts'
import { BudgetError } from './errors.ts'

describe('withBudget', () => {
  const counted = (inputTokens: number, outputTokens: number): Attempt =>
    async function* () {
      yield { type: 'text', text: 'ok' }
      yield { type: 'finish', reason: 'stop', usage: { inputTokens, outputTokens } }
    }

  it('refuses, before it is sent, a request that would pass the budget', async () => {
    const model = attempts(counted(60, 30), counted(1, 1))
    const budgeted = withBudget(model, { tokens: 100 })
    await textOf(budgeted.generate(user('hi')))
    const error = await textOf(budgeted.generate(user('a much longer question than ten tokens'))).catch(
      (thrown) => thrown,
    )
    expect(error).toBeInstanceOf(BudgetError)
    expect(error.message).toMatch(/budget of 100 tokens \(used: 90 tokens\)/)
    expect(model.count).toBe(1)
    expect(budgeted.spent).toEqual({ inputTokens: 60, outputTokens: 30, cost: 0 })
  })

  it('counts money where it has prices', async () => {
    const price = { inputPerMillion: 1, outputPerMillion: 10 }
    const budgeted = withBudget(attempts(counted(1000, 900), good), { cost: 0.01, price })
    await textOf(budgeted.generate(user('hi')))
    expect(budgeted.spent.cost).toBeCloseTo(0.01)
    await expect(textOf(budgeted.generate(user('hi')))).rejects.toThrow(/a cost of 0.01/)
    expect(() => withBudget(attempts(), { cost: 1 })).toThrow(/needs a price/)
  })

  it('asks the model for no more tokens than are left', async () => {
    let asked: number | undefined
    const model = attempts((options) => {
      asked = options.maxTokens
      return good(options)
    })
    await textOf(withBudget(model, { tokens: 50 }).generate(user('abc')))
    expect(asked).toBe(45)
  })

  it('cuts an answer that reaches it, the text so far on the error', async () => {
    const endless: Attempt = async function* () {
      for (;;) yield { type: 'text', text: 'word' }
    }
    const error = await textOf(withBudget(attempts(endless), { tokens: 25 }).generate(user('abc'))).catch(
      (thrown) => thrown,
    )
    expect(error).toBeInstanceOf(BudgetError)
    expect(error.partial).toBe('word'.repeat(10))
  })

  it('says so when the model stopped at the tokens that were left', async () => {
    const cut: Attempt = async function* () {
      yield { type: 'text', text: 'half a func' }
      yield { type: 'finish', reason: 'length', usage: { inputTokens: 5, outputTokens: 20 } }
    }
    const budgeted = withBudget(attempts(cut), { tokens: 25 })
    await expect(textOf(budgeted.generate(user('abc')))).rejects.toMatchObject({
      reason: 'budget',
      partial: 'half a func',
    })
  })

  it.each([{}, { tokens: 1000 }, { cost: 1, price: { inputPerMillion: 1, outputPerMillion: 0 } }])(
    'lets a model stop at a limit of its own: %j',
    async (budget) => {
      const cut: Attempt = async function* () {
        yield { type: 'text', text: 'half a func' }
        yield { type: 'finish', reason: 'length', usage: { inputTokens: 5, outputTokens: 20 } }
      }
      expect(await textOf(withBudget(attempts(cut), budget).generate(user('abc')))).toBe('half a func')
    },
  )

  it('does not let requests at once pass it together', async () => {
    const endless: Attempt = async function* () {
      for (;;) yield { type: 'text', text: 'word' }
    }
    const budgeted = withBudget(attempts(endless, endless), { tokens: 100 })
    const results = await Promise.allSettled([1, 2].map(() => textOf(budgeted.generate(user('abc')))))
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(budgeted.spent).toEqual({ inputTokens: 10, outputTokens: 90, cost: 0 })
  })

  it('spends nothing on a request that failed before anything came', async () => {
    const budgeted = withBudget(attempts(failsAfter([], { reason: 'rate-limited' })), { tokens: 100 })
    await expect(textOf(budgeted.generate(user('abc')))).rejects.toMatchObject({ reason: 'rate-limited' })
    expect(budgeted.spent).toEqual({ inputTokens: 0, outputTokens: 0, cost: 0 })
  })
})
