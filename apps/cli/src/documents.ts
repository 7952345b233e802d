import type { CodeError } from '@gencode/contract/errors'
import type { Attempt, ManyStates, State } from '@gencode/core'

/** An attempt as `--json` shows it. */
function attemptDocument({ response, code, error }: Attempt): Record<string, unknown> {
  return { response, ...(code === undefined ? {} : { code }), ...(error === undefined ? {} : { error }) }
}

/** An accepted function as `--json` shows it. */
export function acceptedEntry(state: State): Record<string, unknown> {
  const { entry, code, language, original } = state
  return { entry, code, ...(language === undefined ? {} : { language, original }), rewards: rewardsOf(state) }
}

/** The function as the model wrote it: Python, or plain JavaScript. */
export function writtenOf({ code, language, original }: State): {
  readonly text: string
  readonly language: 'javascript' | 'python'
} {
  return language === 'python' && original !== undefined
    ? { text: original, language }
    : { text: code, language: 'javascript' }
}

/** What `--json` prints for an accepted function. */
export function acceptedDocument(state: State): Record<string, unknown> {
  return { ok: true, ...acceptedEntry(state), attempts: state.attempts.map(attemptDocument) }
}

/** What `--json` prints where there is no acceptable function. */
export function rejectedDocument(error: CodeError, attempts: readonly Attempt[]): Record<string, unknown> {
  const { name: _name, ...facts } = error.toJSON()
  return { ok: false, error: facts, attempts: attempts.map(attemptDocument) }
}

/** The probes' rewards of the accepted attempt; none for a task that is no reward. */
function rewardsOf(state: State): readonly number[] {
  return state.attempts.at(-1)?.rewards ?? []
}

/** The attempts of all candidates as `--json` shows them. */
export function attemptDocuments(states: ManyStates | undefined): Record<string, unknown>[] {
  const { accepted = [], duplicates = [], failed = [] } = states ?? {}
  return [...accepted, ...duplicates, ...failed].flatMap((each) => each.attempts.map(attemptDocument))
}
