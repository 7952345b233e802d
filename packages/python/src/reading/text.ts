import type { Node } from '../tree.ts'

/** The Python's lines, and the text of what stands in them. */
export class SourceText {
  readonly source: string
  readonly lines: readonly string[]

  constructor(source: string) {
    this.source = source
    this.lines = source.split('\n')
  }

  line(number: number): string {
    return this.lines[number - 1] ?? ''
  }

  /** The text of a node that stands on one line; columns of the tree count bytes of UTF-8. */
  of(node: Node & { col_offset?: number; end_lineno?: number; end_col_offset?: number }): string {
    const line = this.line(node.lineno ?? 0)
    const to = node.end_lineno === node.lineno ? node.end_col_offset : undefined
    if (/^[\0-\x7f]*$/.test(line)) return line.slice(node.col_offset, to)
    const bytes = new TextEncoder().encode(line).subarray(node.col_offset, to)
    return new TextDecoder().decode(bytes)
  }
}
