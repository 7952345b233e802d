import type { ChatMessage, GenerateOptions } from '@gencode/llm'
import type { Move } from '../ask/stuck.ts'
import type { Answer, Verdict } from '../attempt.ts'
import { RunMismatchError } from '../errors.ts'

/** What was asked; of images nothing is kept. */
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
  /** 2 lets lines of other packages through; 1 had none. */
  readonly format: 1 | 2
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

/** Something that the caller keeps with the run, such as what a training with its functions reached. */
export interface NoteLine {
  readonly type: 'note'
  /** Under which the caller finds it again. */
  readonly name: string
  /** Plain JSON. */
  readonly value: unknown
}

/** Whether it is the first line. */
export function isHeader(line: JournalLine): line is RunHeader {
  return line.type === 'run'
}

/** The answer that a line holds. */
export function answerOf(line: AnswerLine): Answer {
  const {
    type: _type,
    candidate: _candidate,
    attempt: _attempt,
    move: _move,
    request: _request,
    ...answer
  } = line
  return answer
}

/** The verdict that a line holds. */
export function verdictOf(line: VerdictLine): Verdict {
  const { type: _type, candidate: _candidate, attempt: _attempt, ...verdict } = line
  return verdict
}

/** A line of another package, which knows what it holds: its type is the package's name and its own, such as `design/race`. */
export interface ForeignLine {
  readonly type: `${string}/${string}`
  readonly [key: string]: unknown
}

/** One line of a run. */
export type JournalLine = RunHeader | AnswerLine | VerdictLine | NoteLine | ForeignLine

/** Where a run is kept. `openRun` of `@gencode/core/node` keeps it in a file. */
export interface Journal {
  /** The lines so far, those of earlier sessions first. */
  readonly lines: readonly JournalLine[]
  /** For the first line. */
  readonly versions?: Readonly<Record<string, string>>
  /** Returns when the line is safe, or gives a promise of it, which is awaited before anything follows from the line. */
  append(line: JournalLine): void | Promise<void>
}

/** What a run holds of one attempt already. */
export interface Known {
  readonly answer?: AnswerLine
  readonly verdict?: VerdictLine
}

/** What a run held when it was begun or resumed. */
export class Recollection {
  readonly #known = new Map<string, Known>()

  constructor(lines: readonly JournalLine[] = []) {
    for (const line of lines)
      if (line.type === 'answer' || line.type === 'verdict')
        this.#known.set(placeKey(line), { ...this.of(line.candidate, line.attempt), [line.type]: line })
  }

  of(candidate: number, attempt: number): Known {
    return this.#known.get(placeKey({ candidate, attempt })) ?? {}
  }
}

function placeKey({ candidate, attempt }: Place): string {
  return `${candidate} ${attempt}`
}

/**
 * Begins a run with its first line; of one that was begun, checks that it is the same.
 *
 * @throws RunMismatchError
 */
export async function beginRun(
  journal: Journal,
  about: Pick<RunHeader, 'task' | 'models' | 'seed' | 'n' | 'meta'>,
): Promise<void> {
  const header = journal.lines.find(isHeader)
  if (!header) {
    const { versions = {} } = journal
    await journal.append({ type: 'run', format: 2, versions, startedAt: new Date().toISOString(), ...about })
    return
  }
  for (const key of ['task', 'seed'] as const)
    if (header[key] !== about[key])
      throw new RunMismatchError(
        `The run was made with ${key} ${header[key]}, not ${about[key]}: resume it with ${header[key]}, or begin a new run`,
      )
}
