import { findLine, mapLines } from '../../response/lines.ts'
import { lineEnd } from '../../response/scan.ts'
import { indentOf, LineReader, type LogicalLine } from './lines.ts'

/** A statement with what is indented under it; decorators, `else` and the like belong to it. */
export interface Statement {
  readonly lines: readonly LogicalLine[]
  /** Its physical lines, from and to (inclusive), counted from 0. */
  readonly first: number
  readonly last: number
  /** The line that says what it is: behind decorators. */
  readonly head: LogicalLine
}

const statementHead =
  /^(?:@\w|(?:async[ \t]+)?def[ \t]+\w|class[ \t]+\w+[ \t]*[(:]|import[ \t]+[\w.]+[ \t]*(?:$|,|as\b|#)|from[ \t]+[\w.]+[ \t]+import\b|return\b|global[ \t]|pass$|raise[ \t]|[A-Za-z_][\w.]*\(|"")/
const assignment = /^[A-Za-z_][\w.]*(?:\[[^\]]*\])?[ \t]*(?:[-+*/%|&^:,]|=[^=])/

/** Whether a line at the left margin looks like code, where prose may stand around it. */
function isCodeLine(line: string): boolean {
  if (statementHead.test(line)) return true
  const hash = line.indexOf(' #')
  const code = (hash < 0 ? line : line.slice(0, hash)).trimEnd()
  if (code.endsWith(':'))
    return (
      /^(?:if|elif|while|except)[ \t(]/.test(code) ||
      /^(?:else|try|finally|except)[ \t]*:$/.test(code) ||
      (/^for[ \t]/.test(code) && /[ \t]in[ \t]/.test(code)) ||
      (/^with[ \t]/.test(code) && code.includes('('))
    )
  const equals = code.search(/[^=!<>]=(?!=)/)
  return equals >= 0 && equals < 120 && assignment.test(code)
}

const continuing = /^(?:else|elif|except|finally)\b/
const maxLine = 400

/**
 * The statements at the left margin of a text, in order.
 *
 * @param isLoose whether prose may stand between them: then only what looks like code is taken
 */
export function statementsOf(text: string, isLoose: boolean): Statement[] {
  const reader = new LineReader(text)
  const found: Statement[] = []
  let current: LogicalLine[] = []
  let isInside = false
  const close = (): void => {
    const [first] = current
    const last = current.at(-1)
    if (first && last) {
      const head =
        current.find(({ code, indent }) => indent === first.indent && !code.startsWith('@')) ?? first
      found.push({ lines: current, first: first.first, last: last.last, head })
    }
    current = []
  }
  let index = 0
  for (let start = 0; start < text.length; start = lineEnd(text, start) + 1, index++) {
    const { at, column } = indentOf(text, start)
    const character = text[at]
    if (character === undefined || character === '\n' || character === '#') continue
    const isTop = column === 0
    if (!isTop && !isInside) continue
    if (
      isTop &&
      isLoose &&
      !isCodeLine(text.slice(at, Math.min(at + maxLine, lineEnd(text, at))).trimEnd())
    ) {
      close()
      isInside = false
      continue
    }
    const line = reader.read(start, index)
    const previous = current.at(-1)
    const isJoined =
      !isTop || (previous !== undefined && (continuing.test(line.code) || previous.code.startsWith('@')))
    if (!isJoined) close()
    current.push(line)
    isInside = true
    for (; index < line.last; index++) start = lineEnd(text, start) + 1
  }
  close()
  return found
}

/** The text without the indentation that all its lines share. */
export function dedented(text: string): string {
  if (/^[^ \t\n]/m.test(text)) return text
  let shared: string | undefined
  findLine(text, (line) => {
    const blank = /^[ \t]*/.exec(line)?.[0] ?? ''
    if (blank.length < line.length && blank.length < (shared?.length ?? line.length)) shared = blank
    return false
  })
  const margin = shared ?? ''
  return mapLines(text, (line) => (line.startsWith(margin) ? line.slice(margin.length) : line.trimStart()))
}
