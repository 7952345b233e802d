import { CodeError } from '@gencode/contract/errors'
import type { RewardTask } from '@gencode/env'
import type { Sandbox } from '@gencode/sandbox'
import type { EpisodeRecord } from '@gencode/train'
import type { Candidate, Order, Proposal } from '../candidate.ts'
import type { Notebook } from '../run/notebook.ts'
import { duplicateOf } from './duplicates.ts'
import { orderOf, orderRefusal } from './order.ts'

/** What proposals are looked at with before anything is trained. */
export interface GatePlace {
  readonly task: RewardTask
  readonly sandbox: Sandbox
  readonly notebook: Notebook
  /** Good ones and random ones; without good ones nothing is refused by them. */
  readonly episodes: { readonly good: readonly EpisodeRecord[]; readonly random: readonly EpisodeRecord[] }
}

/** Looks at a proposal, cheapest first: is it there at all, is it new, does it pay more for good episodes? */
export async function gate(
  proposal: Proposal,
  earlier: readonly Candidate[],
  place: GatePlace,
): Promise<Candidate> {
  const { task, sandbox, notebook, episodes } = place
  const { code, entry } = proposal
  if (code === undefined || entry === undefined) return { ...proposal, status: 'refused', trainings: [] }
  const endsEarly = episodes.random.some(({ terminated }) => terminated)
  const twin = duplicateOf(proposal, earlier, { endsEarly })
  if (twin) return { ...proposal, status: 'duplicate', sameAs: twin.index, trainings: [] }
  const order = await notebook.once('design/order', String(proposal.index), (): Order | Failed => {
    try {
      return orderOf({ code, entry }, episodes, task, sandbox)
    } catch (error) {
      if (!(error instanceof CodeError)) throw error
      return { refusal: { code: error.code, feedback: error.feedback } }
    }
  })
  if ('refusal' in order) return { ...proposal, status: 'refused', refusal: order.refusal, trainings: [] }
  if (order.ok === false)
    return { ...proposal, status: 'refused', refusal: orderRefusal(order), order, trainings: [] }
  return { ...proposal, status: 'trained', order, trainings: [] }
}

interface Failed {
  readonly refusal: { readonly code: string; readonly feedback: string }
}
