import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { rolldown } from 'rolldown'
import { workspaces } from './workspace.mjs'

/**
 * A TypeScript snippet of a README. `info` is what follows the fence's `ts`:
 * `continued` puts the snippet after the one before it, `needs=python` names a part of the machine it can't do without.
 * @typedef {{ readonly line: number, readonly info: string, readonly source: string }} Snippet
 */

/**
 * The `ts` snippets of a Markdown file, in their order, each a module of its own.
 * @param {string} file
 * @returns {Snippet[]}
 */
export function snippetsOf(file) {
  if (!existsSync(file)) return []
  const markdown = readFileSync(file, 'utf8')
  /** @type {Snippet[]} */
  const snippets = []
  for (const { 1: info = '', 2: text = '', index } of markdown.matchAll(/^```ts\b(.*)\n([\s\S]*?)^```/gm)) {
    const before = info.includes('continued') ? (snippets.at(-1)?.source ?? '') : ''
    const line = markdown.slice(0, index).split('\n').length + 1
    snippets.push({ line, info: info.trim(), source: before + text })
  }
  return snippets
}

/**
 * Makes an empty folder inside a package from which its snippets are read: every package of this repository can be
 * imported there by its name, as a user who installed them could.
 * @param {string} home the package's folder
 */
export function snippetFolder(home) {
  const folder = join(home, '.cache/readme')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, 'node_modules/@gencode'), { recursive: true })
  for (const { name, path } of workspaces()) symlinkSync(path, join(folder, 'node_modules', name), 'dir')
  return folder
}

/**
 * Writes a snippet to `<name>.ts` and, without its types, to `<name>.mjs`.
 * @param {string} folder
 * @param {string} name
 * @param {string} source
 */
export async function writeSnippet(folder, name, source) {
  const file = join(folder, `${name}.ts`)
  writeFileSync(file, `${source}\nexport {}\n`)
  const built = join(folder, `${name}.mjs`)
  const bundle = await rolldown({ input: file, external: /^[^./]/, treeshake: false, logLevel: 'silent' })
  await bundle.write({ file: built, format: 'esm' })
  await bundle.close()
  return built
}
