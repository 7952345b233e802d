import type { Attempt, Verdict } from '../attempt.ts'
import { answerOf, isHeader, type JournalLine, Recollection, type RunHeader, verdictOf } from './journal.ts'

/** An attempt as a run keeps it; without what a verdict says where the run stopped before it was judged. */
export type RecordedAttempt = Omit<Attempt, keyof Verdict> & Partial<Verdict>

/** One candidate of a run. */
export interface RecordedCandidate {
  /** From 1, as the `index` of its `State`. */
  readonly index: number
  /** In order; none where the run stopped before it was begun. */
  readonly attempts: readonly RecordedAttempt[]
  /** The one of them whose function was accepted. */
  readonly accepted?: Attempt
  /** Whether that function is near-equal to an earlier candidate's. */
  readonly isDuplicate: boolean
}

/** What a run holds, put together. */
export interface RecordedRun {
  /** Missing while nothing has been run. */
  readonly header: RunHeader | undefined
  readonly candidates: readonly RecordedCandidate[]
  /** Of each different function the attempt that it came from, in the candidates' order; `reviveState` compiles one. */
  readonly accepted: readonly Attempt[]
  /** All its lines, those of other packages among them. */
  readonly lines: readonly JournalLine[]
  /** The values of its notes, by name; of several with one name the last. */
  readonly notes: ReadonlyMap<string, unknown>
}

/** Puts the lines of a run together: its candidates, their attempts, and what became of them. */
export function recordedRun(lines: readonly JournalLine[]): RecordedRun {
  const recollection = new Recollection(lines)
  const header = lines.find(isHeader)
  const begun = lines.map((line) => (line.type === 'answer' ? line.candidate + 1 : 0))
  const count = begun.reduce((most, each) => Math.max(most, each), header?.n ?? 0)

  const fingerprints = new Set<string>()
  const candidates = Array.from({ length: count }, (_, candidate): RecordedCandidate => {
    const attempts = attemptsOf(candidate, recollection)
    const accepted = attempts.find(isAccepted)
    const isDuplicate = accepted !== undefined && fingerprints.has(accepted.fingerprint)
    if (accepted) fingerprints.add(accepted.fingerprint)
    return { index: candidate + 1, attempts, isDuplicate, ...(accepted ? { accepted } : {}) }
  })
  return {
    header,
    candidates,
    lines,
    accepted: candidates.flatMap(({ accepted, isDuplicate }) => (accepted && !isDuplicate ? accepted : [])),
    notes: new Map(lines.flatMap((line) => (line.type === 'note' ? [[line.name, line.value]] : []))),
  }
}

function attemptsOf(candidate: number, recollection: Recollection): RecordedAttempt[] {
  const attempts: RecordedAttempt[] = []
  for (let index = 1; ; index++) {
    const { answer, verdict } = recollection.of(candidate, index)
    if (!answer) return attempts
    const { move } = answer
    attempts.push({ index, move, ...answerOf(answer), ...(verdict ? verdictOf(verdict) : {}) })
  }
}

function isAccepted(attempt: RecordedAttempt): attempt is Attempt {
  return attempt.fingerprint !== undefined && attempt.error === undefined
}
