import { expect, test } from 'vitest'
import { accountFailure } from './index.ts'

test.each<[status: number | undefined, said: string, failure: string | undefined]>([
  [429, 'You exceeded your current quota, please check your plan and billing details.', 'empty'],
  [429, '{"error":{"type":"insufficient_quota","code":"insufficient_quota"}}', 'empty'],
  [400, 'Your credit balance is too low to access the API. Go to Plans & Billing.', 'empty'],
  [402, 'Insufficient Balance', 'empty'],
  [402, '', 'empty'],
  [403, 'This request exceeds your spending limit', 'empty'],
  [undefined, 'insufficient_quota', 'empty'],
  [429, "you've reached your hourly usage limit, please upgrade", 'empty'],
  [429, 'Quota exceeded for requests per minute', undefined],
  [429, 'You exceeded your current quota. Please retry in 33.2s.', undefined],
  [429, 'Rate limit reached for gpt-5: try again in 2s', undefined],
  [429, 'Too many requests', undefined],
  [401, 'Incorrect API key provided: sk-...', 'key'],
  [401, '', 'key'],
  [403, 'Forbidden', 'key'],
  [400, 'API key not valid. Please pass a valid API key.', 'key'],
  [400, '"x" does not support thinking', undefined],
  [404, 'no such model', undefined],
  [500, 'billing service is down', undefined],
])('%s with %j is %s', (status, said, failure) => {
  expect(accountFailure(status, said)).toBe(failure)
})
