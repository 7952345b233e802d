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
