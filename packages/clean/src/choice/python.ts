import type { Budget } from '../program/parse.ts'
import type { PythonFunction } from '../program/python/functions.ts'
import { isPythonTag, mayHoldPython, type PythonUnit, readPython } from '../program/python/unit.ts'
import { isLanguage, languageName } from '../response/languages.ts'
import { Lines } from '../response/lines.ts'
import type { Piece } from '../response/piece.ts'
import { type View, worthReading } from '../response/pieces.ts'
import { isGap, isGapComment } from '../response/scan.ts'
import type { Text } from '../response/text.ts'
import { type Choice, choose, isCertain, isRequested, type Wanted } from './choose.ts'
import { brokenFailure, type Findings } from './failures.ts'
import { passedOver } from './passed-over.ts'
import { pythonNeeds } from './python-needs.ts'
import { pythonSource, wrappedBody } from './python-source.ts'
import type { Found } from './search.ts'
import { viewsWithin } from './views.ts'

/** Looks at a text in every way there is, until one shows a function in Python. */
export function searchPython(
  text: Text,
  wanted: Wanted,
  findings: Findings,
  budget: Budget,
): Found | undefined {
  for (const view of viewsWithin(text, mayHoldPython, budget)) {
    const found = searchView(view, wanted, findings, budget)
    if (found) return found
  }
  return undefined
}

/** More than any model writes in one answer. */
const mostFunctions = 10_000

function searchView(view: View, wanted: Wanted, findings: Findings, budget: Budget): Found | undefined {
  if (view.isCut) findings.isCut = true
  const units: PythonUnit[] = []
  for (const piece of worthReading(view.pieces, mayHoldPython)) {
    if (piece.kind === 'shell' || (piece.kind === 'data' && !mayHoldPython(piece.text.value))) continue
    if (
      (piece.kind === 'other' && isLanguage(piece.tag) && !isPythonTag(piece.tag)) ||
      (piece.kind === 'code' && !/\bdef\b/.test(piece.text.value))
    ) {
      if (mayHoldPython(piece.text.value)) findings.languages.push(languageName(piece.tag))
      continue
    }
    const unit = readPython(piece, budget, view.isExact)
    if (unit) units.push(unit)
    if (unit?.isMarked && unit.statements.length > 0) findings.python ??= unit.text.value
  }
  const functions = units.flatMap((unit) => unit.functions.map((fn) => ({ fn, unit })))
  if (functions.length > mostFunctions) {
    findings.isTooLong = true
    return undefined
  }
  if (functions.length === 0) return view.isExact ? undefined : bodyAlone(units, wanted, findings, budget)
  const users = usersOf(units)
  const choices = functions.map(({ fn }, order): Choice & { fn: PythonFunction } => ({
    fn,
    names: [fn.name],
    owner: fn.owner,
    params: fn.params,
    required: fn.required,
    returns: fn.returns,
    isExcerpt: fn.isSketch,
    isRoot: ![...(users.get(fn.name) ?? [])].some((one) => one !== fn),
    order,
  }))
  const made = choices.filter(({ fn }) => !/^__\w+__$/.test(fn.name))
  const best = choose(made, wanted) as (Choice & { fn: PythonFunction }) | undefined
  if (!best) return undefined
  const { fn } = best
  const { unit } = functions.find((one) => one.fn === fn) as { unit: PythonUnit }
  const hidden = hiddenFunction(best, wanted, units)
  if (hidden) {
    findings.inner.push(hidden)
    return undefined
  }
  refuseBroken(fn, unit, findings)
  if (fn.isSketch) {
    findings.sketch = fn.name
    return undefined
  }
  const needs = pythonNeeds(fn, units)
  const passed = made.filter((one) => one !== best && !needs.statements.has(one.fn.statement))
  const warnings = passedOver(passed.map(({ fn: other }) => `\`${other.name}\``))
  for (const name of needs.missing) warnings.push(`\`${name}\` is not defined in the answer.`)
  const code = pythonSource(fn, needs, units, warnings)
  const used = units.filter(({ statements }) => statements.some((one) => needs.statements.has(one)))
  return {
    code,
    isClosed: used.every(({ isClosed }) => isClosed),
    isCertain: needs.missing.length === 0 && isCertain(best, wanted),
    isRequested: isRequested(best, wanted),
    isMarked: unit.isMarked,
  }
}

/** So many users of a name tell as much as all of them. */
const maxUsers = 8

