import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { isRequired } from '../vitest/require.ts'
import { snippetFolder, snippetsOf, writeSnippet } from './readme.mjs'
import { filesUnder, root, workspaces } from './workspace.mjs'

// The snippets import the packages as they are built: `npm test` builds them first.
const run = promisify(execFile)
const homes = [...workspaces(), { name: 'gencode', folder: '.', path: root }].filter(
  ({ folder, path }) => folder.startsWith('packages/') || existsSync(join(path, 'README.md')),
)

const withSnippets = homes
  .map((home) => ({ ...home, first: snippetsOf(join(home.path, 'README.md'))[0] }))
  .filter(({ first, folder }) => first || folder.startsWith('packages/'))

describe.each(withSnippets)('the README of $name', ({ path, first }) => {
  const needs = /\bneeds=(\S+)/.exec(first?.info ?? '')?.[1]
  const canRun = !needs || isRequired(needs)
  if (!canRun) console.warn(`SKIPPED: the snippet needs ${needs}; GENCODE_REQUIRE=${needs} runs it`)

  test.runIf(canRun)('has a first snippet that runs as it stands', async () => {
    const file = await writeSnippet(snippetFolder(path), 'first', first?.source ?? '')
    const { stdout } = await run(process.execPath, [file], { timeout: 50_000 })
    expect(stdout.trim(), 'the snippet is missing, or prints nothing').not.toBe('')
  })
})

const site = join(root, 'apps/docs')
const siteGuides = filesUnder(join(site, 'pages')).filter((file) => file.endsWith('.md'))

test.each(siteGuides.filter((file) => snippetsOf(file).length > 0))(
  'the first snippet of %s runs as it stands',
  async (guide) => {
    const file = await writeSnippet(snippetFolder(site), 'first', snippetsOf(guide)[0]?.source ?? '')
    const { stdout } = await run(process.execPath, [file], { timeout: 50_000 })
    expect(stdout.trim()).not.toBe('')
  },
)

test('every ts snippet of every README and guide type-checks', async () => {
  const guides = ['ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md'].map((name) => join(root, name))
  const files = homes.flatMap(({ path }) => {
    const own = path === root ? guides : path === site ? siteGuides : []
    const readmes = [join(path, 'README.md'), ...own]
    const snippets = readmes.flatMap(snippetsOf)
    const folder = snippetFolder(path)
    return snippets.map(({ source, line }, index) => {
      const file = join(folder, `${index}-line-${line}.ts`)
      writeFileSync(file, `${source}\nexport {}\n`)
      return file
    })
  })
  const folder = join(root, '.cache/readme')
  mkdirSync(folder, { recursive: true })
  const compilerOptions = { noEmit: true, customConditions: [], isolatedDeclarations: false, types: ['node'] }
  const tsconfig = { extends: '../../tooling/tsconfig/base.json', compilerOptions, files }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(tsconfig))
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  const { stdout } = await run(process.execPath, [tsc, '-p', folder]).catch((error) => error)
  expect(stdout).toBe('')
})
