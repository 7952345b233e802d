import { pythonBuiltins } from '../program/python/builtins.ts'
import type { PythonFunction } from '../program/python/functions.ts'
import type { Statement } from '../program/python/statements.ts'
import type { PythonUnit } from '../program/python/unit.ts'
import { lineBlankEnd } from '../response/scan.ts'
import { nearest } from './nearest.ts'

/** The statements that a function needs, by block, and the functions that it calls and nothing defines. */
export interface PythonNeeds {
  readonly statements: ReadonlySet<Statement>
  readonly missing: readonly string[]
}

const word = /(?<![\w.])[A-Za-z_]\w*/g
const called = /(?<![\w.])([A-Za-z_]\w*)[ \t]*\(/g
const maxMissing = 10

/** What a function needs: what its words name, in its own block or else in the nearest other one, and what fills those. */
export function pythonNeeds(fn: PythonFunction, units: readonly PythonUnit[]): PythonNeeds {
  const home = units.findIndex(({ statements }) => statements.includes(fn.statement))
  const tables = units.map(({ statements }) => definitions(statements))
  const needed = new Set<Statement>()
  const seen = tables.map(() => new Set<string>())
  const queue: { readonly statement: Statement; readonly at: number }[] = []
  const need = (statement: Statement, at: number): void => {
    if (needed.has(statement)) return
    needed.add(statement)
    queue.push({ statement, at })
  }
  need(fn.statement, home)
  for (const one of units[home]?.statements ?? []) if (/^from[ \t].*\*$/.test(one.head.code)) need(one, home)
  for (let next = queue.pop(); next; next = queue.pop())
    for (const name of wordsOf(next.statement))
      for (const index of [next.at, ...nearest(next.at, units.length)]) {
        const found = tables[index]?.get(name)
        if (!found) continue
        if (!seen[index]?.has(name)) for (const one of found) need(one, index)
        seen[index]?.add(name)
        break
      }
  return { statements: needed, missing: missingOf(needed, tables) }
}

function wordsOf({ lines }: Statement): Set<string> {
  return new Set(lines.flatMap(({ code }) => code.match(word) ?? []))
}

/** The statements of a block that define each name, or fill what it names. */
function definitions(statements: readonly Statement[]): Map<string, Statement[]> {
  const table = new Map<string, Statement[]>()
  for (const statement of statements)
    for (const name of definedNames(statement)) {
      const known = table.get(name)
      if (known) known.push(statement)
      else table.set(name, [statement])
    }
  return table
}

/** What a statement at the left margin defines, or fills (`W['a'] = 1`, `W.append(1)`). */
function definedNames({ head, lines }: Statement): string[] {
  const names: string[] = []
  const own = /^(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)/.exec(head.code)?.[1]
  if (own !== undefined) return [own]
  // What only runs as a program is an example.
  if (/^if[ \t]+__name__\b/.test(head.code)) return names
  for (const { code } of lines) {
    const imported = /^(?:import|from[ \t]+[\w.]+[ \t]+import)[ \t]/.exec(code)
    if (imported)
      for (const part of code.slice(imported[0].length).replace(/[()]/g, ' ').split(',')) {
        const words = part.trim().split(/[ \t]+/)
        names.push(words[2] ?? (words[0] as string).split('.')[0] ?? '')
      }
    else for (const name of assignedNames(code)) names.push(name)
  }
  return names
}

const filling = /^([A-Za-z_]\w*)\.(?:append|extend|update|add|insert|setdefault|sort|fill)[ \t]*\(/

/** The names that `a, b = ...`, `a[0] = ...`, `a.b += ...` and `a.append(...)` change. */
function assignedNames(code: string): string[] {
  const filled = filling.exec(code)?.[1]
  if (filled) return [filled]
  if (!/^[A-Za-z_(]/.test(code)) return []
  // In the brackets around `(a, b) = ...` names stand, in those of an index what it holds.
  const deepest = code.startsWith('(') ? 1 : 0
  let depth = 0
  let target = ''
  let from = 0
  const names = (end: number): string[] => (target + code.slice(from, end)).match(word) ?? []
  for (let at = 0; at < code.length; at++) {
    const character = code[at] as string
    if ('([{'.includes(character)) {
      if (depth === deepest) target += code.slice(from, at)
      depth++
    } else if (')]}'.includes(character)) {
      depth--
      if (depth === deepest) from = at
    } else if (character === '=' && depth === 0)
      return code[at + 1] === '=' || '<>!='.includes(code[at - 1] ?? ' ') ? [] : names(at)
    else if (character === ':' && depth === 0) {
      // What follows is a type; or the line is the head of a block.
      const equals = code.indexOf('=', at)
      return equals < 0 || /^(?:if|elif|else|for|while|with|try|except|finally|return|lambda)\b/.test(code)
        ? []
        : names(at)
    }
  }
  return []
}

function missingOf(needed: ReadonlySet<Statement>, tables: readonly Map<string, unknown>[]): string[] {
  const known = new Set<string>()
  const missing = new Set<string>()
  let isOpen = false
  for (const { lines } of needed)
    for (const { code } of lines) {
      if (/^from[ \t].*\*$/.test(code)) isOpen = true
      // Whatever is assigned, a parameter or bound by a loop somewhere counts as known.
      for (const match of code.matchAll(word))
        if (code[lineBlankEnd(code, match.index + match[0].length)] !== '(') known.add(match[0])
      const inner = /^(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)/.exec(code)?.[1]
      if (inner) known.add(inner)
    }
  if (isOpen) return []
  for (const { lines } of needed)
    for (const { code } of lines)
      for (const [, name = ''] of code.matchAll(called))
        if (!known.has(name) && !pythonBuiltins.has(name) && !tables.some((table) => table.has(name)))
          missing.add(name)
  return [...missing].slice(0, maxMissing)
}