/** The functions that could be meant themselves and use a name. */
function usersOf(units: readonly PythonUnit[]): Map<string, Set<PythonFunction>> {
  const users = new Map<string, Set<PythonFunction>>()
  for (const { functions } of units)
    for (const fn of functions) {
      if (fn.params.length === 0 || !fn.returns) continue
      for (const { code } of fn.lines.slice(1))
        for (const [name] of code.matchAll(/[A-Za-z_]\w*/g)) {
          const known = users.get(name) ?? new Set()
          if (known.size < maxUsers) known.add(fn)
          users.set(name, known)
        }
    }
  return users
}

function usesName(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1))
    if (!/[\w.]/.test(text[at - 1] ?? ' ') && !/\w/.test(text[at + name.length] ?? ' ')) return true
  return false
}

/** The function that was asked for, where it stands inside another one that takes nothing. */
function hiddenFunction(
  best: Choice,
  wanted: Wanted,
  units: readonly PythonUnit[],
): Findings['inner'][number] | undefined {
  if (wanted.names.length === 0 || isRequested(best, wanted) || (best.params.length > 0 && best.returns))
    return undefined
  for (const { functions } of units)
    for (const { lines, name } of functions)
      for (const { code } of lines.slice(1)) {
        const inner = /^(?:async[ \t]+)?def[ \t]+(\w+)/.exec(code)?.[1]
        if (inner !== undefined && wanted.names.includes(inner)) return { name: inner, outer: name }
      }
  return undefined
}

/** A function that stops, was left out in part, or has a line that never ends. */
function refuseBroken(fn: PythonFunction, unit: PythonUnit, findings: Findings): void {
  const { text, isClosed } = unit
  const lines = new Lines(text.value)
  const fail = (position: number, message: string, isTruncated: boolean): never => {
    const failure = { message, position, reached: position }
    throw brokenFailure(
      { text, start: 0, failure, isTruncated },
      findings.response,
      findings.subject,
      'python',
    )
  }
  const { first, last } = fn.statement
  for (let index = first; index <= last; index++) {
    const line = lines.at(index)
    if (isGap(line) || isGapComment(line))
      fail(lines.start(index) + line.search(/\S/), 'Code was left out', true)
  }
  const problem = fn.lines.find((line) => line.problem)?.problem
  if (problem) fail(problem.position, problem.message, problem.isOpen && !isClosed)
  const head = fn.lines[0]
  const isBodiless = head !== undefined && fn.lines.length === 1 && head.code.trimEnd().endsWith(':')
  if (isBodiless) fail(text.value.trimEnd().length, 'Expected an indented block', !isClosed)
  const final = fn.lines.at(-1)
  const isLast = lines.between(last + 1, lines.length).trim() === ''
  if (isLast && !isClosed && final && /[:(,+\-*/=]$/.test(final.code))
    fail(text.value.trimEnd().length, 'The code stops', true)
}

/** The body of a function alone: statements with a `return` at the left margin. */
function bodyAlone(
  units: readonly PythonUnit[],
  wanted: Wanted,
  findings: Findings,
  budget: Budget,
): Found | undefined {
  const unit = units
    .filter(({ statements }) =>
      statements.some(({ lines }) => lines.some(({ code }) => /^return\b[ \t]*\S/.test(code))),
    )
    .at(-1)
  if (!unit || unit.problem) return undefined
  const name =
    wanted.names.find((one) => /^[a-z_][a-z\d_]*$/.test(one)) ??
    wanted.names.find((one) => /^[A-Za-z_]\w*$/.test(one)) ??
    'main'
  const text = wrappedBody(
    trimmed(unit),
    name,
    (wanted.params ?? []).map((param) => spelled(param, unit.text.value)),
  )
  const piece: Piece = {
    text,
    tag: 'python',
    kind: 'other',
    isClosed: unit.isClosed,
    isLoose: false,
    extents: [],
  }
  const found = searchView({ pieces: [piece] }, { ...wanted, names: [name] }, findings, budget)
  if (!found) return undefined
  const warning = `The answer was the body alone: \`def ${name}(...)\` was put around it.`
  return { ...found, code: { ...found.code, warnings: [warning, ...found.code.warnings] } }
}

/** Between prose only from the first statement to the last. */
function trimmed({ text, statements, isLoose }: PythonUnit): Text {
  if (!isLoose) return text
  const from = statements[0]?.first ?? 0
  const to = (statements.at(-1)?.last ?? 0) + 1
  return { value: new Lines(text.value).between(from, to), lines: text.lines.slice(from, to) }
}

/** A parameter as the body writes it: `isSuccess` or `is_success`, else as Python does. */
function spelled(param: string, body: string): string {
  const snake = param.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  return usesName(body, param) && !usesName(body, snake) ? param : snake
}
