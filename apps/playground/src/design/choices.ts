import type { JournalLine } from '@gencode/core'
import type { Feedback, Preference } from '@gencode/design'

const type = 'playground/preference'

/** A person's choice between two policies as a line of the run. It is written down when it is made: a round's end may be far. */
export function choiceLine({ better, worse }: Preference): JournalLine {
  return { type, better, worse } as JournalLine
}

/** All choices that a run holds, in their order. */
export function choicesIn(lines: readonly JournalLine[]): Preference[] {
  return lines.flatMap((line) => {
    const { type: kind, better, worse } = line as { type: string; better?: unknown; worse?: unknown }
    return kind === type && typeof better === 'number' && typeof worse === 'number' ? [{ better, worse }] : []
  })
}

/** Those that no round has taken up yet. */
export function openChoices(lines: readonly JournalLine[]): Preference[] {
  const taken = lines.reduce((count, line) => {
    const { type: kind, value } = line as { type: string; value?: Feedback }
    return kind === 'design/feedback' ? count + (value?.preferences?.length ?? 0) : count
  }, 0)
  return choicesIn(lines).slice(taken)
}
