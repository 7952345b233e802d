// Figures stand in one table each. Where another page quotes one, it names the cell, and this writes it there:
//   <!-- cell packages/sandbox/README.md; against isolated-vm 5.0.4; calls -->57 times<!-- end -->
//   node tooling/scripts/figures.mjs
import { readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { filesUnder, root, workspaces } from '../checks/workspace.mjs'

const quote = /(<!-- cell (\S+); (.+?); (.+?) -->)(.*?)(<!-- end -->)/g

/** @param {string} text */
const plain = (text) => text.replace(/[`*]/g, '').trim()

/**
 * What stands in a cell of the first table that has such a row and such a column.
 *
 * @param {string} markdown
 * @param {string} row what its first cell says
 * @param {string} column its heading
 * @returns {string | undefined}
 */
export function cellOf(markdown, row, column) {
  for (const [table] of markdown.matchAll(/(?:^\|.*\|[ \t]*(?:\n|$))+/gm)) {
    const [heads = [], , ...rows] = table
      .trim()
      .split('\n')
      .map((line) => line.trim().slice(1, -1).split('|').map(plain))
    const at = heads.indexOf(column)
    const found = rows.find(([first]) => first === row)?.[at]
    if (at > 0 && found !== undefined) return found
  }
  return undefined
}

/**
 * A text with its quotes as the tables have them now.
 *
 * @param {string} markdown
 * @param {(file: string) => string} read a file of the repository
 * @returns {string}
 * @throws Error naming a cell that is not there
 */
export function withFigures(markdown, read) {
  return markdown.replace(quote, (_, start, file, row, column, _text, end) => {
    const cell = cellOf(read(file), row, column)
    if (cell === undefined) throw new Error(`There is no cell ${row}; ${column} in ${file}`)
    return `${start}${cell}${end}`
  })
}

/** Every Markdown file that may quote figures, from the repository's folder. */
export function quoting() {
  const readmes = workspaces().map(({ folder }) => `${folder}/README.md`)
  const pages = filesUnder(join(root, 'apps/docs/pages')).map((file) => relative(root, file))
  return ['README.md', ...readmes, ...pages]
}

/** @param {string} file @returns {string} */
export const readFile = (file) => readFileSync(join(root, file), 'utf8')

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const file of quoting()) {
    const before = readFile(file)
    const after = withFigures(before, readFile)
    if (after !== before) writeFileSync(join(root, file), after)
  }
