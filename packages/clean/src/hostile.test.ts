import { expect, test } from 'vitest'
import { filled as filledTo } from '../fixtures/hostile-texts.mjs'
import { CleanError, cleanResponse, createCleaner } from './index.ts'

const size = 1_000_000
const filled = (part: string): string => filledTo(part, size)

const texts: Readonly<Record<string, string>> = {
  'nested fences': filled('```js\n'),
  'fences of many kinds': filled('~~~\n```\n````\n'),
  'unclosed quotes': filled('function f() { return "\n'),
  'open brackets in a fence': `\`\`\`js\n${filled('(')}`,
  'open braces': filled('{'),
  'open type arguments': `\`\`\`ts\n${filled('f<T>(')}`,
  'open templates': filled('`${'),
  'one long member chain': `\`\`\`js\nconst f = (o) => o${filled('.a')}\n\`\`\``,
  'thinking tags': filled('<think>\n```\n'),
  'closing tags': filled('</think>'),
  'unclosed JSON': filled('{"code":"function f(){'),
  'tags that hold code': filled('<pre>{;'),
  'prose and code in turn': filled('const f = (o) => o[0]\nThis is prose here\n'),
  entities: filled('&lt;a\n'),
  'curly quotes': filled('\u201c'),
  escapes: filled('\\n'),
  spaces: filled(' '),
}

for (const [name, text] of Object.entries(texts))
  test(`a megabyte of ${name} comes to an end`, () => {
    try {
      expect(cleanResponse(text).entry).toEqual(expect.any(String))
    } catch (error) {
      expect(error).toBeInstanceOf(CleanError)
    }
  })

test.each(['a\n', 'x = 1\n', 'return\n', 'f(o);'])('a megabyte of %j is too long, and said to be', (part) => {
  const code = 'function rewardFn(o) { return o[0] }'
  const many = part.repeat(1e6 / part.length)
  const feedbackOf = (text: string): string => {
    try {
      return cleanResponse(text).entry
    } catch (error) {
      return (error as CleanError).feedback
    }
  }
  for (const text of [many + code, `\`\`\`js\n${code}\n${many}\`\`\``])
    expect(feedbackOf(text)).toMatch(/more code than can be read/)
})

test('more functions of Python than any model writes are too much, and said to be', () => {
  const options = { languages: ['python'] } as const
  const many = (count: number): string =>
    Array.from({ length: count }, (_, index) => `def f${index}(o):\n    return o[0]\n`).join('')
  expect(() => cleanResponse(many(10_001), options)).toThrow(/more code than can be read/)
  expect(cleanResponse(many(1_000), options).entry).toMatch(/^f\d+$/)
})

test('a cleaner that is fed a hundred thousand ends of blocks comes to an end', () => {
  const cleaner = createCleaner()
  for (let index = 0; index < 100_000; index++) cleaner.push('```\n')
  expect(cleaner.complete).toBe(false)
})
