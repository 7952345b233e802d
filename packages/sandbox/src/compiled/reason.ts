import { SandboxError } from '../errors.ts'
import { Refused } from './refused.ts'

/** Why a function is not compiled, for a person: with the line, where it is one. */
export function reasonOf(error: unknown, source: string): string {
  if (error instanceof Refused)
    return error.at === undefined ? error.message : `line ${lineOf(source, error.at)}: ${error.message}`
  if (error instanceof WebAssembly.CompileError) return 'no WebAssembly is compiled at run time here'
  if (error instanceof RangeError) return 'there is no memory for it'
  // On a busy machine, such as a deadline that was missed while the code was evaluated again.
  if (error instanceof SandboxError) return 'it could not be held to QuickJS'
  throw error
}

function lineOf(source: string, at: number): number {
  let line = 1
  for (let end = source.indexOf('\n'); end >= 0 && end < at; end = source.indexOf('\n', end + 1)) line++
  return line
}
