import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { snippetsOf } from './readme.mjs'

const folder = mkdtempSync(join(tmpdir(), 'gencode-readme-'))
afterAll(() => rmSync(folder, { recursive: true }))

const read = (markdown: string) => {
  const file = join(folder, 'README.md')
  writeFileSync(file, markdown)
  return snippetsOf(file)
}

test('only ts fences are snippets, with the line that their code starts at', () => {
  const snippets = read('# A\n\n```sh\nnpm install a\n```\n\n```ts\nconst a = 1\n```\n\n```tsx\n<a />\n```\n')
  expect(snippets).toEqual([{ line: 8, info: '', source: 'const a = 1\n' }])
})

test('a continued snippet stands after the one before it', () => {
  const snippets = read('```ts\nconst a = 1\n```\nand\n```ts continued\nconsole.log(a)\n```\n')
  expect(snippets[1]?.source).toBe('const a = 1\nconsole.log(a)\n')
})

test('a snippet says what part of the machine it needs', () => {
  expect(read('```ts needs=python\n```\n')[0]?.info).toBe('needs=python')
})

test('a missing README has no snippets', () => {
  expect(snippetsOf(join(folder, 'nowhere.md'))).toEqual([])
})
