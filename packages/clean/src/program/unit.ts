import { plainCharacters } from '../response/characters.ts'
import { unescaped } from '../response/data.ts'
import { entitiesOf, withoutReferences } from '../response/entities.ts'
import { mayHoldFunction, otherLanguage } from '../response/languages.ts'
import { findLine, mapLines } from '../response/lines.ts'
import { withoutTags } from '../response/markup.ts'
import type { Piece } from '../response/piece.ts'
import { withoutPrefixes } from '../response/prefixes.ts'
import { until } from '../response/scan.ts'
import { rewritten, type Text } from '../response/text.ts'
import { type Budget, type ParseFailure, type Plain, parsePlain } from './parse.ts'
import { salvage } from './salvage.ts'
import { declaredNames, freeNames } from './scope.ts'

/** A block of code that parses. */
export interface Unit extends Plain {
  /** The code as the model wrote it; `plain` is the same as JavaScript, types erased and prose blank. */
  readonly text: Text
  readonly isClosed: boolean
  /** Whether prose stands between its statements. */
  readonly isLoose: boolean
  /** Whether its fence said that it is JavaScript or TypeScript. */
  readonly isMarked: boolean
  readonly warnings: readonly string[]
}

/** Code that doesn't parse. */
export interface Broken {
  readonly text: Text
  /** Offset of its first statement that doesn't parse. */
  readonly start: number
  readonly failure: ParseFailure
  readonly isTruncated: boolean
}

/** What came of one piece. */
export interface Reading {
  readonly unit?: Unit
  readonly broken: readonly Broken[]
  /** Set where the piece is code of another language. */
  readonly language?: string
}

/** Reads a piece as code: as it stands, else with one kind of wrapping after the other taken off. */
export function readPiece(piece: Piece, budget: Budget): Reading {
  const text = rewritten(piece.text, plainCharacters(piece.text.value))
  if (piece.kind === 'diff')
    for (const one of withoutPrefixes(text, true)) {
      const unit = readWhole(one, piece, budget, ['The code was taken out of a diff.'])
      if (unit) return { unit, broken: [] }
    }
  const first = attempt(text, piece, budget)
  const decoded = withoutEntities(text, first.unit, piece, budget)
  if (decoded ?? first.unit) return { unit: (decoded ?? first.unit) as Unit, broken: [] }
  for (const { one, warning, shown } of unwrappings(text, piece, first)) {
    // Making it has cost something for each line.
    budget.tokens -= one.lines.length
    if (budget.tokens <= 0) break
    const read = readWhole(
      rewritten(one, plainCharacters(one.value)),
      piece,
      budget,
      warning ? [warning] : [],
    )
    const unit =
      read && shown ? { ...read, text: shown } : (read ?? withoutEntities(one, undefined, piece, budget))
    if (unit) return { unit, broken: [] }
  }
  return readParts(withoutReferences(text) ?? text, piece, budget)
}

/** The code with its character references decoded, where it is no code without: `a &lt; b` happens to parse. */
function withoutEntities(text: Text, unit: Unit | undefined, piece: Piece, budget: Budget): Unit | undefined {
  const names = entitiesOf(text)
  const decoded = withoutReferences(text)
  if (!decoded) return undefined
  if (unit) {
    const isMissing = unit.body.some((node) => [...freeNames(node)].some((name) => names.has(name)))
    if (!isMissing || unit.body.some((node) => declaredNames(node).some((name) => names.has(name))))
      return undefined
  }
  return readWhole(rewritten(decoded, plainCharacters(decoded.value)), piece, budget, [])
}

interface Unwrapping {
  readonly one: Text
  /** What the model wrote, where `one` adds to it. */
  readonly shown?: Text
  readonly warning?: string
}

