import { checkNumbers } from '@gencode/contract/check-numbers'
import { CodeError } from '@gencode/contract/errors'
import { type ConsoleMessage, SandboxError } from '@gencode/sandbox'
import { CodeModeError } from './errors.ts'
import { jsonValue } from './json-value.ts'
import type { PendingCall } from './state.ts'

/** What a program came to, as a model reads it. */
export type CodeModeAnswer =
  /** What it returned, as JSON. */
  | { readonly value: unknown; readonly logs?: readonly string[] }
  /** What went wrong and what to do, in words for the model. */
  | { readonly error: string; readonly logs?: readonly string[] }
  | PendingApproval

/** A run that stands still until someone decides about a call. */
export interface PendingApproval {
  readonly approval: PendingCall
  /** The run as text, for `resume`, in any process with the same version. */
  readonly state: string
  readonly logs?: readonly string[]
}

/** Bounds of what a model is shown. */
export interface AnswerLimits {
  readonly maxValueCharacters: number
  readonly maxLogCharacters: number
}

/** The limits as they are. @throws CodeModeError for one that bounds nothing, such as NaN */
export function checkedLimits(limits: AnswerLimits): AnswerLimits {
  checkNumbers({ from: 0 }, { ...limits }, CodeModeError)
  return limits
}

/** A value as an answer: what is too long is an error that says so, and how long. */
export function valueAnswer(
  value: unknown,
  logs: readonly ConsoleMessage[],
  limits: AnswerLimits,
): CodeModeAnswer {
  const shown = jsonValue(value)
  const { length } = JSON.stringify(shown)
  if (length <= limits.maxValueCharacters) return { value: shown, ...shownLogs(logs, limits) }
  return {
    error: `The program returned ${length} characters; at most ${limits.maxValueCharacters} can be shown. Return less: filter, pick fields, count or summarise in the program.`,
    ...shownLogs(logs, limits),
  }
}

/** A failure that the program can mend as an answer. @throws anything else */
export function errorAnswer(error: unknown, limits: AnswerLimits): CodeModeAnswer {
  if (!(error instanceof CodeError)) throw error
  const logs = error instanceof SandboxError ? (error.logs ?? []) : []
  const frame = error.frame === undefined ? '' : `\n${error.frame}`
  return { error: `${error.feedback}${frame}`, ...shownLogs(logs, limits) }
}

/** The console's lines, if there are any; past the bound the rest is counted only. */
export function shownLogs(
  logs: readonly ConsoleMessage[],
  { maxLogCharacters }: AnswerLimits,
): { logs?: readonly string[] } {
  if (logs.length === 0) return {}
  const lines: string[] = []
  let room = maxLogCharacters
  for (const { level, text } of logs) {
    const line = level === 'warn' || level === 'error' ? `${level}: ${text}` : text
    if (line.length > room) {
      lines.push(`(${logs.length - lines.length} more lines left out)`)
      break
    }
    room -= line.length
    lines.push(line)
  }
  return { logs: lines }
}
