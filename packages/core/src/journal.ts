import type { ChatMessage, GenerateOptions } from '@gencode/llm'
import type { Answer, Verdict } from './attempt.ts'
import type { Move } from './stuck.ts'

/** What was asked: enough to send it again. */
export interface RecordedRequest {
  readonly model: string
  readonly messages: readonly ChatMessage[]
  /** With the seed. */
  readonly options: GenerateOptions
}

interface Place {
  readonly candidate: number
  /** From 1. */
  readonly attempt: number
}

/** The first line of a run: what it is about. */
export interface RunHeader {
  readonly type: 'run'
  readonly format: 1
  /** Of the packages that made it. */
  readonly versions: Readonly<Record<string, string>>
  readonly task: string
  /** Ids of the models, the first one and the fallbacks. */
  readonly models: readonly string[]
  readonly seed: number
  /** How many candidates. */
  readonly n: number
  readonly startedAt: string
  /** Whatever the caller wants to find again, such as the command line. */
  readonly meta?: unknown
}

/** Written as soon as a model has answered, before the answer is looked at. */
export interface AnswerLine extends Place, Answer {
  readonly type: 'answer'
  readonly move: Move
  /** Missing where the answer was given. */
  readonly request?: RecordedRequest
}

/** Written when the answer has been examined. */
export interface VerdictLine extends Place, Verdict {
  readonly type: 'verdict'
}

/** One line of a run. */
export type JournalLine = RunHeader | AnswerLine | VerdictLine

/** Where a run is kept. `openRun` of `@gencode/core/node` keeps it in a file; an array in memory will do for a test. */
export interface Journal {
  /** The lines so far, those of earlier sessions first. */
  readonly lines: readonly JournalLine[]
  /** Returns when the line is safe. */
  append(line: JournalLine): void
}

/** What a run has of one attempt already. */
export function recorded(
  journal: Journal | undefined,
  { candidate, attempt }: Place,
): { readonly answer?: AnswerLine; readonly verdict?: VerdictLine } {
  const here = (journal?.lines ?? []).filter(
    (line): line is AnswerLine | VerdictLine =>
      line.type !== 'run' && line.candidate === candidate && line.attempt === attempt,
  )
  const answer = here.find((line) => line.type === 'answer')
  const verdict = here.find((line) => line.type === 'verdict')
  return { ...(answer ? { answer } : {}), ...(verdict ? { verdict } : {}) }
}