/** Other ways to see a text that doesn't parse. */
function* unwrappings(text: Text, piece: Piece, failed: Attempt): Generator<Unwrapping> {
  const message = failed.failure?.message ?? ''
  if (/^Unterminated (?:template|comment)/.test(message) || !piece.isClosed || piece.isLoose)
    for (const one of piece.extents) yield { one }
  for (const one of withoutPrefixes(text, false)) {
    yield { one, warning: 'Marks before each line (numbers, prompts, a diff) were taken off.' }
    const line = withoutNotices(one)
    if (line) yield { one: line }
  }
  const keyword = withFunctionKeyword(text, failed)
  if (keyword) yield { one: keyword, shown: text, warning: 'A missing `function` keyword was added.' }
  const named = /^[ \t]*(?:async[ \t]+)?function[ \t]*(?:\*[ \t]*)?\(/m.exec(text.value)
  if (named && failed.failure) {
    // A nameless declaration; as a default export it gets the name that was asked for.
    const at = named.index + named[0].search(/\S/)
    yield {
      one: rewritten(text, `${text.value.slice(0, at)}export default ${text.value.slice(at)}`),
      shown: text,
    }
  }
  const notices = withoutNotices(text)
  if (notices) yield { one: notices, warning: 'Lines of another language were left out.' }
  if (!text.value.trim().includes('\n') || /\\n/.test(text.value)) {
    const decoded = unescaped(text)
    if (decoded) yield { one: decoded, warning: 'Escaped line breaks were decoded.' }
  }
  const untagged = withoutTags(text)
  if (untagged) yield { one: untagged }
  const object = asExpression(text.value)
  if (object !== undefined && mayHoldFunction(text.value)) yield { shown: text, one: rewritten(text, object) }
}

/** `{ ... }` as an expression in brackets. */
function asExpression(code: string): string | undefined {
  const start = code.search(/\S/)
  const end = code.trimEnd().replace(/;$/, '').trimEnd().length
  if (code[start] !== '{' || code[end - 1] !== '}') return undefined
  return `${code.slice(0, start)}(${code.slice(start, end)})${code.slice(end)}`
}

const maxHead = 500
const methodHead =
  /^([ \t]*)(?:(?:public|static)[ \t]+)*(async[ \t]+)?([\w$]+[ \t]*(?:<[^>\n]{0,100}>)?\([^{}]{0,400}\)[^{};=\n]{0,100})\{/gm

/** `rewardFn(o) { ... }` alone, as in a class: where the reading failed, or what begins soon behind that. */
function withFunctionKeyword(text: Text, failed: Attempt): Text | undefined {
  const { value } = text
  const position = failed.failure?.position ?? 0
  const from = value.lastIndexOf('\n', Math.max(0, position - maxHead)) + 1
  const part = value.slice(from, position + 2 * maxHead)
  for (const match of part.matchAll(methodHead)) {
    const [head, indent = '', async = '', rest = ''] = match
    const start = from + match.index
    if (/^(?:if|for|while|switch|catch|function|with|return)\b/.test(rest)) continue
    if (position > start + head.length + 1) continue
    return rewritten(
      text,
      `${value.slice(0, start)}${indent}${async}function ${rest}{${value.slice(start + head.length)}`,
    )
  }
  return undefined
}

const notice =
  /^(?:import[ \t]+(?:numpy|math)(?:[ \t]+as[ \t]+\w+)?;?|from[ \t]+(?:numpy|math)[ \t]+import[ \t][\w*, ]+|%%\w.*|#(?!!|[\w$]+[ \t]*(?:[=(;]|in\b)).*|(?:[\w./-]+\/)?[\w-]+\.(?:js|ts|mjs|jsx|tsx|py):?|(?:javascript|typescript|js|ts|jsx|tsx)|(?:(?:javascript|typescript|js|ts)?[ \t]{0,4}copy code)|copy)$/i
const maxNotice = 200

/** Takes away single lines that are another language's or a tool's: `import numpy as np`, `%%javascript`, a file's name. */
function withoutNotices(text: Text): Text | undefined {
  const value = mapLines(text.value, (line) => {
    const inner = line.trim()
    return inner.length <= maxNotice && notice.test(inner) ? '' : line
  })
  return value === text.value ? undefined : rewritten(text, value)
}

interface Attempt {
  readonly unit?: Unit
  readonly failure?: ParseFailure
}

/** Reads a text that must be code from its first character to its last. */
function readWhole(text: Text, piece: Piece, budget: Budget, warnings: readonly string[]): Unit | undefined {
  return attempt(text, piece, budget, warnings).unit
}

/** As `readWhole`, of a text that nothing was taken off yet. */
export function readExact(piece: Piece, budget: Budget): Unit | undefined {
  const unit = readWhole(piece.text, piece, budget, [])
  return withoutEntities(piece.text, unit, piece, budget) ?? unit
}

function attempt(text: Text, piece: Piece, budget: Budget, warnings: readonly string[] = []): Attempt {
  const made = makeUnit(text, text.value, piece, budget, { warnings, isLoose: false })
  return 'position' in made ? { failure: made } : { unit: made }
}

/** The unit of a text of which `code` (the rest blank) parses. */
function makeUnit(
  text: Text,
  code: string,
  { isClosed, kind }: Piece,
  budget: Budget,
  rest: Pick<Unit, 'warnings' | 'isLoose'>,
): Unit | ParseFailure {
  const parsed = parsePlain(code, budget)
  return 'position' in parsed ? parsed : { text, ...parsed, isClosed, isMarked: kind === 'code', ...rest }
}

/** What parses of a text that doesn't parse as a whole, and what is broken in it. */
function readParts(text: Text, piece: Piece, budget: Budget): Reading {
  const { code, broken } = salvage(
    withoutLongStrings(text.value),
    piece.isLoose || piece.kind === 'text' || piece.kind === 'none',
    budget,
  )
  const isAtEnd = broken.length > 0 && !piece.isClosed ? endOf(text.value) : () => false
  const failures: Broken[] = broken.map(({ start, failure }) => ({
    text,
    start,
    failure,
    isTruncated: isAtEnd(failure),
  }))
  const language = failures.length > 0 || code === undefined ? otherLanguage(text.value) : undefined
  if (language) return { broken: [], language }
  if (code === undefined) return { broken: failures }
  const made = makeUnit(text, code, piece, budget, { warnings: [], isLoose: true })
  if ('position' in made)
    return { broken: [...failures, { text, start: 0, failure: made, isTruncated: false }] }
  return { unit: made, broken: failures }
}

/** What stands in Python's strings over lines is text, whatever it looks like; not so where they are settings, as in TOML. */
function withoutLongStrings(code: string): string {
  let out = ''
  let at = 0
  const quotes = /"""|'''/g
  let count = 0
  for (let open = quotes.exec(code); open; open = quotes.exec(code)) {
    if (++count > mostLongStrings) return code
    const end = Math.min(code.length, until(code, open[0], open.index + 3) + 3)
    out += code.slice(at, open.index) + code.slice(open.index, end).replace(/[^\n]/g, ' ')
    at = end
    quotes.lastIndex = end
  }
  out += code.slice(at)
  return at === 0 || findLine(out, (line) => !setting.test(line)) < 0 ? code : out
}

/** More are no docstrings: a model that repeats itself. */
const mostLongStrings = 10_000

const setting = /^[ \t]*(?:$|#|\[[\w. -]+\][ \t]*$|[\w.-]+[ \t]*=)/

/** Tells whether reading a text failed because the text stopped; its end is looked at once, however often that is asked. */
function endOf(code: string): (failure: ParseFailure) => boolean {
  const end = code.trimEnd().length
  // A type that stops half-way.
  const tail = Math.max(0, end - 200)
  const type = code.slice(tail, end).search(/(?:\)\s*:[\w$<>[\]|&\s.,]*=?|[\w$]<[\w$<,\s[\]|]*)$/)
  // Typed parameters that stop look like an expression with a colon too many.
  const open = code.lastIndexOf('(', end)
  const isOpen = open >= 0 && !/[;)]/.test(code.slice(open, end))
  return ({ position, reached, message }) =>
    position >= end ||
    reached >= code.length ||
    /^Unterminated (?:template|comment)/.test(message) ||
    (type >= 0 && position >= tail + type) ||
    (isOpen && position >= open) ||
    (/^(?:Unterminated|Invalid|Bad|Expecting|Identifier directly)/.test(message) &&
      !code.slice(position, end).includes('\n'))
}
