import { type Chat, type GenerateOptions, ModelError } from '@gencode/llm'
import { answerTo } from './ask/answer.ts'
import type { StuckPolicy } from './ask/stuck.ts'
import { nextTurn, type Turn, turnWith } from './ask/turn.ts'
import type { Attempt, State } from './attempt.ts'
import { type Ledger, totalUsage } from './bounds.ts'
import { GenerationError, type StopReason } from './errors.ts'
import type { EventHub } from './events.ts'
import type { Examiner } from './examine/examine.ts'
import { judge } from './examine/judge.ts'
import type { Logger } from './logger.ts'
import type { Journal, Recollection } from './run/journal.ts'

/** What the refinement of one candidate works with. */
export interface Refinement {
  readonly examiner: Examiner
  /** The first one and the fallbacks; none where nothing can be asked. */
  readonly models: readonly Chat[]
  readonly modelOptions: GenerateOptions
  /** Of this candidate. */
  readonly seed: number
  readonly stuck: StuckPolicy
  readonly answerTimeoutMs: number
  readonly maxAnswerChars: number
  readonly stopEarly: boolean
  /** Shared by all candidates. */
  readonly ledger: Ledger
  readonly signal: AbortSignal | undefined
  readonly events: EventHub
  readonly logger: Logger
  readonly journal: Journal | undefined
  /** What the journal held at the start. */
  readonly recollection: Recollection
  readonly candidate: number
}

/**
 * The refine loop: take an answer, judge it, tell the model what was wrong, until a function is accepted or a
 * bound is reached.
 *
 * @throws GenerationError
 */
export async function refine(refinement: Refinement, first: Turn): Promise<State> {
  const { events, logger, candidate } = refinement
  const attempts: Attempt[] = []
  let cause: unknown
  const ended = (reason: StopReason) =>
    new GenerationError({ reason, attempts, usage: totalUsage(attempts), cause })

  for (let turn = first; ; ) {
    const stop = stopReason(refinement, turn, attempts.length)
    if (stop) throw ended(stop)

    const index = attempts.length + 1
    const answer = await answerTo(turn, index, refinement)
    if (answer instanceof ModelError) {
      cause = answer
      const other = turnWith(refinement, turn.model + 1)
      const over = stopReason(refinement, turn, attempts.length)
      if (over || !other) throw ended(over ?? 'model')
      turn = other
      continue
    }

    const judged = await judge(answer, index, refinement)
    const attempt: Attempt = { index, move: turn.move, ...answer, ...judged.verdict }
    attempts.push(attempt)
    if ('fn' in judged) return accept(refinement, attempts, judged.fn)

    cause = judged.cause
    logger.warn(`Attempt ${index} rejected: ${judged.cause.message}`)
    events.emit({ type: 'rejected', candidate, attempt: index, result: attempt })
    turn = nextTurn(refinement, turn, attempts)
  }
}

/** The same for another candidate, with a seed of its own. */
export function ofCandidate(refinement: Refinement, candidate: number): Refinement {
  return { ...refinement, candidate, seed: refinement.seed + 1009 * candidate }
}

function stopReason(refinement: Refinement, turn: Turn, attempts: number): StopReason | undefined {
  if (refinement.signal?.aborted) return 'aborted'
  if (turn.given !== undefined) return undefined
  return turn.open ? refinement.ledger.exhausted(attempts) : 'attempts'
}

function accept(
  { events, candidate }: Refinement,
  attempts: readonly Attempt[],
  rewardFunction: State['rewardFunction'],
): State {
  const result = attempts.at(-1) as Attempt
  const costs = attempts.flatMap(({ cost }) => cost ?? [])
  const state: State = {
    index: candidate + 1,
    rewardFunction,
    entry: rewardFunction.entry,
    code: rewardFunction.source,
    response: result.response,
    attempts,
    usage: totalUsage(attempts),
    ...(costs.length > 0 ? { cost: costs.reduce((sum, cost) => sum + cost) } : {}),
  }
  events.emit({ type: 'accepted', candidate, attempt: result.index, result, state })
  return state
}
