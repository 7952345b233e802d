import { CodeError, GencodeError } from '@gencode/contract/errors'
import { RunMismatchError } from '@gencode/core'
import { RunFileError } from '@gencode/core/node'
import { CommanderError } from 'commander'
import { type ExitCode, exitCode, MissingPartError, UsageError } from './exit.ts'

/** How a failed command ends. */
export interface Failure {
  readonly status: ExitCode
  /** For people. */
  readonly message: string
  /** For `--json`. */
  readonly document: {
    readonly ok: false
    readonly error: { readonly code: string; readonly feedback: string }
  }
}

/** What to say and which status to end with, for any error. */
export function failure(error: unknown): Failure {
  const { status, code } = classify(error)
  const said = error instanceof Error ? error.message : String(error)
  // Commander's begin with the word.
  const text = code === 'cli/interrupted' ? 'Interrupted.' : said.replace(/^error: /, '')
  const feedback = error instanceof CodeError ? error.feedback : text
  return {
    status,
    message: code === 'cli/unexpected' && !(error instanceof GencodeError) ? unexpected(error) : text,
    document: { ok: false, error: { code, feedback } },
  }
}

function classify(error: unknown): { status: ExitCode; code: string } {
  if (error instanceof CodeError) return { status: exitCode.noFunction, code: error.code }
  if (error instanceof MissingPartError || isGymnasiumError(error))
    return { status: exitCode.missing, code: 'cli/missing' }
  if (
    error instanceof UsageError ||
    error instanceof RunFileError ||
    error instanceof RunMismatchError ||
    error instanceof CommanderError ||
    isFileError(error)
  )
    return { status: exitCode.usage, code: 'cli/usage' }
  if (error instanceof Error && error.name === 'AbortError')
    return { status: exitCode.interrupted, code: 'cli/interrupted' }
  return { status: exitCode.noFunction, code: 'cli/unexpected' }
}

/** Python failed after it had been there; its package is loaded only where it is needed. */
function isGymnasiumError(error: unknown): boolean {
  return error instanceof GencodeError && error.name === 'GymnasiumError'
}

/** A file that can't be read or written, as the system says. */
function isFileError(error: unknown): boolean {
  const { syscall, path } = (error ?? {}) as { syscall?: unknown; path?: unknown }
  return typeof syscall === 'string' && typeof path === 'string'
}

function unexpected(error: unknown): string {
  const stack = error instanceof Error ? error.stack : String(error)
  return `This should not have happened; please report it with the command you ran.\n${stack}`
}
