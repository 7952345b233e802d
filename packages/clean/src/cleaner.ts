import type { CleanedCode } from '@gencode/contract/types'
import { type CleanOptions, cleanResponse, findFunction } from './clean-response.ts'

/** Cleans a response while it streams in. */
export interface Cleaner {
  /** Takes the next piece of the response; returns `complete`. */
  push(chunk: string): boolean
  /**
   * Whether the block that holds the intended function has closed, outside thinking tags, and misses nothing. A caller
   * may then stop the model; a later correction would be missed. A function is taken for the intended one by its name
   * (the requested one or a reward's) or its parameters; where it has neither, only the response's end tells.
   */
  readonly complete: boolean
  /** The response so far. */
  readonly text: string
  /**
   * What `cleanResponse` makes of the response so far.
   *
   * @throws CleanError
   */
  result(): CleanedCode
}

const maxAttempts = 48

/** A cleaner that is fed chunks; fed everything, its `result()` equals `cleanResponse`. */
export function createCleaner(options: CleanOptions = {}): Cleaner {
  let text = ''
  let complete = false
  let attempts = 0
  let looked = 0
  const push = (chunk: string): boolean => {
    const seen = text.length
    text += chunk
    if (complete || !mayEnd(text, seen)) return complete
    // Each look reads everything again: of very many ends only some are looked at.
    if (attempts >= maxAttempts && text.length < looked * 1.5) return complete
    attempts++
    looked = text.length
    complete = isComplete(text, options)
    return complete
  }
  return {
    push,
    get complete() {
      return complete
    },
    get text() {
      return text
    },
    result: () => cleanResponse(text, options),
  }
}

/** Whether what was added could close a block: a fence's mark at the end, or the end of a line or a tag behind one. */
function mayEnd(text: string, seen: number): boolean {
  const from = text.lastIndexOf('\n', Math.max(0, seen - 1)) + 1
  return /(?:^|\n)[ \t>]*(?:[-*+]|\d{1,3}[.)])?[ \t>]*(?:`{3,}|~{3,})[ \t]*(?:\r?\n|$)|[^\s`~](?:`{3,}|~{3,})[ \t]*(?:\r?\n|$)|<\/\w+>|[}\]]["']?\s*$/.test(
    text.slice(from),
  )
}

function isComplete(text: string, options: CleanOptions): boolean {
  try {
    const { isClosed, isCertain } = findFunction(text, options)
    return isClosed && isCertain
  } catch {
    return false
  }
}
