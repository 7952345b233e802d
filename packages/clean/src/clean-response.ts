import type { CleanedCode } from '@gencode/contract/types'
import { readResponse } from './choice/reading.ts'
import { type Found, searchText } from './choice/search.ts'
import { mayHoldFunction } from './response/languages.ts'

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

/** As `cleanResponse`, with what is known of the result. */
export function findFunction(response: string, options: CleanOptions = {}): Found {
  return readResponse(response, {
    subject: 'function',
    mayHold: mayHoldFunction,
    find: (text, findings, budget) => {
      const names = [options?.entry ?? []].flat().filter((name) => typeof name === 'string')
      return searchText(text, { names, params: options?.params }, findings, budget)
    },
  })
}
