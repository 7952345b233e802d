import { lineEnd } from './scan.ts'
import { lineStarts } from './text.ts'

// A hostile text may be a million lines that hold next to nothing: nothing here makes strings of all of them.

/** The lines of a text, by where they begin. */
export class Lines {
  readonly #value: string
  readonly #starts: Int32Array

  constructor(value: string) {
    this.#value = value
    this.#starts = lineStarts(value)
  }

  get length(): number {
    return this.#starts.length
  }

  /** Where a line begins; behind the last one, where one more would. */
  start(index: number): number {
    return this.#starts[index] ?? this.#value.length + 1
  }

  at(index: number): string {
    return this.between(index, index + 1)
  }

  /** The lines from `from` to `to` (exclusive) with the breaks between them. */
  between(from: number, to: number): string {
    return this.#value.slice(this.start(from), Math.max(this.start(from), this.start(to) - 1))
  }

  /** The lines in which a pattern (a global one) is found. */
  *holding(pattern: RegExp): Generator<number> {
    let index = 0
    pattern.lastIndex = 0
    for (let match = pattern.exec(this.#value); match; match = pattern.exec(this.#value)) {
      while (this.start(index + 1) <= match.index) index++
      pattern.lastIndex = this.start(index + 1)
      yield index
    }
  }

  /** The text with the lines empty for which `isShown` holds 0. */
  shown(isShown: Uint8Array): string {
    const parts: string[] = []
    let from = 0
    for (let to = 1; to <= this.length; to++) {
      if (isShown[to] === isShown[from]) continue
      parts.push(isShown[from] === 0 ? '\n'.repeat(to - from - 1) : this.between(from, to))
      from = to
    }
    return parts.join('\n')
  }
}

/** The index of the first line for which `test` is true, -1 where there is none; empty lines are passed over. */
export function findLine(
  value: string,
  test: (line: string, index: number, start: number) => boolean,
): number {
  let start = 0
  for (let index = 0; start < value.length; index++) {
    const end = lineEnd(value, start)
    if (end > start && test(value.slice(start, end), index, start)) return index
    start = end + 1
  }
  return -1
}

/** The text with its lines written otherwise; empty ones stay. */
export function mapLines(value: string, rewrite: (line: string, index: number) => string): string {
  const parts: string[] = []
  let from = 0
  findLine(value, (line, index, start) => {
    const other = rewrite(line, index)
    if (other !== line) {
      parts.push(value.slice(from, start), other)
      from = start + line.length
    }
    return false
  })
  return from === 0 ? value : parts.join('') + value.slice(from)
}
