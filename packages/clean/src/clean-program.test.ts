import { describe, expect, test } from 'vitest'
import { CleanError, cleanProgram } from './index.ts'

type Tools = Readonly<Record<string, (...args: never[]) => unknown>>

/** What a program returns, run as a host would run it. */
async function resultOf(response: string, tools: Tools = {}): Promise<unknown> {
  const { source } = cleanProgram(response)
  const AsyncFunction = Object.getPrototypeOf(async () => undefined).constructor
  return await new AsyncFunction(...Object.keys(tools), source)(...Object.values(tools))
}

const double = async (x: number): Promise<number> => 2 * x

describe('a program comes out of whatever it stands in, and gives its result', () => {
  test.each<readonly [where: string, response: string, result: unknown]>([
    ['nothing', 'const x = await double(2)\nreturn x', 4],
    ['a fence with prose around', 'Here:\n```js\nreturn await double(3)\n```\nThat is it.', 6],
    [
      'TypeScript',
      '```ts\ninterface A { b: number }\nconst a: A = { b: 4 }\nreturn await double(a.b!)\n```',
      8,
    ],
    ['JSON of a tool call', '{"name":"run_code","arguments":{"code":"const a = 1\\nreturn a + 1"}}', 2],
    ['a tag', '<code>\nreturn 1 + 1\n</code>', 2],
    ['thinking before it', '<think>maybe `double(1)`?</think>\nreturn double(5)', 10],
    ['an arrow function', 'async () => {\n  return double(1)\n}', 2],
    ['an arrow function with a semicolon', '```js\nasync () => {\n  return double(1)\n};\n```', 2],
    ['a function that is called at once', '(async () => {\n  return double(2)\n})()', 4],
    ['a function that nothing calls', 'async function main() {\n  return double(2)\n}', 4],
    [
      'a function that is called',
      'async function main() {\n  return double(2)\n}\nmain().catch(console.error)',
      4,
    ],
    ['a default export', 'export default async function () {\n  return double(7)\n}', 14],
    ['an exported value', 'export default { a: await double(1) }', { a: 2 }],
    [
      'two blocks that need one another',
      '```js\nconst half = (x) => x / 2\n```\nand\n```js\nreturn half(8)\n```',
      4,
    ],
    ['a string that holds a fence', 'const text = "```js\\nhi\\n```"\nreturn text.length', 12],
  ])('%s', async (_where, response, result) => {
    expect(await resultOf(response, { double })).toEqual(result)
  })
})

test('lines stay where the model wrote them, and lead back to the response', () => {
  const { source, original, lineMap } = cleanProgram(
    'Hi\n```ts\ntype A = {\n  b: 1\n}\nreturn 1 as number\n```',
  )
  expect(source.split('\n')).toHaveLength(original.split('\n').length)
  expect(source.split('\n')[3]?.trim()).toBe('return 1')
  expect(lineMap).toEqual([3, 4, 5, 6])
})

test.each(['Sure!', 'Sure', 'Okay!\n', 'Answer:', 'done!', 'Great!\n\nSure!'])(
  'a block behind a word that would parse with its fence is the program: %j',
  (word) => {
    const { source, lineMap } = cleanProgram(
      `${word}\n\`\`\`ts\nconst a: number = 1\nreturn a\n\`\`\`\nDone.`,
    )
    expect(source.replace(/ +/g, ' ')).toBe('const a = 1\nreturn a')
    expect(lineMap[0]).toBe(word.split('\n').length + 2)
  },
)

test('a fence within a template or a comment of the program stays there', () => {
  const inTemplate = 'const doc = `\n```js\nf()\n```\n`\nreturn doc.length'
  for (const program of [inTemplate.replaceAll('```', '\\`\\`\\`'), '/*\n```js\nf()\n```\n*/\nreturn 2'])
    expect(cleanProgram(program).source).toBe(program)
})

test('what was called or passed over is said', () => {
  expect(cleanProgram('const main = () => 1').warnings).toEqual([
    '`main` was called: nothing in the program called it.',
  ])
  expect(cleanProgram('```js\nreturn 1\n```\n```js\nreturn 2\n```').warnings).toEqual([
    'Passed over 1 other block of code.',
  ])
})

describe('what is no program is a CleanError that says so', () => {
  test.each<readonly [what: string, response: string, code: string, said: string]>([
    ['an empty answer', '  ', 'clean/empty', 'empty'],
    ['prose', 'I would first call the tool, then look at the result.', 'clean/no-code', 'no code'],
    [
      'a line that does not parse, which is never left out',
      'const a = 1\nconst b = a +* 2\nreturn b',
      'clean/syntax',
      'line 2',
    ],
    ['a program that stops', '```js\nconst a = {\n  b: 1,\n', 'clean/truncated', 'stops'],
    ['a lone line that does not parse', 'return 1 +', 'clean/', ''],
    ['Python', '```python\nprint(1)\n```', 'clean/unsupported-language', 'Python'],
    ['Python without a fence', 'import numpy as np\nx = 1\nprint(x)', 'clean/unsupported-language', 'Python'],
    [
      'a module',
      'import fs from "node:fs"\nreturn fs.readFileSync("/etc/passwd")',
      'clean/unsupported-import',
      'node:fs',
    ],
    ['a module at run time', 'const fs = require("fs")\nreturn fs', 'clean/unsupported-import', 'fs'],
  ])('%s', (_what, response, code, said) => {
    try {
      cleanProgram(response)
      expect.unreachable()
    } catch (error) {
      if (!(error instanceof CleanError)) throw error
      expect(error.code).toContain(code)
      expect(error.feedback).toContain(said)
      expect(error.feedback).not.toContain('function')
    }
  })
})
