import { type Options, Parser } from 'acorn'
import { Edits } from './edits.ts'
import type { Node } from './node.ts'
import type { ParserClass } from './parser-class.ts'
import { shallow } from './shallow.ts'
import { eraseValues } from './typescript/erase-values.ts'
import { typescript } from './typescript/plugin.ts'
import type { TypeReader } from './typescript/type-reader.ts'

/** Where and why a text doesn't parse; `position` is an offset into it. */
export interface ParseFailure {
  readonly message: string
  readonly position: number
  /** How far the parser had read. */
  readonly reached: number
}

/** Statements up to the first that doesn't parse. */
interface Parsed {
  readonly body: Node[]
  readonly failure?: ParseFailure
  /** What makes plain JavaScript of TypeScript. */
  readonly edits?: Edits
}

/** A whole text as JavaScript. */
export interface Plain {
  /** The text without its types, line for line. */
  readonly plain: string
  readonly body: readonly Node[]
  /** Whether it had types. */
  readonly typescript: boolean
}

/** Tokens that all readings of one response may read together: a bound on the time that hostile text can take. */
export interface Budget {
  tokens: number
  /** What whole texts were read as: several views of a response look at the same text. */
  readonly known?: Map<string, Parsed>
  /** What the last text with types was read with. */
  types?: TypeReader
}

/** Longer answers than any model writes; beyond, a text is read once. */
const longAnswer = 200_000

/** A budget in proportion to a response, enough to read it whole two or three times. */
export function budgetFor(length: number): Budget {
  const tokens = 60_000 + 0.9 * Math.min(length, longAnswer) + 0.2 * Math.max(0, length - longAnswer)
  return { tokens: Math.floor(tokens), known: new Map() }
}

// Starting a parser costs as much as some tokens do, running out of stack as much as many.
const startCost = 20
// Blanks and comments are no tokens, but they are read as well.
const charactersPerToken = 32
const overflowCost = 8000
// What looks at a statement later costs as much as some tokens.
const statementCost = 3

/** What reading so many characters takes of a budget, beside their tokens. */
export function readingCost(characters: number): number {
  return startCost + Math.ceil(characters / charactersPerToken)
}

/** What a text is said to be whose reading ends before its end. */
export const tooLong = 'Code is too long to read'

class BudgetSpent extends Error {}

interface Internals {
  budget: { tokens: number }
  edits: Edits
  hasValues?: boolean
  type: unknown
  pos: number
  start: number
  lastTokEnd: number
  nextToken(): void
  parseStatement(context: null, topLevel: boolean, exports: object): Node
}

/** A scope's names as acorn uses them, told apart by a table instead of one after the other. */
class Names {
  readonly #known = new Set<string>()
  0: string | undefined

