import { checkNumbers } from '@gencode/contract/check-numbers'
import { addUsage, type ChatMessage, estimateInputTokens, noUsage, type UsageTotal } from '@gencode/llm'
import type { Answer } from './attempt.ts'
import type { StopReason } from './errors.ts'

/** When a run ends, accepted function or not. The bounds on tokens, cost and time hold for all candidates together. */
export interface Bounds {
  /** Answers of one candidate that are looked at, a given one included. @default 5 */
  readonly maxAttempts?: number
  /** Input and output tokens; looked at before each request, and what is left bounds the answer where the backend can. @default no bound */
  readonly maxTokens?: number
  /** In the price table's currency; looked at before each request. @default no bound */
  readonly maxCost?: number
  /** Wall time; also ends a request that is under way. @default no bound */
  readonly maxMs?: number
}

/** @throws GencodeError for a bound that bounds nothing, such as NaN */
export function checkBounds({ maxAttempts, maxTokens, maxCost, maxMs }: Bounds): void {
  checkNumbers({ from: 1 }, { maxAttempts })
  checkNumbers({ from: 0 }, { maxTokens, maxCost, maxMs })
}

/** What a run has used, against its bounds. Calls of `generate` that share one are bounded together. */
export class Ledger {
  readonly #bounds: Bounds
  readonly #endsAt: number
  #tokens = 0
  #cost = 0

  /** @throws GencodeError for a bound that bounds nothing */
  constructor(bounds: Bounds) {
    checkBounds(bounds)
    this.#bounds = bounds
    this.#endsAt = performance.now() + (bounds.maxMs ?? Number.POSITIVE_INFINITY)
  }

  spend({ usage, cost = 0 }: Pick<Answer, 'usage' | 'cost'>): void {
    this.#tokens += usage.inputTokens + usage.outputTokens
    this.#cost += cost
  }

  /** Tokens used so far, input and output. */
  get tokens(): number {
    return this.#tokens
  }

  /** In the price table's currency. */
  get cost(): number {
    return this.#cost
  }

  /** Output tokens that an answer to these messages may take, at least 1; `Infinity` without a bound. */
  answerTokens(messages: readonly Pick<ChatMessage, 'content'>[]): number {
    const { maxTokens } = this.#bounds
    if (maxTokens === undefined) return Number.POSITIVE_INFINITY
    return Math.max(1, Math.floor(maxTokens - this.#tokens - estimateInputTokens(messages)))
  }

  /** Milliseconds of wall time that are left; `Infinity` without a bound. */
  get remainingMs(): number {
    return Math.max(0, this.#endsAt - performance.now())
  }

  /** Why no further request may be made by a candidate that has made so many attempts. */
  exhausted(attempts: number): StopReason | undefined {
    const { maxAttempts = 5, maxTokens, maxCost } = this.#bounds
    if (attempts >= maxAttempts) return 'attempts'
    if (maxTokens !== undefined && this.#tokens >= maxTokens) return 'tokens'
    if (maxCost !== undefined && this.#cost >= maxCost) return 'cost'
    return this.remainingMs === 0 ? 'time' : undefined
  }
}

/** The usage of several answers together. */
export function totalUsage(answers: readonly Pick<Answer, 'usage'>[]): UsageTotal {
  return answers.reduce((total, { usage }) => addUsage(total, usage), noUsage)
}
