import { lineEnd } from '../../response/scan.ts'
import { countLines } from '../../response/text.ts'

/** A logical line of Python: physical ones that brackets, long strings and backslashes join. */
export interface LogicalLine {
  /** Its physical lines, from and to (inclusive), counted from 0. */
  readonly first: number
  readonly last: number
  /** Columns before its first character; a tab reaches to the next multiple of eight. */
  readonly indent: number
  /** Its code, strings and comments blank, lines joined by blanks, without the indentation. */
  readonly code: string
  /** Why it doesn't end as it should, and where. */
  readonly problem?: Problem
}

/** Where reading failed. */
export interface Problem {
  readonly message: string
  /** Offset into the text. */
  readonly position: number
  /** Whether the text stopped inside of something. */
  readonly isOpen: boolean
}

/** Characters that mean nothing to lines. */
const plain = /[^\n#\\"'()[\]{}]+/y

const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' }

/** Reads logical lines, by strings, brackets and indentation alone. */
export class LineReader {
  readonly #text: string
  /** Characters that lines which never end may still cost, so that reading stays linear. */
  #left: number

  constructor(text: string) {
    this.#text = text
    this.#left = text.length + 10_000
  }

  /** The logical line that begins on the physical line, which holds code, at `start`. */
  read(start: number, index: number): LogicalLine {
    const text = this.#text
    const { at: from, column } = indentOf(text, start)
    const open: string[] = []
    let code = ''
    let line = index
    let at = from
    const done = (problem?: Problem): LogicalLine =>
      problem
        ? { first: index, last: index, indent: column, code: code.split('\n')[0] as string, problem }
        : { first: index, last: line, indent: column, code: code.replaceAll('\n', ' ').trimEnd() }
    const failed = (message: string, position: number, isOpen: boolean): LogicalLine => {
      this.#left -= at - from
      return done({ message, position, isOpen })
    }
    // Once those are spent, a logical line is a physical one.
    const limit = this.#left < 0 ? from : text.length
    while (at < text.length) {
      const character = text[at] as string
      if (character === '\n') {
        if (open.length === 0) break
        if (at > limit || startsStatement(text, at + 1))
          return failed('A bracket was never closed', from, at > limit)
        code += '\n'
        line++
        at++
      } else if (character === '#') {
        const end = lineEnd(text, at)
        code += ' '.repeat(end - at)
        at = end
      } else if (character === '\\' && text[at + 1] === '\n') {
        if (at > limit) return failed('A line never ends', from, true)
        code += ' \n'
        line++
        at += 2
      } else if (character === '"' || character === "'") {
        const end = stringEnd(text, at)
        const isLong = text.startsWith(character.repeat(3), at)
        if (end < 0) {
          at = isLong ? text.length : lineEnd(text, at)
          return failed('A text was never closed', from, isLong || at >= text.length)
        }
        const inner = text.slice(at + 1, end - 1).replace(/[^\n]/g, ' ')
        line += countLines(inner, inner.length)
        code += `"${inner}"`
        at = end
      } else {
        if (closers[character]) open.push(closers[character] as string)
        else if (character === ')' || character === ']' || character === '}') {
          if (open.pop() !== character) return failed(`Unmatched \`${character}\``, at, false)
        }
        plain.lastIndex = at + 1
        const end = plain.test(text) ? plain.lastIndex : at + 1
        code += text.slice(at, end)
        at = end
      }
    }
    if (open.length > 0) return failed('A bracket was never closed', text.length, true)
    return done()
  }
}

/** Where the code of a line begins, and in which column. */
export function indentOf(text: string, start: number): { at: number; column: number } {
  let at = start
  let column = 0
  for (; text[at] === ' ' || text[at] === '\t' || text[at] === '\f'; at++)
    column = text[at] === '\t' ? column - (column % 8) + 8 : column + 1
  return { at, column }
}

/** Behind a string; -1 where it never ends. */
function stringEnd(text: string, start: number): number {
  const quote = text[start] as string
  const isLong = text.startsWith(quote.repeat(3), start)
  const mark = isLong ? quote.repeat(3) : quote
  for (let at = start + mark.length; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === '\n' && !isLong) return -1
    else if (text[at] === quote && text.startsWith(mark, at)) return at + mark.length
  }
  return -1
}

/** Whether a statement begins in the first column, which no bracket reaches over. */
function startsStatement(text: string, at: number): boolean {
  const keyword = /(?:def|class|import|from|@\w)\b/y
  keyword.lastIndex = at
  return keyword.test(text)
}
