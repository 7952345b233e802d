import { ModelError } from '@gencode/llm'
import { answerTo } from './ask/answer.ts'
import type { Asker } from './ask/asker.ts'
import { nextTurn, type Turn, turnWith } from './ask/turn.ts'
import type { Attempt, State } from './attempt.ts'
import { totalUsage } from './bounds.ts'
import { GenerationError, type StopReason } from './errors.ts'
import type { Examiner } from './examine/examine.ts'
import { judge } from './examine/judge.ts'
import type { Keeper } from './run/keeper.ts'

/** What the refinement of one candidate works with: who is asked, who examines, who records and bounds. */
export interface Refinement {
  readonly asker: Asker
  readonly examiner: Examiner
  readonly keeper: Keeper
}

/**
 * The refine loop: take an answer, judge it, tell the model what was wrong, until a function is accepted or a
 * bound is reached.
 *
 * @throws GenerationError
 */
export async function refine({ asker, examiner, keeper }: Refinement, first: Turn): Promise<State> {
  const { events, logger, candidate } = keeper
  const attempts: Attempt[] = []
  let cause: unknown
  const ended = (reason: StopReason) =>
    new GenerationError({ reason, attempts, usage: totalUsage(attempts), cause })

  for (let turn = first; ; ) {
    const stop = stopReason(keeper, turn, attempts.length)
    if (stop) throw ended(stop)

    const index = attempts.length + 1
    const answer = await answerTo(turn, index, examiner.task, asker, keeper)
    if (answer instanceof ModelError) {
      cause = answer
      const other = turnWith(asker, examiner.task, turn.model + 1)
      const over = stopReason(keeper, turn, attempts.length)
      if (over || !other) throw ended(over ?? 'model')
      turn = other
      continue
    }

    const judged = await judge(answer, index, examiner, keeper)
    const attempt: Attempt = { index, move: turn.move, ...answer, ...judged.verdict }
    attempts.push(attempt)
    if ('fn' in judged) return accept(keeper, attempts, judged.fn)

    cause = judged.cause
    logger.warn(`Attempt ${index} rejected: ${judged.cause.message}`)
    events.emit({ type: 'rejected', candidate, attempt: index, result: attempt })
    turn = nextTurn(asker, examiner.task, turn, attempts)
  }
}

/** The same for another candidate, with a seed of its own. */
export function ofCandidate({ asker, examiner, keeper }: Refinement, candidate: number): Refinement {
  return {
    asker: { ...asker, seed: asker.seed + 1009 * candidate },
    examiner,
    keeper: { ...keeper, candidate },
  }
}

function stopReason(keeper: Keeper, turn: Turn, attempts: number): StopReason | undefined {
  if (keeper.signal?.aborted) return 'aborted'
  if (turn.given !== undefined) return undefined
  return turn.open ? keeper.ledger.exhausted(attempts) : 'attempts'
}

/** The Python that a function was lowered from. */
function pythonOf({ language, original, prelude, params }: Attempt): Partial<State> {
  if (language !== 'python' || original === undefined) return {}
  return { language, original, ...(prelude === undefined ? {} : { prelude }), ...(params ? { params } : {}) }
}

function accept(
  { events, candidate }: Keeper,
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
    ...pythonOf(result),
    response: result.response,
    attempts,
    usage: totalUsage(attempts),
    ...(costs.length > 0 ? { cost: costs.reduce((sum, cost) => sum + cost) } : {}),
  }
  events.emit({ type: 'accepted', candidate, attempt: result.index, result, state })
  return state
}
