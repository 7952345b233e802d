import { readFileSync } from 'node:fs'

/**
 * Rows as a table of text, numbers to the right.
 *
 * @param {readonly Record<string, string>[]} rows all with the same columns
 */
export function table(rows) {
  const columns = Object.keys(rows[0] ?? {}).map((title) => {
    const cells = rows.map((row) => row[title] ?? '')
    const width = Math.max(title.length, ...cells.map((cell) => cell.length))
    const isNumeric = cells.every((cell) => /^[\d.-]/.test(cell))
    return [title, '-'.repeat(width), ...cells].map((cell) =>
      isNumeric ? cell.padStart(width) : cell.padEnd(width),
    )
  })
  return (columns[0] ?? [])
    .map((_, line) =>
      columns
        .map((column) => column[line])
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/**
 * Whether a README has these rows as its table; if not, says what it should be.
 *
 * @param {string} path of the README
 * @param {readonly Record<string, string>[]} rows all with the same columns
 */
export function isTold(path, rows) {
  const titles = Object.keys(rows[0] ?? {})
  const lines = [
    titles,
    titles.map(() => '---'),
    ...rows.map((row) => titles.map((title) => row[title] ?? '')),
  ]
  const expected = lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
  if (readFileSync(path, 'utf8').includes(expected)) return true
  console.error(`\n${path} should have this table, for it is what was seen:\n${expected}`)
  return false
}
