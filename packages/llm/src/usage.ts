import type { ChatMessage, Usage } from './model.ts'

/** What a model's tokens cost, in any currency. */
export interface Price {
  readonly inputPerMillion: number
  readonly outputPerMillion: number
}

/** Prices by `ChatModel.id`. */
export type PriceTable = Readonly<Record<string, Price>>

/** Tokens of several answers together. */
export interface UsageTotal extends Usage {
  readonly requests: number
  /** Whether a backend did not count (or was stopped early), so that part of this is estimated from the text's length. */
  readonly estimated: boolean
}

/** Nothing used yet. */
export const noUsage: UsageTotal = Object.freeze({
  inputTokens: 0,
  outputTokens: 0,
  requests: 0,
  estimated: false,
})

/** Two totals together. */
export function addUsage(total: UsageTotal, more: UsageTotal): UsageTotal {
  return {
    inputTokens: total.inputTokens + more.inputTokens,
    outputTokens: total.outputTokens + more.outputTokens,
    requests: total.requests + more.requests,
    estimated: total.estimated || more.estimated,
  }
}

/** The price of some tokens. */
export function costOf(usage: Usage, price: Price): number {
  return (usage.inputTokens * price.inputPerMillion + usage.outputTokens * price.outputPerMillion) / 1e6
}

/** A text's tokens by rule of thumb: four characters each. */
export function estimateTokens(text: string): number {
  return Math.ceil(text.length / 4)
}

/** The tokens of a request by rule of thumb: four characters each, and four for each message. */
export function estimateInputTokens(messages: readonly Pick<ChatMessage, 'content'>[]): number {
  return messages.reduce((sum, message) => sum + 4 + estimateTokens(message.content), 0)
}
