import type { CleanedCode } from '@gencode/contract/types'
import type { Wanted } from './choice/choose.ts'
import { emptyFailure, type Findings, failureOf } from './choice/failures.ts'
import { type Found, searchText } from './choice/search.ts'
import { CleanError } from './clean-error.ts'
import { type Budget, budgetFor, parseStatements } from './program/parse.ts'
import { unescaped } from './response/data.ts'
import { mayHoldFunction, otherLanguage } from './response/languages.ts'
import { slice, type Text, textOf } from './response/text.ts'
import { type Spoken, withoutThinking } from './response/thinking.ts'

/** Which function is meant. */
export interface CleanOptions {
  /** The name or names that were asked for, the most wanted first; a nameless function gets the first. */
  readonly entry?: string | readonly string[] | undefined
  /** The names of the parameters that were asked for. */
  readonly params?: readonly string[] | undefined
}

/**
 * Finds the one function that a model meant, in any response: in fences, tags, JSON, prose, a diff; in
 * JavaScript or TypeScript; with what it needs from other blocks.
 *
 * @returns plain JavaScript that evaluates with nothing imported or exported, each line where the model wrote it
 * @throws CleanError and nothing else, a response that is no string included
 */
export function cleanResponse(response: string, options: CleanOptions = {}): CleanedCode {
  return findFunction(response, options ?? {}).code
}

const maxHopeless = 20_000

/** As `cleanResponse`, with what is known of the result. */
export function findFunction(response: string, options: CleanOptions = {}): Found {
  if (typeof response !== 'string') throw emptyFailure(describe(response))
  const findings: Findings = {
    response,
    spoken: response,
    isUnfinishedThinking: false,
    hadThinking: false,
    isCut: false,
    broken: [],
    languages: [],
    units: [],
    factories: [],
  }
  try {
    return search(response, options, findings)
  } catch (error) {
    if (error instanceof CleanError) throw error
    throw new CleanError({
      code: 'clean/syntax',
      response,
      feedback: 'The code is nested too deep to be read. Write a simpler function in one ```js code block.',
      cause: error,
    })
  }
}

function describe(value: unknown): string {
  try {
    return String(value)
  } catch {
    return Object.prototype.toString.call(value)
  }
}

function search(response: string, options: CleanOptions, findings: Findings): Found {
  const value = response.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n')
  if (!/[^\s\u200b-\u200f\u2060\ufeff\u00ad]/.test(value)) throw emptyFailure(response)
  const wanted: Wanted = {
    names: [options.entry ?? []].flat().filter((name) => typeof name === 'string'),
    params: options.params,
  }
  const budget = budgetFor(value.length)
  const attempt = (text: Text): Found => searchSpoken(text, wanted, findings, budget)
  const text = textOf(value)
  const decoded = (): Found => {
    const inner = unescaped(text)
    if (!inner) throw emptyFailure(response)
    return attempt(inner)
  }
  // A quoted line was encoded twice; an unquoted one may be code with `\n` in its strings.
  if (/^\s*"[^\n]*"\s*$/.test(value)) return tryAgain(decoded) ?? attempt(text)
  try {
    return attempt(text)
  } catch (error) {
    if (!(error instanceof CleanError) || !/\\n/.test(value)) throw error
    const isOneLine = !value.trim().includes('\n')
    const other = isOneLine || error.code !== 'clean/syntax' ? tryAgain(decoded) : undefined
    if (other) return other
    throw error
  }
}

function tryAgain(attempt: () => Found): Found | undefined {
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
function searchSpoken(text: Text, wanted: Wanted, findings: Findings, budget: Budget): Found {
  const spoken = speechOf(text, budget)
  findings.spoken = spoken.text.value
  findings.isUnfinishedThinking = spoken.isUnfinished
  findings.hadThinking = spoken.hadThinking
  // Where nothing can be a function, the beginning is enough to say why.
  const isHopeless = !mayHoldFunction(spoken.text.value) && text.value.length > maxHopeless
  const shown = isHopeless ? slice(spoken.text, 0, maxHopeless) : spoken.text
  const found = searchText(shown, wanted, findings, budget)
  if (found) return found
  nameLanguage(shown, findings)
  throw failureOf(findings)
}

/** Code of another language that stands in no block of its own. */
function nameLanguage(text: Text, findings: Findings): void {
  if (findings.languages.length > 0 || findings.broken.length > 0) return
  const language = otherLanguage(text.value)
  if (language) findings.languages.push(language)
}
