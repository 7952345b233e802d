import type { AnswerLine, JournalLine, RunHeader, VerdictLine } from '@gencode/core'
import type { Comparison } from '../comparison.ts'
import type { PlayedEpisode } from '../episodes.ts'

/** One answer, and what became of it. */
export interface ToldAttempt {
  readonly answer: AnswerLine
  /** Missing where the run stopped before it was looked at. */
  readonly verdict?: VerdictLine
}

/** One candidate's attempts, in order. */
export interface ToldCandidate {
  /** From 1. */
  readonly number: number
  readonly outcome: 'accepted' | 'same' | 'rejected'
  readonly attempts: readonly ToldAttempt[]
}

/** A run as its report tells it. */
export interface RunStory {
  readonly header: RunHeader
  readonly candidates: readonly ToldCandidate[]
  readonly episodes: readonly PlayedEpisode[]
  readonly training: readonly Comparison[]
}

/** Puts a run file's lines in the order of a story. */
export function runStory(header: RunHeader, lines: readonly JournalLine[]): RunStory {
  const note = <Value>(name: string): readonly Value[] => {
    const line = lines.find((each) => each.type === 'note' && each.name === name)
    return line?.type === 'note' ? (line.value as readonly Value[]) : []
  }
  const fingerprints = new Set<string>()
  const candidates = Array.from({ length: header.n }, (_, candidate): ToldCandidate => {
    const attempts = attemptsOf(candidate, lines)
    const accepted = attempts.find(({ verdict }) => verdict && !verdict.error)?.verdict
    const outcome = !accepted ? 'rejected' : fingerprints.has(accepted.fingerprint) ? 'same' : 'accepted'
    if (accepted) fingerprints.add(accepted.fingerprint)
    return { number: candidate + 1, outcome, attempts }
  })
  return {
    header,
    candidates,
    episodes: note<PlayedEpisode>('episodes'),
    training: note<Comparison>('training'),
  }
}

function attemptsOf(candidate: number, lines: readonly JournalLine[]): ToldAttempt[] {
  const isHere = (line: JournalLine): line is AnswerLine | VerdictLine =>
    (line.type === 'answer' || line.type === 'verdict') && line.candidate === candidate
  const here = lines.filter(isHere)
  return here
    .filter((line): line is AnswerLine => line.type === 'answer')
    .sort((a, b) => a.attempt - b.attempt)
    .map((answer) => {
      const verdict = here.find(
        (line): line is VerdictLine => line.type === 'verdict' && line.attempt === answer.attempt,
      )
      return { answer, ...(verdict ? { verdict } : {}) }
    })
}
