import { parse } from 'py-ast'
import { Refusal, syntaxError, unsupported } from '../python-error.ts'
import type { Module } from '../tree.ts'
import { explain } from './explain.ts'

/** The longest source that is looked at, in characters. */
const mostCharacters = 100_000
/** CPython's own bound. */
const deepestBrackets = 200
/** How deep lines may be indented, in levels; CPython's own bound. */
const deepestBlocks = 100

/**
 * CPython's tree of a source.
 *
 * @throws Refusal `python/syntax` with CPython's words and line; `python/unsupported` beyond the bounds
 */
export function parsePython(source: string): Module {
  if (source.length > mostCharacters) unsupported(`the code is longer than ${mostCharacters} characters`)
  checkDepth(source)
  try {
    return parse(source)
  } catch (error) {
    if (error instanceof RangeError) return unsupported('the code is nested too deeply')
    const { message, lineno } = error as Error & { lineno?: number }
    const line = lineno ?? Number(/at line (\d+)/.exec(message)?.[1] ?? Number.NaN)
    throw explain(source, message, Number.isNaN(line) ? undefined : line)
  }
}

/** Brackets and indentation that a recursive parser should not meet. Strings may hold brackets: few hold so many. */
function checkDepth(source: string): void {
  let depth = 0
  let line = 1
  for (const letter of source) {
    if (letter === '\n') line++
    else if ('([{'.includes(letter)) {
      if (++depth > deepestBrackets) syntaxError('too many nested parentheses', { lineno: line })
    } else if (')]}'.includes(letter)) depth = Math.max(0, depth - 1)
  }
  const levels: number[] = [0]
  source.split('\n').forEach((text, index) => {
    const width = text.length - text.trimStart().length
    if (text.trim() === '') return
    while ((levels.at(-1) ?? 0) > width) levels.pop()
    if ((levels.at(-1) ?? 0) < width) levels.push(width)
    if (levels.length > deepestBlocks)
      throw new Refusal('python/syntax', 'too many levels of indentation', index + 1)
  })
}
