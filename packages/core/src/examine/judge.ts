import { CodeError } from '@gencode/contract/errors'
import type { Answer } from '../attempt.ts'
import { type VerdictLine, verdictOf } from '../run/journal.ts'
import type { Keeper } from '../run/keeper.ts'
import { compileCode, type Examination, type Examiner, examine } from './examine.ts'

/** Examines an answer, and keeps the verdict; one that the journal holds is not made again. */
export async function judge(
  answer: Answer,
  attempt: number,
  examiner: Examiner,
  { candidate, journal, events, logger, recollection }: Keeper,
): Promise<Examination> {
  const known = recollection.of(candidate, attempt).verdict
  if (known) return recall(known, examiner)

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
  await journal?.append({ type: 'verdict', ...place, ...judged.verdict })
  return judged
}

async function recall(line: VerdictLine, examiner: Examiner): Promise<Examination> {
  const verdict = verdictOf(line)
  if (verdict.error) return { verdict, cause: new CodeError(verdict.error) }
  return { verdict, fn: await compileCode(verdict, examiner) }
}
