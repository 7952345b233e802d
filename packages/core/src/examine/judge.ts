import { CodeError } from '@gencode/contract/errors'
import type { Answer } from '../attempt.ts'
import type { Refinement } from '../loop.ts'
import { type VerdictLine, verdictOf } from '../run/journal.ts'
import { compileCode, type Examination, examine } from './examine.ts'

/** Examines an answer, and keeps the verdict; one that the journal holds is not made again. */
export async function judge(answer: Answer, attempt: number, refinement: Refinement): Promise<Examination> {
  const { candidate, journal, events, logger, examiner } = refinement
  const known = refinement.recollection.of(candidate, attempt).verdict
  if (known) return recall(known, refinement)

  const place = { candidate, attempt }
  const judged = await examine(answer.response, examiner, {
    onCleaned(cleaned) {
      logger.debug(`Cleaned code:\n${cleaned.source}`)
      events.emit({ type: 'cleaned', ...place, cleaned })
    },
    onCompiled: ({ entry }) => events.emit({ type: 'compiled', ...place, entry }),
    onProbed({ rewards, warnings }) {
      logger.debug(
        `Reward function output: ${rewards ? rewards.slice(0, 10).join(', ') : 'as the examples say'}`,
      )
      events.emit({ type: 'probed', ...place, ...(rewards ? { rewards } : {}), warnings })
    },
  })
  journal?.append({ type: 'verdict', ...place, ...judged.verdict })
  return judged
}

async function recall(line: VerdictLine, { examiner }: Refinement): Promise<Examination> {
  const verdict = verdictOf(line)
  if (verdict.error) return { verdict, cause: new CodeError(verdict.error) }
  return { verdict, fn: await compileCode(verdict, examiner) }
}
