import { brokenFailure, emptyFailure } from './choice/failures.ts'
import { type ParseFailure, parseStatements } from './program/parse.ts'
import { textOf } from './response/text.ts'

/**
 * TypeScript as JavaScript: types become spaces, so that each token stays where it stood; enums, namespaces and
 * parameter properties become what TypeScript's own compiler makes of them, on the same lines. For functions and for
 * whole programs, with `await` and `return` outside of any function. JavaScript comes back as it is; decorators and JSX
 * are not read.
 *
 * @throws CleanError `clean/syntax` where the source doesn't parse, with the place
 */
export function eraseTypes(source: string): string {
  if (typeof source !== 'string') throw emptyFailure('', 'program')
  const budget = { tokens: Number.POSITIVE_INFINITY }
  const typed = parseStatements(source, true, budget)
  if (!typed.failure) {
    const plain = typed.edits?.apply() ?? source
    if (plain === source) return source
    const again = parseStatements(plain, false, budget)
    if (!again.failure) return plain
    throw broken(source, again.failure)
  }
  const { failure } = parseStatements(source, false, budget)
  if (!failure) return source
  throw broken(source, failure.position > typed.failure.position ? failure : typed.failure)
}

function broken(source: string, failure: ParseFailure): Error {
  return brokenFailure({ text: textOf(source), start: 0, failure, isTruncated: false }, source, 'program')
}
