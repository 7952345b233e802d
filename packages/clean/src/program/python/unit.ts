import { plainCharacters } from '../../response/characters.ts'
import { unescaped } from '../../response/data.ts'
import { withoutReferences } from '../../response/entities.ts'
import { findLine, mapLines } from '../../response/lines.ts'
import { withoutTags } from '../../response/markup.ts'
import type { Piece } from '../../response/piece.ts'
import { withoutPrefixes } from '../../response/prefixes.ts'
import { rewritten, type Text } from '../../response/text.ts'
import { type Budget, readingCost } from '../parse.ts'
import { functionsOf, type PythonFunction } from './functions.ts'
import type { Problem } from './lines.ts'
import { dedented, type Statement, statementsOf } from './statements.ts'

/** A block of Python. */
export interface PythonUnit {
  readonly text: Text
  readonly statements: readonly Statement[]
  readonly functions: readonly PythonFunction[]
  readonly isClosed: boolean
  /** Whether its fence said that it is Python. */
  readonly isMarked: boolean
  /** Whether prose may stand between its statements. */
  readonly isLoose: boolean
  /** The first line that doesn't end as it should. */
  readonly problem?: Problem | undefined
  readonly warnings: readonly string[]
}

const pythonTags = new Set([
  'py',
  'python',
  'python2',
  'python3',
  'py3',
  'ipython',
  'sage',
  'gyp',
  'pycon',
  'tool_code',
])

// A line that is a function costs as much as some tokens do.
const lineCost = 5

/** What reading a text takes of a budget of tokens. */
function costOf({ value, lines }: Text): number {
  return readingCost(value.length) + lineCost * lines.length
}

/** Whether a fence's tag says Python. */
export function isPythonTag(tag: string): boolean {
  return pythonTags.has(tag)
}

/** Quick: whether a text may hold a function in Python, or the body of one. */
export function mayHoldPython(code: string): boolean {
  return /\bdef\b|\blambda\b|\breturn\b/.test(code)
}

/** Reads a piece as Python: as it stands, else with one kind of wrapping after the other taken off. */
export function readPython(piece: Piece, budget: Budget, isExact = false): PythonUnit | undefined {
  if (isExact) return exactUnit(piece, budget)
  let best: PythonUnit | undefined
  for (const { text, warning } of readings(piece)) {
    budget.tokens -= costOf(text)
    if (budget.tokens <= 0) break
    const unit = unitOf(text, piece, warning)
    if (unit.functions.length > 0 && !unit.problem) return unit
    if (!best || rank(unit) > rank(best)) best = unit
  }
  return best
}

/** A text that is Python from its first line to its last. */
function exactUnit(piece: Piece, budget: Budget): PythonUnit | undefined {
  const text = plain(piece.text)
  budget.tokens -= costOf(text)
  if (budget.tokens <= 0) return undefined
  const statements = statementsOf(text.value, true)
  let next = 0
  const other = findLine(text.value, (line, index) => {
    while (index > (statements[next]?.last ?? index)) next++
    return index < (statements[next]?.first ?? index + 1) && !/^[ \t]*(?:#.*)?$/.test(line)
  })
  if (other >= 0) return undefined
  const unit = unitOf(text, { ...piece, isLoose: true }, undefined, statements)
  return unit.problem || unit.functions.length === 0 ? undefined : { ...unit, isLoose: false }
}

function rank({ functions, problem }: PythonUnit): number {
  return (functions.length > 0 ? 2 : 0) + (problem ? 0 : 1)
}

interface Reading {
  readonly text: Text
  readonly warning?: string
}

function* readings(piece: Piece): Generator<Reading> {
  const text = plain(piece.text)
  if (piece.kind === 'diff')
    for (const one of withoutPrefixes(text, true))
      yield { text: plain(one), warning: 'The code was taken out of a diff.' }
  const decoded = withoutReferences(text)
  if (decoded) yield { text: plain(decoded) }
  yield { text }
  for (const one of piece.extents) yield { text: plain(one) }
  for (const one of withoutPrefixes(text, false))
    yield { text: plain(one), warning: 'Marks before each line (numbers, prompts, a diff) were taken off.' }
  const untagged = withoutTags(text)
  if (untagged) yield { text: plain(untagged) }
  const indented = piece.isLoose ? indentedBlock(text) : undefined
  if (indented) yield { text: indented }
  const line = text.value.trim()
  if (!line.includes('\n') && !/^[{[]/.test(line)) {
    const decoded = unescaped(text)
    if (decoded) yield { text: plain(decoded), warning: 'Escaped line breaks were decoded.' }
  }
}

/** The lines of prose that are indented as far as the first function, moved to the margin. */
function indentedBlock(text: Text): Text | undefined {
  const blank = /^([ \t]+)(?:async[ \t]+)?def[ \t]/m.exec(text.value)?.[1]
  if (!blank) return undefined
  return rewritten(
    text,
    mapLines(text.value, (line) => (line.startsWith(blank) ? line.slice(blank.length) : '')),
  )
}

/** Without odd characters and shared indentation, and without a notebook's or a terminal's lines. */
function plain(text: Text): Text {
  let value = plainCharacters(text.value)
  if (value.includes('!==')) value = value.replaceAll('!==', '!=')
  return rewritten(text, dedented(value.replace(/^[ \t]*[%!]\w.*$/gm, '')))
}

function unitOf(
  text: Text,
  piece: Piece,
  warning: string | undefined,
  read?: readonly Statement[],
): PythonUnit {
  const isMarked = isPythonTag(piece.tag)
  const isLoose = !isMarked && (piece.isLoose || piece.kind === 'text' || piece.kind === 'none')
  const statements = read ?? statementsOf(text.value, isLoose)
  const broken = statements.find(({ lines }) => lines.some(({ problem }) => problem))
  return {
    text,
    statements,
    functions: statements.flatMap(functionsOf),
    isClosed: piece.isClosed,
    isMarked,
    isLoose,
    problem: broken?.lines.find(({ problem }) => problem)?.problem,
    warnings: warning ? [warning] : [],
  }
}
