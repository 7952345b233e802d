import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { pages } from '../../apps/docs/pages.mjs'
import { root, workspaces } from '../checks/workspace.mjs'
import { pageOf, sectionOf, slugOf } from './docs-pages.mjs'

const markdown =
  '# A\n\none\n\n## B `c`: d\n\ntwo\n\n```sh\n# no heading\n```\n\n### E\n\nthree\n\n## F\n\nfour'

test('a section is what stands below its heading, up to the next of its rank', () => {
  expect(slugOf('B `c`: d')).toBe('b-c-d')
  expect(sectionOf(markdown, 'b-c-d')).toBe('two\n\n```sh\n# no heading\n```\n\n### E\n\nthree')
  expect(sectionOf(markdown, 'f')).toBe('four')
  expect(sectionOf(markdown, 'no-heading')).toBeUndefined()
})

test.each(pages)('the page $page is made, with every section, link and image there', (page) => {
  const { markdown: text, images } = pageOf(page, pages)
  expect(text.trim()).not.toBe('')
  expect(text).not.toMatch(/<!-- section|\]\(\.\.?\//)
  for (const file of images.values()) expect(existsSync(file)).toBe(true)
})

test('every published package has its page', () => {
  const published = workspaces().filter(({ manifest }) => !manifest.private)
  const sources = new Set(pages.map(({ source }) => source))
  expect(published.filter(({ folder }) => !sources.has(`${folder}/README.md`))).toEqual([])
  for (const { source } of pages) expect(existsSync(join(root, source))).toBe(true)
})
