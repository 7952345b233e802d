import { type GenCode, GenerationError, type Journal, type Ledger } from '@gencode/core'
import type { RewardTask } from '@gencode/env'
import type { ChatImage } from '@gencode/llm'
import type { Proposal } from '../candidate.ts'
import type { Notebook } from '../run/notebook.ts'
import type { Slot } from './plan.ts'

/** Who is asked, and where it is kept. */
export interface ProposalPlace {
  readonly genCode: GenCode<RewardTask>
  readonly ledger: Ledger
  readonly journal: Journal
  readonly notebook: Notebook
  readonly signal: AbortSignal | undefined
  /** Go with every request, such as a picture of the goal. */
  readonly images: readonly ChatImage[]
}

/** What a place of a round is asked for. */
export interface Request {
  /** The candidate's number in the run. */
  readonly index: number
  readonly round: number
  readonly slot: Slot
  readonly brief: string
}

/** A proposal, or why nobody could be asked: the model failed, or the budget is spent. */
export type Proposed =
  | { readonly proposal: Proposal }
  | { readonly stopped: 'model' | 'budget'; readonly cause: unknown }

/** Asks for one function, unless the run holds what came of it. @throws the signal's reason */
export async function propose(request: Request, place: ProposalPlace): Promise<Proposed> {
  const { index, round, slot, brief } = request
  const { genCode, ledger, journal, notebook, signal, images } = place
  try {
    let fresh = false
    const proposal = await notebook.once('design/proposal', String(index), async (): Promise<Proposal> => {
      fresh = true
      const start = { index, round, lineage: slot.lineage }
      try {
        const state = await genCode.generate({
          candidate: index,
          brief: images.length > 0 ? { text: brief, images } : brief,
          ledger,
          run: journal,
          ...(signal ? { signal } : {}),
          ...(slot.temperature === undefined ? {} : { modelOptions: { temperature: slot.temperature } }),
        })
        const { rewardFunction, entry, code, attempts, usage, cost } = state
        rewardFunction.dispose()
        const { fingerprint, rewards } = attempts.at(-1) as (typeof attempts)[number]
        const spent = { attempts: attempts.length, usage, ...(cost === undefined ? {} : { cost }) }
        return { ...start, ...spent, entry, code, fingerprint, ...(rewards ? { rewards } : {}) }
      } catch (error) {
        if (!(error instanceof GenerationError) || error.reason !== 'attempts') throw error
        const { attempts, usage, code, feedback } = error
        const cost = attempts.reduce((sum, each) => sum + (each.cost ?? 0), 0)
        return { ...start, attempts: attempts.length, usage, cost, refusal: { code, feedback } }
      }
    })
    // What an earlier process has spent counts as well.
    if (!fresh) ledger.spend(proposal)
    return { proposal }
  } catch (error) {
    signal?.throwIfAborted()
    if (!(error instanceof GenerationError)) throw error
    return { stopped: error.reason === 'model' ? 'model' : 'budget', cause: error.cause ?? error }
  }
}

/** What the model's failure says. */
export function modelMessage(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}
