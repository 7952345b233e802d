import { GencodeError } from '@gencode/contract/errors'
import type { Candidate } from '../candidate.ts'
import { gate } from '../gate/gate.ts'
import type { Loop } from '../loop.ts'
import { inTurn } from '../run/in-turn.ts'
import { adviceOf } from './advice.ts'
import { briefText } from './brief.ts'
import type { Slot } from './plan.ts'
import { modelMessage, propose } from './propose.ts'

/** The round's candidates; one that the gate refuses gets a second try, with the reason. */
export async function proposeAndGate(
  loop: Loop,
  round: number,
  slots: readonly Slot[],
): Promise<Candidate[]> {
  const { population = 6, images = [], maxBriefTokens, signal, budget = {} } = loop.options
  const first = (round - 1) * population * 2
  const place = { ...loop, images, signal }
  const advice = await adviceOf(loop.critic, round, loop)
  const earlier = loop.candidates
  const ask = (index: number, slot: Slot, refused?: Parameters<typeof briefText>[0]['refused']) =>
    propose(
      {
        index,
        round,
        slot,
        brief: briefText({
          lineage: slot.lineage,
          candidates: earlier,
          docs: loop.task.observationDocs,
          advice,
          watched: loop.critic ? undefined : loop.watched,
          refused,
          preferences: loop.preferences,
          maxTokens: maxBriefTokens,
        }),
      },
      place,
    )
  // With a bound on tokens, who is asked first decides who is asked at all: then one after the other.
  const isBounded = budget.tokens !== undefined || budget.usd !== undefined
  const answers = await inTurn(slots, isBounded ? 1 : 4, (slot, index) => ask(first + index, slot))
  const accepted: Candidate[] = []
  for (const [index, answer] of answers.entries()) {
    if ('stopped' in answer) {
      stopFor(loop, answer.stopped, answer.cause)
      continue
    }
    let candidate = await gate(answer.proposal, [...earlier, ...accepted], loop)
    if (candidate.refusal && candidate.code !== undefined && !loop.stopped) {
      accepted.push(candidate)
      const { code, refusal } = candidate
      const again = await ask(first + population + index, slots[index] as Slot, { code, refusal })
      if ('stopped' in again) {
        stopFor(loop, again.stopped, again.cause)
        continue
      }
      candidate = await gate(again.proposal, [...earlier, ...accepted], loop)
    }
    accepted.push(candidate)
  }
  loop.candidates = [...earlier, ...accepted]
  return accepted
}

function stopFor(loop: Loop, reason: 'model' | 'budget', cause: unknown): void {
  const message =
    reason === 'model'
      ? `The model gives no more answers: ${modelMessage(cause)}`
      : 'The budget of tokens or money is spent.'
  if (
    reason === 'model' &&
    loop.candidates.every(({ code }) => code === undefined) &&
    loop.rounds.length === 0
  )
    throw new GencodeError(message, { cause })
  loop.stopped ??= { reason, message }
}
