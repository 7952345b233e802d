import { GencodeError } from '@gencode/contract/errors'
import { expect, it } from 'vitest'
import { attempts } from '../test/attempts.ts'
import { withBudget } from './budget.ts'
import { Chat } from './chat.ts'
import { withRateLimit } from './rate-limit.ts'
import { withRetry } from './retry.ts'
import { withTimeout } from './timeout.ts'

const model = attempts()
const nan = Number.NaN

it.each([
  [() => withRetry(model, { retries: nan }), 'retries is a number from 0, not NaN'],
  [() => withRetry(model, { delayMs: -1 }), 'delayMs is a number from 0, not -1'],
  [() => withTimeout(model, { timeoutMs: 0 }), 'timeoutMs is a number from 1, not 0'],
  [() => withTimeout(model, { chunkTimeoutMs: nan }), 'chunkTimeoutMs is a number from 1, not NaN'],
  [() => withRateLimit(model, { requests: 0 }), 'requests is a number from 1, not 0'],
  [() => withRateLimit(model, { concurrent: 0 }), 'concurrent is a number from 1, not 0'],
  [() => withRateLimit(model, { intervalMs: nan }), 'intervalMs is a number from 0, not NaN'],
  [() => withBudget(model, { tokens: nan }), 'tokens is a number from 0, not NaN'],
  [
    () => withBudget(model, { cost: 1, price: { inputPerMillion: nan, outputPerMillion: 1 } }),
    'inputPerMillion is a number from 0, not NaN',
  ],
  [() => new Chat(model, { retries: -1 }), 'retries is a number from 0, not -1'],
  [() => new Chat(model, { chunkTimeoutMs: 0 }), 'chunkTimeoutMs is a number from 1, not 0'],
])('a bound that bounds nothing is refused when it is given: %s', (give, message) => {
  expect(give).toThrow(GencodeError)
  expect(give).toThrow(message)
})
