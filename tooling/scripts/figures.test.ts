import { expect, test } from 'vitest'
import { sectionOf } from './docs-pages.mjs'
import { cellOf, quoting, readFile, withFigures } from './figures.mjs'

const table =
  '# A\n\n| | `calls` | rows |\n| --- | --- | --- |\n| ours | 5 M/s | 7 M/s |\n| **others** | 2 times | |\n'

test('a cell is found by its row and its column', () => {
  expect(cellOf(table, 'others', 'calls')).toBe('2 times')
  expect(cellOf(table, 'ours', 'rows')).toBe('7 M/s')
  expect([cellOf(table, 'ours', 'speed'), cellOf(table, 'nobody', 'rows')]).toEqual([undefined, undefined])
})

test('a quote is what the cell says, and one of no cell is an error', () => {
  const text = 'It is <!-- cell a.md; others; calls -->9 times<!-- end --> slower.'
  expect(withFigures(text, () => table)).toBe(
    'It is <!-- cell a.md; others; calls -->2 times<!-- end --> slower.',
  )
  expect(() => withFigures(text.replace('others', 'nobody'), () => table)).toThrow(
    'no cell nobody; calls in a.md',
  )
})

test.each(quoting())(
  '%s quotes figures as their tables have them (else: node tooling/scripts/figures.mjs)',
  (file) => {
    const text = readFile(file)
    expect(withFigures(text, readFile)).toBe(text)
  },
)

const gathered = [
  ...readFile('apps/docs/pages/figures.md').matchAll(/^<!-- section (?:\.\.\/)+(\S+)#(\S+) -->$/gm),
].map(([, file = '', slug = '']) => ({ file, slug }))

test.each(gathered)('$slug of $file says when it was measured, and how to repeat it', ({ file, slug }) => {
  const section = sectionOf(readFile(file), slug)
  expect(section).toMatch(
    /(?:January|February|March|April|May|June|July|August|September|October|November|December) 20\d\d/,
  )
  expect(section).toMatch(/`(?:pnpm bench|node bench\/)/)
})
