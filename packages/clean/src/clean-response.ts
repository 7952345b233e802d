import type { CleanedCode } from '@gencode/contract/types'
import type { Wanted } from './choice/choose.ts'
import type { Written } from './choice/failures.ts'
import { searchPython } from './choice/python.ts'
import { readResponse } from './choice/reading.ts'
import { type Found, searchText } from './choice/search.ts'
import { CleanError, type CleanErrorCode } from './clean-error.ts'
import { mayHoldPython } from './program/python/unit.ts'
import { mayHoldFunction } from './response/languages.ts'

/** Which function is meant. */
export interface CleanOptions {
  /** The name or names that were asked for, the most wanted first; a nameless function gets the first. */
  readonly entry?: string | readonly string[] | undefined
  /** The names of the parameters that were asked for. */
  readonly params?: readonly string[] | undefined
  /**
   * What the function may be written in, the one that was asked for first; JavaScript includes TypeScript.
   *
   * @default ['javascript']
   */
  readonly languages?: readonly ('javascript' | 'python')[] | undefined
}

/**
 * Finds the one function that a model meant, in any response: in fences, tags, JSON, prose, a diff; in
 * JavaScript, TypeScript or Python; with what it needs from other blocks.
 *
 * @returns plain JavaScript that evaluates with nothing imported or exported, or Python as the model wrote it, what the
 * function doesn't need left out; each line where the model wrote it
 * @throws CleanError and nothing else, a response that is no string included
 */
export function cleanResponse(response: string, options: CleanOptions = {}): CleanedCode {
  return findFunction(response, options).code
}

/** As `cleanResponse`, with what is known of the result. */
export function findFunction(response: string, options: CleanOptions = {}): Found {
  const languages = languagesOf(options)
  const [first = 'javascript', ...others] = languages
  const asked = attempt(response, options, first)
  if (others.length === 0) return result(asked)
  const other = attempt(response, options, others[0] as Written)
  if (asked instanceof CleanError && other instanceof CleanError) throw moreTelling(asked, other)
  if (asked instanceof CleanError) return result(other)
  if (other instanceof CleanError) return asked
  // The name that was asked for counts most, then what the fence says, then what was asked for.
  const rank = (found: Found): number => Number(found.isRequested) * 2 + Number(found.isMarked)
  return rank(other) > rank(asked) ? other : asked
}

function languagesOf(options: CleanOptions): Written[] {
  try {
    const known = options?.languages?.filter((one) => one === 'javascript' || one === 'python') ?? []
    return known.length > 0 ? [...new Set(known)] : ['javascript']
  } catch {
    return ['javascript']
  }
}

function attempt(response: string, options: CleanOptions, written: Written): Found | CleanError {
  const isPython = written === 'python'
  try {
    return readResponse(response, {
      subject: 'function',
      written,
      mayHold: isPython ? mayHoldPython : mayHoldFunction,
      find: (text, findings, budget) => {
        const names = [options?.entry ?? []].flat().filter((name) => typeof name === 'string')
        const wanted: Wanted = { names, params: options?.params }
        return isPython
          ? searchPython(text, wanted, findings, budget)
          : searchText(text, wanted, findings, budget)
      },
    })
  } catch (error) {
    if (error instanceof CleanError) return error
    throw error
  }
}

function result(found: Found | CleanError): Found {
  if (found instanceof CleanError) throw found
  return found
}

/** How much a reason says of code in its language. */
const strength: Partial<Record<CleanErrorCode, number>> = {
  'clean/unsupported-language': 0,
  'clean/no-code': 1,
  'clean/refusal': 1,
  'clean/empty': 1,
  'clean/no-function': 2,
}

/** Of two reasons the one that says more, else the first. */
function moreTelling(asked: CleanError, other: CleanError): CleanError {
  const of = ({ code }: CleanError): number => strength[code] ?? 3
  return of(other) > of(asked) ? other : asked
}
