import { untilAborted } from '@gencode/train'
import { type Candidate, isRanked, type Ranked, ranked } from '../candidate.ts'
import type { RoundSummary, Stopped } from '../events.ts'
import type { Loop } from '../loop.ts'
import { checkPreferences } from '../people/preferences.ts'
import { stepsOf } from '../race/race-round.ts'

/** Keeps what a round brought: a child never takes a better parent's place, since all are ranked together. */
export function keep(
  loop: Loop,
  round: number,
  proposed: readonly Candidate[],
  before: Ranked | undefined,
): void {
  const [best] = ranked(loop.candidates)
  const known = before && loop.candidates.filter(isRanked).find(({ index }) => index === before.index)
  const isBetter = best !== undefined && (known === undefined || best.successRate > known.successRate)
  loop.stale = isBetter && best.index !== before?.index ? 0 : loop.stale + 1
  const summary: RoundSummary = {
    round,
    candidates: proposed.map(({ index }) => index),
    best: best?.index ?? null,
    successRate: best?.successRate ?? null,
    interval: best?.interval ?? null,
  }
  loop.rounds.push(summary)
  loop.say({ type: 'round-ended', summary })
}

/** Whether to go on. Wall time and what a person says are written down: a run that goes on later decides the same. */
export async function decide(loop: Loop, round: number, proposed: readonly Candidate[]): Promise<void> {
  const { rounds = 4, goal = 0.9, patience = 3, budget = {}, feedback, signal } = loop.options
  const [best] = ranked(loop.candidates)
  const stop = (reason: Stopped['reason'], message: string): void => {
    loop.stopped ??= { reason, message }
  }
  if (best && best.interval[0] >= goal)
    stop('solved', `Solved: the interval of candidate ${best.index + 1} lies above ${goal}.`)
  if (round >= rounds)
    stop('rounds', rounds === 1 ? 'The one round is done.' : `All ${rounds} rounds are done.`)
  if (budget.steps !== undefined && stepsOf(loop.candidates) >= budget.steps)
    stop('budget', `The ${budget.steps} environment steps are used up.`)
  if (budget.minutes !== undefined) {
    const minutes = budget.minutes
    const over = await loop.notebook.once('design/time', String(round), () => ({
      over: performance.now() - loop.startedAt > 60_000 * minutes,
    }))
    if (over.over) stop('budget', `The ${minutes} minutes are over.`)
  }
  if (loop.stale >= patience) stop('stale', staleMessage(loop, proposed))
  if (loop.stopped || !feedback) return
  const summary = loop.rounds.at(-1) as RoundSummary
  const said = await loop.notebook.once('design/feedback', String(round), async () => {
    const said = (await untilAborted(signal, feedback(summary))) ?? {}
    const indices = loop.candidates.map(({ index }) => index)
    checkPreferences(said.preferences ?? [], indices)
    return said
  })
  loop.wish = said.wish
  loop.preferences = [...loop.preferences, ...(said.preferences ?? [])]
  if (said.stop) stop('rounds', `Ended by hand after round ${round}.`)
}

/** What to try, where nothing got better: by what became of the last candidates. */
function staleMessage(loop: Loop, proposed: readonly Candidate[]): string {
  const same = proposed.filter(({ status }) => status === 'duplicate').length
  const refused = proposed.filter(({ status }) => status === 'refused')
  const codes = [...new Set(refused.flatMap(({ refusal }) => refusal?.code ?? []))].join(', ')
  const why =
    same > proposed.length / 2
      ? 'the model writes the same again and again: raise its temperature, or take another model'
      : refused.length > proposed.length / 2
        ? `most candidates are refused (${codes}): take a larger model, or more maxAttempts`
        : 'try more candidates a round, a longer training, another model, or say with feedback what you see'
  return `${loop.stale} rounds brought nothing better: ${why}.`
}
