import type { LogicalLine } from './lines.ts'
import type { Statement } from './statements.ts'

/** A function in Python code, as far as its lines tell. */
export interface PythonFunction {
  readonly name: string
  readonly params: readonly string[]
  /** How many of the parameters must be given. */
  readonly required: number
  /** The class whose method it is. */
  readonly owner?: string | undefined
  readonly returns: boolean
  /** Whether nothing but a remark or `pass` stands in it. */
  readonly isSketch: boolean
  /** Its lines, the head first. */
  readonly lines: readonly LogicalLine[]
  readonly statement: Statement
}

const definition = /^(?:async[ \t]+)?def[ \t]+(\w+)[ \t]*\(/
const lambda = /^(\w+)[ \t]*(?::[^=]+)?=[ \t]*lambda\b([^:]*):/

/** The functions that a statement defines: itself, or the methods of a class. */
export function functionsOf(statement: Statement): PythonFunction[] {
  const { head, lines } = statement
  const made = lambda.exec(head.code)
  if (made) {
    const { params, required } = paramsOf(made[2] as string)
    const name = made[1] as string
    return [{ name, params, required, returns: true, isSketch: false, lines, statement }]
  }
  if (definition.test(head.code)) return [functionAt(lines, lines.indexOf(head), statement)]
  const owner = /^class[ \t]+(\w+)/.exec(head.code)?.[1]
  if (owner === undefined) return []
  const inner = lines.filter(({ indent }) => indent > head.indent)
  const level = Math.min(...inner.map(({ indent }) => indent))
  return lines.flatMap((line, index) =>
    line.indent === level && definition.test(line.code) ? [functionAt(lines, index, statement, owner)] : [],
  )
}

function functionAt(
  all: readonly LogicalLine[],
  index: number,
  statement: Statement,
  owner?: string,
): PythonFunction {
  const head = all[index] as LogicalLine
  const [, name = ''] = definition.exec(head.code) as RegExpExecArray
  let end = index + 1
  while (end < all.length && (all[end] as LogicalLine).indent > head.indent) end++
  const lines = all.slice(index, end)
  const list = paramsOf(bracketed(head.code))
  const isBound = owner !== undefined && !/@staticmethod\b/.test(all[index - 1]?.code ?? '')
  const behind = head.code.slice(head.code.lastIndexOf(':') + 1).trim()
  return {
    name,
    params: isBound ? list.params.slice(1) : list.params,
    required: isBound ? Math.max(0, list.required - 1) : list.required,
    owner,
    returns:
      ownLines(lines).some(({ code }) => /(?:^|:[ \t]*|;[ \t]*)return[ \t(["'{[-]/.test(code)) ||
      behind.startsWith('return'),
    isSketch:
      behind === '' || behind === 'pass' || behind === '...'
        ? lines
            .slice(1)
            .every(({ code }) => /^(?:pass|\.\.\.|"[" ]*"?|raise NotImplementedError.*)?$/.test(code))
        : false,
    lines,
    statement,
  }
}

/** The lines of a function that are not those of functions inside it. */
function ownLines(lines: readonly LogicalLine[]): LogicalLine[] {
  const own: LogicalLine[] = []
  let inner = Number.POSITIVE_INFINITY
  for (const line of lines.slice(1)) {
    if (line.indent <= inner) inner = Number.POSITIVE_INFINITY
    if (inner === Number.POSITIVE_INFINITY) own.push(line)
    if (line.indent < inner && definition.test(line.code)) inner = line.indent
  }
  return own
}

/** What stands in the first brackets of a line. */
function bracketed(code: string): string {
  const start = code.indexOf('(')
  let depth = 0
  for (let at = start; at < code.length; at++) {
    if ('([{'.includes(code[at] as string)) depth++
    else if (')]}'.includes(code[at] as string) && --depth === 0) return code.slice(start + 1, at)
  }
  return code.slice(start + 1)
}

/** The names of a list of parameters; those with a default, behind `*` or rests need not be given. */
function paramsOf(list: string): { params: string[]; required: number } {
  const parts: string[] = []
  let depth = 0
  let from = 0
  for (let at = 0; at <= list.length; at++) {
    const character = list[at]
    if (character !== undefined && '([{'.includes(character)) depth++
    else if (character !== undefined && ')]}'.includes(character)) depth--
    else if (character === undefined || (character === ',' && depth === 0)) {
      parts.push(list.slice(from, at).trim())
      from = at + 1
    }
  }
  const params: string[] = []
  let required = 0
  let isOpen = true
  for (const part of parts) {
    if (part === '' || part === '/') continue
    if (part.startsWith('*')) isOpen = false
    const name = /^\**(\w+)/.exec(part)?.[1]
    if (name === undefined) continue
    params.push(name)
    if (isOpen && !part.includes('=')) required++
  }
  return { params, required }
}
