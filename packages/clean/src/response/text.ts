import { lineEnd } from './scan.ts'

/** A text that was unwrapped from the response, and where each of its lines stood there. */
export interface Text {
  readonly value: string
  /** One-based line of the response, per line of `value`. */
  readonly lines: readonly number[]
}

/** The whole response. */
export function textOf(value: string): Text {
  const lines = new Array<number>(countLines(value, value.length) + 1)
  for (let index = 0; index < lines.length; index++) lines[index] = index + 1
  return { value, lines }
}

/** Every kind of line break as `\n`. */
export function withPlainBreaks(value: string): string {
  return value.split('\r\n').join('\n').split('\r').join('\n')
}

/** The lines of the response that several texts are made of, one after the other. */
export function linesOf(parts: readonly { readonly text: Text }[]): number[] {
  return ([] as number[]).concat(...parts.map(({ text }) => text.lines))
}

/** A part of a text, by offsets. */
export function slice(text: Text, start: number, end: number): Text {
  const value = text.value.slice(start, end)
  const first = countLines(text.value, start)
  return { value, lines: text.lines.slice(first, first + countLines(value, value.length) + 1) }
}

/** The same lines, written otherwise; `value` has as many lines as `text`. */
export function rewritten(text: Text, value: string): Text {
  return value === text.value ? text : { value, lines: text.lines }
}

/** How many line breaks stand before an offset. */
export function countLines(value: string, end: number): number {
  let count = 0
  for (let at = lineEnd(value, 0); at < end && at < value.length; at = lineEnd(value, at + 1)) count++
  return count
}

/** One-based line and column of an offset. */
export function placeOf(value: string, offset: number): { line: number; column: number } {
  const start = value.lastIndexOf('\n', offset - 1) + 1
  return { line: countLines(value, offset) + 1, column: offset - start + 1 }
}

/** Where each line begins. */
export function lineStarts(value: string): Int32Array {
  const starts = new Int32Array(countLines(value, value.length) + 1)
  let start = 0
  for (let index = 1; index < starts.length; index++) {
    start = lineEnd(value, start) + 1
    starts[index] = start
  }
  return starts
}

/** The index of the last of ascending numbers that is at most `limit`; -1 where none is. */
export function lastAtMost(numbers: ArrayLike<number>, limit: number): number {
  let low = 0
  let high = numbers.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((numbers[middle] as number) <= limit) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** The line breaks of a text alone. */
export function lineBreaks(value: string): string {
  return '\n'.repeat(countLines(value, value.length))
}

/** Line of the response for each offset, in ascending order, into a text. */
export function linesAt(text: Text, offsets: readonly number[]): number[] {
  let line = 0
  let end = lineEnd(text.value, 0)
  return offsets.map((offset) => {
    for (; end < offset && end < text.value.length; line++) end = lineEnd(text.value, end + 1)
    return text.lines[line] ?? text.lines.at(-1) ?? 1
  })
}
