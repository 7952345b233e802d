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

// Each look reads everything again: behind so many ends, only those that come with more text are looked at.
const freeLooks = 48
const growth = 1.1

/** A cleaner that is fed chunks; fed everything, its `result()` equals `cleanResponse`. */
export function createCleaner(options: CleanOptions = {}): Cleaner {
  const chunks: string[] = []
  let line = ''
  let length = 0
  let complete = false
  let looks = 0
  let looked = 0
  let isData: boolean | undefined
  const text = (): string => {
    if (chunks.length > 1) chunks.splice(0, chunks.length, chunks.join(''))
    return chunks[0] ?? ''
  }
  const push = (chunk: string): boolean => {
    if (typeof chunk !== 'string') return complete
    chunks.push(chunk)
    length += chunk.length
    const added = line + chunk
    line = tailOf(added)
    if (isData === undefined) {
      const first = /\S/.exec(chunk)?.[0]
      if (first) isData = first === '[' || first === '{'
    }
    const mayEnd = blockEnd.test(added) || (isData === true && dataEnd.test(added))
    if (complete || !mayEnd || (looks >= freeLooks && length < looked * growth)) return complete
    looks++
    looked = length
    complete = isComplete(text(), options)
    return complete
  }
  return {
    push,
    get complete() {
      return complete
    },
    get text() {
      return text()
    },
    result: () => cleanResponse(text(), options),
  }
}

// Longer than what stands before a fence's mark, and than a closing tag.
const maxTail = 200

/** The end of the last line, marked as no line's beginning where it is cut. */
function tailOf(text: string): string {
  const start = text.lastIndexOf('\n') + 1
  return text.length - start > maxTail ? `.${text.slice(-maxTail)}` : text.slice(start)
}

/** A fence's mark at the end, alone on its line or behind code, or a closing tag. */
const blockEnd =
  /(?:^|\n)[ \t>]*(?:(?:[-*+]|\d{1,3}[.)])[ \t>]*)?(?:`{3,}|~{3,})[ \t]*(?:\r?\n|$)|[^\s`~](?:`{3,}|~{3,})[ \t]*(?:\r?\n|$)|<\/\w{1,100}>/
const dataEnd = /[}\]]\s{0,100}$/

function isComplete(text: string, options: CleanOptions): boolean {
  try {
    const { isClosed, isCertain } = findFunction(text, options)
    return isClosed && isCertain
  } catch {
    return false
  }
}
