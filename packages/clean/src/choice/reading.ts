import { CleanError } from '../clean-error.ts'
import { type Budget, budgetFor, parseStatements } from '../program/parse.ts'
import { unescaped } from '../response/data.ts'
import { otherLanguage } from '../response/languages.ts'
import { slice, type Text, textOf, withPlainBreaks } from '../response/text.ts'
import { type Spoken, withoutThinking } from '../response/thinking.ts'
import {
  deepFailure,
  emptyFailure,
  type Findings,
  failureOf,
  type Subject,
  type Written,
} from './failures.ts'

/** What is looked for in a response. */
export interface Search<Found> {
  readonly subject: Subject
  /** @default 'javascript' */
  readonly written?: Written
  /** Quick: whether a text may hold it at all. */
  readonly mayHold: (text: string) => boolean
  readonly find: (text: Text, findings: Findings, budget: Budget) => Found | undefined
}

const maxHopeless = 20_000

/**
 * Looks for something in a response: as it stands, then with a double encoding undone.
 *
 * @throws CleanError and nothing else
 */
export function readResponse<Found>(response: unknown, search: Search<Found>): Found {
  if (typeof response !== 'string') throw emptyFailure(describe(response), search.subject, search.written)
  const findings: Findings = {
    subject: search.subject,
    written: search.written ?? 'javascript',
    response,
    spoken: response,
    isUnfinishedThinking: false,
    hadThinking: false,
    isCut: false,
    isTooLong: false,
    broken: [],
    languages: [],
    units: [],
    factories: [],
    inner: [],
  }
  try {
    return readText(response, search, findings)
  } catch (error) {
    if (error instanceof CleanError) throw error
    throw deepFailure(findings, error)
  }
}

/** A value that is no string, as text; some throw when they are looked at. */
function describe(value: unknown): string {
  try {
    return String(value)
  } catch {
    return typeof value
  }
}

function readText<Found>(response: string, search: Search<Found>, findings: Findings): Found {
  const value = withPlainBreaks(response.replace(/^\ufeff/, ''))
  if (!/[^\s\u200b-\u200f\u2060\ufeff\u00ad]/.test(value))
    throw emptyFailure(response, search.subject, search.written)
  const budget = budgetFor(value.length)
  const attempt = (text: Text): Found => readSpoken(text, search, findings, budget)
  const text = textOf(value)
  const decoded = (): Found => {
    const inner = unescaped(text)
    if (!inner) throw emptyFailure(response, search.subject, search.written)
    return attempt(inner)
  }
  // A quoted line was encoded twice; an unquoted one may be code with `\n` in its strings.
  const trimmed = value.trim()
  const isOneLine = !trimmed.includes('\n')
  if (isOneLine && trimmed.length > 1 && trimmed.startsWith('"') && trimmed.endsWith('"'))
    return tryAgain(decoded) ?? attempt(text)
  try {
    return attempt(text)
  } catch (error) {
    if (!(error instanceof CleanError) || !value.includes('\\n')) throw error
    const other = isOneLine || error.code !== 'clean/syntax' ? tryAgain(decoded) : undefined
    if (other) return other
    throw error
  }
}

function tryAgain<Found>(attempt: () => Found): Found | undefined {
  try {
    return attempt()
  } catch (error) {
    if (error instanceof CleanError) return undefined
    throw error
  }
}

/** The response without thinking. Code that stands there alone is all of it: a tag in its comments or strings is text. */
function speechOf(text: Text, budget: Budget): Spoken {
  const spoken = withoutThinking(text)
  const isUntouched = spoken.text.value === text.value
  const isCode =
    !isUntouched && !/```|~~~/.test(text.value) && !parseStatements(text.value, false, budget).failure
  return isCode ? { text, isUnfinished: false, hadThinking: false } : spoken
}

/** Looks at a response once the thinking is out. */
function readSpoken<Found>(text: Text, search: Search<Found>, findings: Findings, budget: Budget): Found {
  const spoken = speechOf(text, budget)
  findings.spoken = spoken.text.value
  findings.isUnfinishedThinking = spoken.isUnfinished
  findings.hadThinking = spoken.hadThinking
  // Where nothing can be found, the beginning is enough to say why.
  const isHopeless = text.value.length > maxHopeless && !search.mayHold(spoken.text.value)
  const shown = isHopeless ? slice(spoken.text, 0, maxHopeless) : spoken.text
  const found = search.find(shown, findings, budget)
  if (found) return found
  findings.isTooLong ||= text.value.length > maxHopeless && budget.tokens <= 0
  nameLanguage(shown, findings)
  throw failureOf(findings)
}

/** Code of another language that stands in no block of its own. */
function nameLanguage(text: Text, findings: Findings): void {
  if (findings.languages.length > 0 || findings.broken.length > 0) return
  const language = findings.written === 'python' ? javascriptIn(text.value) : otherLanguage(text.value)
  if (language) findings.languages.push(language)
}

/** Code that is no Python: only what can be told for certain. */
function javascriptIn(text: string): string | undefined {
  if (
    /^[ \t]*(?:export[ \t]+)?(?:async[ \t]+)?function\b[^\n]*\{|^[ \t]*(?:const|let|var)[ \t]+\w+[ \t]*=|=>[ \t]*[{(]/m.test(
      text,
    )
  )
    return 'JavaScript'
  const other = otherLanguage(text)
  return other === 'Python' ? undefined : other
}