  push(name: string): void {
    if (this.#known.size === 0) this[0] = name
    this.#known.add(name)
  }

  indexOf(name: string): number {
    return this.#known.has(name) ? 0 : -1
  }
}

/** Declares names in time that doesn't grow with their number. */
function quick(Base: ParserClass): ParserClass {
  return class extends Base {
    enterScope(flags: number): void {
      super.enterScope(flags)
      Object.assign(this.currentScope(), { var: new Names(), lexical: new Names(), functions: new Names() })
    }
  }
}

/** Counts tokens, and lets pass what an engine would find only when it runs (a name declared twice in drafts). */
function lenient(Base: ParserClass): ParserClass {
  return class extends Base {
    nextToken(): void {
      if (--(this as unknown as Internals).budget.tokens < 0) throw new BudgetSpent()
      super.nextToken()
    }
    parseStatement(...args: unknown[]): unknown {
      ;(this as unknown as Internals).budget.tokens -= statementCost
      return super.parseStatement(...args)
    }
    // acorn's own counts the lines up to the place and keeps a stack: slow where many readings fail.
    raise(position: number, message: string): never {
      if (/^Unterminated (?:comment|template)/.test(message)) this.pos = this.input.length
      throw Object.assign(Object.create(SyntaxError.prototype), {
        pos: position,
        raisedAt: this.pos,
        reason: message,
      })
    }
    get allowUsing(): boolean {
      return true
    }
    raiseRecoverable(position: number, message: string): void {
      if (/already been declared|is not defined|Duplicate export|Private field/.test(message)) return
      this.raise(position, message)
    }
  }
}

const JavaScript = Parser.extend(quick, lenient, shallow)
const TypeScript = Parser.extend(quick, typescript, lenient, shallow)
const Strict = Parser.extend(quick, shallow)

const options: Options = {
  ecmaVersion: 'latest',
  sourceType: 'script',
  allowImportExportEverywhere: true,
  allowReturnOutsideFunction: true,
  allowAwaitOutsideFunction: true,
  allowHashBang: true,
}

/** Reads statements from `from` until the text ends or one doesn't parse. */
export function parseStatements(code: string, typescript: boolean, budget: Budget, from = 0): Parsed {
  const key = from === 0 ? `${typescript ? 'ts' : 'js'}:${code}` : undefined
  const known = key === undefined ? undefined : budget.known?.get(key)
  if (known) return known
  const parsed = readStatements(code, typescript, budget, from)
  if (key !== undefined && budget.known && budget.known.size < 200) budget.known.set(key, parsed)
  return parsed
}

function readStatements(code: string, typescript: boolean, budget: Budget, from: number): Parsed {
  const body: Node[] = []
  let parser: Internals | undefined
  const edits = typescript ? new Edits(code) : undefined
  const result = edits ? { body, edits } : { body }
  try {
    parser = new (typescript ? TypeScript : (JavaScript as ParserClass))(options, code) as Internals
    parser.budget = budget
    if (edits) parser.edits = edits
    // Not acorn's own start position: it would count the lines before it. At 0 it has passed over `#!...`.
    if (from > 0)
      Object.assign(parser, { pos: from, start: from, end: from, lastTokStart: from, lastTokEnd: from })
    parser.nextToken()
    const exports = {}
    while ((parser.type as { label: string }).label !== 'eof')
      body.push(parser.parseStatement(null, true, exports))
    if (edits && parser.hasValues) eraseValues(body, code, edits)
    return result
  } catch (error) {
    if (error instanceof RangeError || (error as { reason?: string }).reason?.includes('stack'))
      budget.tokens -= overflowCost
    return { ...result, failure: failureOf(error, parser, from) }
  } finally {
    budget.tokens -= readingCost((parser?.pos ?? from) - from)
  }
}

function failureOf(error: unknown, parser: Internals | undefined, from: number): ParseFailure {
  const reached = parser?.pos ?? from
  if (error instanceof SyntaxError) {
    const { pos, raisedAt, reason } = error as SyntaxError & {
      pos?: number
      raisedAt?: number
      reason?: string
    }
    return {
      message: (reason ?? error.message).replace(/ \(\d+:\d+\)$/, ''),
      position: pos ?? reached,
      reached: Math.max(raisedAt ?? 0, pos ?? 0),
    }
  }
  if (error instanceof RangeError)
    return { message: 'Code is nested too deep', position: parser?.start ?? from, reached }
  if (error instanceof BudgetSpent) return { message: tooLong, position: parser?.start ?? from, reached }
  // acorn's own checks trip over what a lenient reading let pass.
  return { message: 'Unexpected token', position: parser?.start ?? from, reached }
}

/** The whole text as JavaScript, else as TypeScript without its types; else the failure of the reading that came further. */
export function parsePlain(code: string, budget: Budget): Plain | ParseFailure {
  const javascript = parseStatements(code, false, budget)
  if (!javascript.failure) return { plain: code, body: javascript.body, typescript: false }
  const typed = parseStatements(code, true, budget)
  if (typed.failure)
    return typed.failure.position > javascript.failure.position ? typed.failure : javascript.failure
  const plain = typed.edits?.apply() ?? code
  const { body, failure } = parseStatements(plain, false, budget)
  if (failure) return { ...failure, position: Math.min(failure.position, code.length) }
  return { plain, body, typescript: true }
}

/** The last check: what leaves is a script that an engine reads. */
export function checkScript(source: string): ParseFailure | undefined {
  return check(source, {})
}

/** As `checkScript`, of a program with `await` and `return` outside of any function. */
export function checkProgram(source: string): ParseFailure | undefined {
  return check(source, { allowAwaitOutsideFunction: true, allowReturnOutsideFunction: true })
}

function check(source: string, rest: Partial<Options>): ParseFailure | undefined {
  try {
    Strict.parse(source, { ecmaVersion: 'latest', sourceType: 'script', ...rest })
    return undefined
  } catch (error) {
    if (error instanceof RangeError) return { message: 'Code is nested too deep', position: 0, reached: 0 }
    if (!(error instanceof SyntaxError)) throw error
    const position = (error as SyntaxError & { pos?: number }).pos ?? 0
    return { message: error.message.replace(/ \(\d+:\d+\)$/, ''), position, reached: position }
  }
}
