import type { CleanedCode } from '@gencode/contract/types'
import type { PythonFunction } from '../program/python/functions.ts'
import type { PythonUnit } from '../program/python/unit.ts'
import { Lines } from '../response/lines.ts'
import { linesOf, type Text } from '../response/text.ts'
import type { PythonNeeds } from './python-needs.ts'

/** Writes the Python of a chosen function: what it needs stays, everything else is blank. */
export function pythonSource(
  fn: PythonFunction,
  needs: PythonNeeds,
  units: readonly PythonUnit[],
  warnings: string[],
): CleanedCode {
  const parts = units
    .filter(({ statements }) => statements.some((one) => needs.statements.has(one)))
    .map((unit) => partOf(unit, fn, needs, warnings))
  return {
    source: parts.map(({ source }) => source).join('\n'),
    original: parts.map(({ text }) => text.value).join('\n'),
    language: 'python',
    entry: fn.name,
    params: fn.params,
    warnings,
    lineMap: linesOf(parts),
  }
}

function partOf(
  unit: PythonUnit,
  fn: PythonFunction,
  needs: PythonNeeds,
  warnings: string[],
): { source: string; text: Text } {
  const { text, statements, isLoose } = unit
  const lines = new Lines(text.value)
  const kept = new Uint8Array(lines.length)
  for (const statement of statements)
    if (needs.statements.has(statement)) kept.fill(1, statement.first, statement.last + 1)
  let source = lines.shown(kept)
  if (fn.owner !== undefined && statements.includes(fn.statement))
    source = withoutClass(source.split('\n'), fn)?.join('\n') ?? source
  for (const warning of unit.warnings) warnings.push(warning)
  if (!isLoose) return { source, text }
  const first = kept.indexOf(1)
  const last = kept.lastIndexOf(1)
  return {
    source: new Lines(source).between(first, last + 1),
    text: { value: lines.between(first, last + 1), lines: text.lines.slice(first, last + 1) },
  }
}

/**
 * A method as a function: the class's line goes, its functions move to the left margin, `self.x` becomes a name of its
 * own. Undefined where `self` is more than a holder of constants and functions.
 */
function withoutClass(
  lines: readonly string[],
  { statement, name, owner }: PythonFunction,
): string[] | undefined {
  const head = statement.head
  const inner = statement.lines.filter(({ indent }) => indent > head.indent)
  const level = Math.min(...inner.map(({ indent }) => indent))
  const methods = new Set(
    inner.flatMap(({ code, indent }) => (indent === level ? (/^def[ \t]+(\w+)/.exec(code)?.[1] ?? []) : [])),
  )
  if (/\(\s*\w/.test(head.code) && !/\(\s*object\s*\)/.test(head.code)) return undefined
  const out = [...lines]
  for (let index = statement.first; index <= head.last; index++) out[index] = ''
  const own = (member: string): string => (member === name ? name : `${owner}_${member}`)
  let isMaker = false
  let isMethod = false
  for (const line of inner) {
    const maker = /^def[ \t]+__init__[ \t]*\((.*)\)[ \t]*(?:->[^:]*)?:/.exec(line.code)
    if (line.indent === level) {
      isMaker = maker !== null
      isMethod = line.code.startsWith('def ')
      // What is given when the class is made is not known.
      if (maker?.[1]?.includes(',')) return undefined
    }
    if (
      isMethod &&
      !isMaker &&
      /\bself\.\w+(?:\[[^\]]*\])?[ \t]*(?:[-+*/%|&^]|\/\/|\*\*)?=(?!=)/.test(line.code)
    )
      return undefined
    for (let index = line.first; index <= line.last; index++) {
      if (maker && line.indent === level) {
        out[index] = ''
        continue
      }
      let text = outdented(out[index] as string, isMaker && line.indent > level ? line.indent : level)
      if (line.indent === level && /^(?:@staticmethod|@classmethod)\b/.test(text)) text = ''
      if (line.indent === level)
        text = text
          .replace(/^def[ \t]+(\w+)/, (_all, member: string) => `def ${own(member)}`)
          .replace(/\((?:self|cls)[ \t]*(?:,[ \t]*)?/, '(')
      if (isMaker || isMethod)
        text = text.replace(/\b(?:self|cls)\.(\w+)/g, (_all, member: string) => own(member))
      else if (line.indent === level)
        text = text.replace(/^(\w+)(?=[ \t]*(?::[^=]*)?=)/, (_all, member: string) => own(member))
      if (/\bself\b/.test(line.code.replace(/\bself\.\w+/g, '').replace(/^def[ \t]+\w+[ \t]*\(self\b/, '')))
        return undefined
      out[index] = text
    }
  }
  return methods.has(name) ? out : undefined
}

/** A line without so many blanks at its beginning, as far as it has them. */
function outdented(line: string, columns: number): string {
  let at = 0
  while (at < columns && (line[at] === ' ' || line[at] === '\t')) at++
  return line.slice(at)
}

/** Where a body stands alone: the lines of a function around it, the head on a line of its own before them. */
export function wrappedBody(text: Text, name: string, params: readonly string[]): Text {
  const lines = text.value.split('\n')
  const first = Math.max(
    0,
    lines.findIndex((line) => line.trim() !== ''),
  )
  const imports = lines.map((line) => /^(?:import|from)[ \t]/.test(line))
  let start = first
  while (imports[start] || (start < lines.length && (lines[start] as string).trim() === '')) start++
  const head = `def ${name}(${params.join(', ')}):`
  const body = lines.slice(start).map((line) => (line.trim() === '' ? line : `    ${line}`))
  return {
    value: [...lines.slice(0, start), head, ...body].join('\n'),
    lines: [...text.lines.slice(0, start), text.lines[start] as number, ...text.lines.slice(start)],
  }
}
