import { checkNumbers } from '@gencode/contract/check-numbers'
import { GencodeError } from '@gencode/contract/errors'
import { BudgetError } from './errors.ts'
import type { ChatMessage, ChatModel, Usage } from './model.ts'
import { costOf, type Price } from './usage.ts'

/** What a model may use up, over all its requests together. */
export interface BudgetOptions {
  /** Input and output together. @default no limit */
  readonly tokens?: number | undefined
  /** In the currency of `price`. @default no limit */
  readonly cost?: number | undefined
  /** Needed for `cost`. */
  readonly price?: Price | undefined
  /** Counts what a backend does not count, and what is about to be sent. @default a token for every three bytes of UTF-8, which is on the safe side for English and code */
  readonly countTokens?: ((text: string) => number) | undefined
}

/** A model with a budget. */
export interface BudgetedModel extends ChatModel {
  /** What its requests have used. */
  readonly spent: Usage & { readonly cost: number }
}

/**
 * Keeps a model within a budget: a `BudgetError` is thrown before a request whose messages alone would pass it, and
 * as soon as an answer reaches it (the text that had arrived is on the error). What is left goes with each request as
 * its `maxTokens`; requests at once draw on it together, as their text arrives.
 *
 * @throws GencodeError when `cost` is given without `price`, or for a number below 0 or NaN
 */
export function withBudget(model: ChatModel, options: BudgetOptions): BudgetedModel {
  const {
    tokens,
    cost,
    price,
    countTokens = (text) => Math.ceil(new TextEncoder().encode(text).length / 3),
  } = options
  if (cost !== undefined && price === undefined)
    throw new GencodeError(
      'A budget in money needs a price: { cost, price: { inputPerMillion, outputPerMillion } }',
    )
  const { inputPerMillion, outputPerMillion } = price ?? {}
  checkNumbers({ from: 0 }, { tokens, cost, inputPerMillion, outputPerMillion })
  let spent: Usage = { inputTokens: 0, outputTokens: 0 }
  const spend = (inputTokens: number, outputTokens: number): void => {
    spent = { inputTokens: spent.inputTokens + inputTokens, outputTokens: spent.outputTokens + outputTokens }
  }
  const priceOf = (usage: Usage): number => (price ? costOf(usage, price) : 0)
  const outputLeft = (inputTokens: number): number => {
    const taken = { ...spent, inputTokens: spent.inputTokens + inputTokens }
    const byTokens = (tokens ?? Number.POSITIVE_INFINITY) - taken.inputTokens - taken.outputTokens
    const left = cost === undefined ? Number.POSITIVE_INFINITY : cost - priceOf(taken)
    if (!price || left === Number.POSITIVE_INFINITY) return byTokens
    const byCost =
      price.outputPerMillion > 0
        ? (left / price.outputPerMillion) * 1e6
        : left < 0
          ? -1
          : Number.POSITIVE_INFINITY
    return Math.floor(Math.min(byTokens, byCost))
  }
  const passed = (what: string, partial = ''): BudgetError => {
    const limits = [
      tokens === undefined ? '' : `${tokens} tokens`,
      cost === undefined ? '' : `a cost of ${cost}`,
    ]
    const used = `${spent.inputTokens + spent.outputTokens} tokens${price ? `, a cost of ${priceOf(spent)}` : ''}`
    return new BudgetError(
      `${what} would pass the budget of ${limits.filter(Boolean).join(' and ')} (used: ${used}). Raise the budget, or ask for less.`,
      { reason: 'budget', partial },
    )
  }

  return {
    id: model.id,
    get spent() {
      return { ...spent, cost: priceOf(spent) }
    },
    async *generate(messages, request = {}) {
      const inputTokens = countInput(messages, countTokens)
      const left = outputLeft(inputTokens)
      if (left < 1) throw passed('The next request')
      const cap = Math.min(left, request.maxTokens ?? Number.POSITIVE_INFINITY)
      let text = ''
      // What this request has added to what is spent, estimated until its backend has counted.
      let added: Usage = { inputTokens, outputTokens: 0 }
      let begun = false
      spend(inputTokens, 0)
      try {
        const source = model.generate(messages, {
          ...request,
          maxTokens: Number.isFinite(cap) ? cap : undefined,
        })
        for await (const chunk of source) {
          begun = true
          if (chunk.type === 'finish') {
            const { inputTokens: input, outputTokens: output } = chunk.usage ?? added
            spend(input - added.inputTokens, output - added.outputTokens)
            added = { inputTokens: input, outputTokens: output }
            // A model may also stop at a limit of its own.
            const isAtCap = cap === left && Number.isFinite(cap) && (chunk.usage?.outputTokens ?? cap) >= cap
            if (chunk.reason === 'length' && isAtCap) throw passed('The rest of the answer', text)
          } else {
            const tokens = countTokens(chunk.text)
            // A backend that does not keep to maxTokens is held to it here.
            if (outputLeft(tokens) < 0) throw passed('The rest of the answer', text)
            spend(0, tokens)
            added = { inputTokens, outputTokens: added.outputTokens + tokens }
            if (chunk.type === 'text') text += chunk.text
          }
          yield chunk
        }
      } finally {
        if (!begun) spend(-added.inputTokens, 0)
      }
    },
  }
}

function countInput(messages: readonly ChatMessage[], countTokens: (text: string) => number): number {
  return messages.reduce((total, { content }) => total + 4 + countTokens(content), 0)
}
