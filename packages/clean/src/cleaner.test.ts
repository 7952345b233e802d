import { expect, test } from 'vitest'
import { type CleanOptions, cleanResponse, createCleaner } from './index.ts'

/** The lengths at which a response, fed character by character, first counts as complete. */
function completeAt(response: string, options?: CleanOptions): number | undefined {
  const cleaner = createCleaner(options)
  for (const [index, character] of [...response].entries()) if (cleaner.push(character)) return index + 1
  return undefined
}

const answer = '```js\nfunction rewardFn(o) {\n  return o[0]\n}\n```'

test('complete turns true when the fence of the function closes, not before', () => {
  const intro = 'Here it is:\n\n'
  expect(completeAt(`${intro}${answer}\nHope it helps`)).toBe(intro.length + answer.length)
})

test('a draft in thinking tags completes nothing', () => {
  const thinking = `<think>\n${answer}\n</think>\n`
  expect(completeAt(thinking)).toBeUndefined()
  expect(completeAt(`${thinking}${answer}`)).toBe(thinking.length + answer.length)
})

test('a helper, a shell command or a missing helper completes nothing', () => {
  const helper = '```js\nfunction clamp(x) {\n  return Math.min(1, x)\n}\n```\n'
  expect(completeAt(helper)).toBeUndefined()
  expect(completeAt('```sh\nnpm start\n```\n')).toBeUndefined()
  const main = '```js\nfunction rewardFn(o) {\n  return clamp(o[0])\n}\n```\n'
  expect(completeAt(main)).toBeUndefined()
  expect(completeAt(main + helper)).toBe(main.length + helper.length - 1)
  expect(completeAt(helper + main)).toBe(main.length + helper.length - 1)
})

test('with a requested name only that name completes', () => {
  expect(completeAt(answer, { entry: 'score' })).toBeUndefined()
  expect(completeAt(answer.replace('rewardFn', 'score'), { entry: 'score' })).toBeDefined()
})

test('a closed answer tag completes as a fence does', () => {
  const text = '<answer>\nfunction rewardFn(o) { return o[0] }\n</answer>'
  expect(completeAt(`${text}\nmore`)).toBe(text.length)
})

test('without a fence nothing completes before the end, and the result is there', () => {
  const cleaner = createCleaner()
  cleaner.push('function rewardFn(o) {\n')
  cleaner.push('  return o[0]\n}\n')
  expect(cleaner.complete).toBe(false)
  expect(cleaner.result()).toEqual(cleanResponse(cleaner.text))
})
