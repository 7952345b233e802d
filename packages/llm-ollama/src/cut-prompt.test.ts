import { expect, test } from 'vitest'
import { type Asked, cutPromptWarnings } from './cut-prompt.ts'

const asked = (characters: number, options: Asked['options'] = {}): Asked => ({
  options,
  messages: [{ content: 'a word '.repeat(characters / 7) }],
})

test.each([
  ['a window that is set and full', 512, asked(7000, { num_ctx: 512, num_predict: 100 }), /num_ctx to 3072,/],
  ['one that is full but for one', 511, asked(7000, { num_ctx: 512 }), /cut to 511 tokens/],
  ['a usual window that is full', 2048, asked(70_000), /cut to 2048 tokens.*num_ctx to 25600,/],
  ['a usual one full but for one', 4095, asked(70_000), /cut to 4095/],
  ['a bare prompt', 4096, { options: {}, prompt: 'x'.repeat(50_000) }, /cut to 4096/],
])('%s: the prompt was cut, and the number to set is said', (_name, counted, request, message) => {
  expect(cutPromptWarnings(counted, request as Asked)).toEqual([expect.stringMatching(message as RegExp)])
})

test.each([
  ['a window that is not full', 400, asked(7000, { num_ctx: 512 })],
  ['a count that is no window', 2049, asked(70_000)],
  ['a text that just fills a usual window', 2048, asked(7000)],
  ['a server that counts nothing', undefined, asked(70_000)],
])('%s: nothing is said', (_name, counted, request) => {
  expect(cutPromptWarnings(counted, request)).toEqual([])
})
