/** What a stuck policy sees before the next attempt. */
export interface Situation {
  /** The attempt that comes next, from 1. */
  readonly attempt: number
  /** How many answers of this conversation were near-equal to an earlier one, or again no code at all. */
  readonly repeats: number
  /** Which model of the list is asked, from 0. */
  readonly model: number
  /** How many models there are: the first one and the fallbacks. */
  readonly models: number
}

/** How the next attempt is made; what is missing stays as usual. */
export interface Move {
  /** Which model of the list, from 0. Another one than before starts a fresh conversation. @default the same */
  readonly model?: number
  /** Start from the request alone, without the last answer and its error. @default false */
  readonly fresh?: boolean
  /** Which wording of the request, in a fresh conversation. @default 0 */
  readonly wording?: number
  /** The model's temperature. @default the caller's */
  readonly temperature?: number
  /** Added to the seed's derivation, so that another seed is used. @default 0 */
  readonly seedShift?: number
}

/** Decides how to get a model unstuck that gives the same answer again and again. */
export type StuckPolicy = (situation: Situation) => Move

/**
 * The usual policy. No repeat: the error is told, nothing else changes. First repeat: a higher temperature and
 * another seed. Second: a fresh conversation with another wording. Then the next model of the fallback list;
 * where there is none, fresh conversations with the wordings in turn.
 */
export const unstick: StuckPolicy = ({ repeats, model, models }) => {
  if (repeats === 0) return {}
  if (repeats === 1) return { temperature: 0.9, seedShift: 1 }
  if (repeats === 2 || model + 1 >= models)
    return { fresh: true, wording: repeats - 1, temperature: 1, seedShift: repeats }
  return { model: model + 1 }
}
