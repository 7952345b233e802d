import type { CleanedCode } from '@gencode/contract/types'
import type { Wanted } from './choose.ts'
import { CleanError } from './clean-error.ts'
import { unescaped } from './data.ts'
import { emptyFailure, type Findings, failureOf } from './failures.ts'
import { mayHoldFunction, otherLanguage } from './languages.ts'
import { type Budget, budgetFor } from './parse.ts'
import { type Found, searchText } from './search.ts'
import { slice, type Text, textOf } from './text.ts'
import { withoutThinking } from './thinking.ts'

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
  return findFunction(response, options).code
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
  const spoken = withoutThinking(textOf(value))
  findings.spoken = spoken.text.value
  findings.isUnfinishedThinking = spoken.isUnfinished
  findings.hadThinking = spoken.hadThinking
  // Where nothing can be a function, the beginning is enough to say why.
  const isHopeless = !mayHoldFunction(spoken.text.value) && value.length > maxHopeless
  if (isHopeless) throw hopeless(slice(spoken.text, 0, maxHopeless), wanted, findings, budget)
  const found = searchText(spoken.text, wanted, findings, budget)
  if (found) return found
  const decoded = unescaped(spoken.text)
  const again = decoded ? searchText(withoutThinking(decoded).text, wanted, findings, budget) : undefined
  if (again) return again
  nameLanguage(spoken.text, findings)
  throw failureOf(findings)
}

function hopeless(text: Text, wanted: Wanted, findings: Findings, budget: Budget): CleanError {
  searchText(text, wanted, findings, budget)
  nameLanguage(text, findings)
  return failureOf(findings)
}

/** Code of another language that stands in no block of its own. */
function nameLanguage(text: Text, findings: Findings): void {
  if (findings.languages.length > 0 || findings.broken.length > 0) return
  const language = otherLanguage(text.value)
  if (language) findings.languages.push(language)
}
