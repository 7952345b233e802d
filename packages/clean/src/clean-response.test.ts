import { expect, test } from 'vitest'
import { CleanError, cleanResponse } from './index.ts'

test('the function comes out of a fence, types gone, lines kept', () => {
  const cleaned = cleanResponse(
    'Sure!\n```ts\ninterface A { b: number }\nexport const rewardFn = (\n  o: number[],\n): number => o[0]!\n```\nBye',
  )
  expect(cleaned.entry).toBe('rewardFn')
  expect(cleaned.language).toBe('typescript')
  expect(cleaned.source.split('\n')).toHaveLength(4)
  expect(cleaned.lineMap).toEqual([3, 4, 5, 6])
  expect(new Function(`${cleaned.source}\nreturn rewardFn([3])`)()).toBe(3)
})

test('an answer without code is a CleanError', () => {
  expect(() => cleanResponse('I think that the reward should be high.')).toThrow(CleanError)
})

test('an error names its place in the code, not in the response, and shows it', () => {
  const response = 'Some prose.\n\n```js\nfunction rewardFn(o) {\n  return o[0] +* 2\n}\n```'
  try {
    cleanResponse(response)
    expect.unreachable()
  } catch (error) {
    if (!(error instanceof CleanError)) throw error
    expect(error).toMatchObject({ code: 'clean/syntax', line: 2, column: 16, response })
    expect(error.original).toBe('function rewardFn(o) {\n  return o[0] +* 2\n}')
    expect(error.frame).toContain('> 2 |   return o[0] +* 2')
    expect(error.feedback).toContain('line 2')
  }
})

test('warnings say what was passed over and what is missing', () => {
  const { warnings } = cleanResponse(
    '```js\nfunction a(o) { return 1 }\nfunction rewardFn(o) { return gain * o[0] }\n```',
  )
  expect(warnings).toEqual(['Passed over `a`.', '`gain` is not defined in the answer.'])
})

test('lines lead back to the response through quotes, joined blocks and encoded text', () => {
  const joined = cleanResponse(
    '> ```js\n> const K = 2\n> ```\ntext\n```js\nconst rewardFn = (o) => o[0] * K\n```',
  )
  expect(joined.lineMap).toEqual([2, 6])
  expect(
    cleanResponse(JSON.stringify({ code: 'function rewardFn(o) {\n  return 1\n}' }, null, 1)).lineMap,
  ).toEqual([2, 2, 2])
})

test('a tag of thinking in a comment or a string of code that stands alone is text', () => {
  for (const source of [
    'function f(o) { return 1 } // see <think> below',
    "function f(o) { return '<think>'.length }",
  ]) {
    const once = cleanResponse(`\`\`\`js\n${source}\n\`\`\``).source
    expect(once.trim()).toBe(source)
    expect(cleanResponse(once).source).toBe(once)
  }
})

test('a first line that names an interpreter is passed over, in JavaScript and TypeScript', () => {
  for (const type of ['', ': number[]']) {
    const { source, entry } = cleanResponse(
      `\`\`\`js\n#!/usr/bin/env node\nfunction rewardFn(o${type}) { return o[0] }\n\`\`\``,
    )
    expect(entry).toBe('rewardFn')
    expect(new Function(`${source}\nreturn rewardFn([3])`)()).toBe(3)
  }
})

test('strict code stays strict', () => {
  const { source } = cleanResponse(
    "```js\n'use strict'\nfunction rewardFn(o) { total = o[0]; return total }\n```",
  )
  expect(() => new Function(`${source}\nreturn rewardFn([3])`)()).toThrow(ReferenceError)
})
