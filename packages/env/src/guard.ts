import { InvalidActionError, OrderError } from './errors.ts'
import type { Space } from './space.ts'
import { isNumbers } from './spaces/box.ts'

/** Where an episode stands. */
export type EpisodePhase = 'new' | 'running' | 'done' | 'closed'

/**
 * The error of a call that comes at the wrong time; for environments that guard themselves.
 *
 * @param call what was called; @default 'step'
 */
export function orderError(id: string, phase: Exclude<EpisodePhase, 'running'>, call = 'step'): OrderError {
  const why = {
    new: `call reset before ${call}`,
    done: 'the episode is over; call reset before the next step',
    closed: 'it is closed; make a new one',
  }[phase]
  return new OrderError(`${id}: ${why}`)
}

/**
 * Whether something can be an action. Numbers out of a Box's bounds can, as Gymnasium leaves them to the
 * environment; a wrong length or NaN can't.
 */
export function isAction(space: Space, action: unknown): boolean {
  if (space.kind !== 'Box') return space.contains(action)
  if (!isNumbers(action) || action.length !== space.size) return false
  for (let index = 0; index < action.length; index++) {
    const number = action[index]
    if (typeof number !== 'number' || Number.isNaN(number)) return false
  }
  return true
}

/**
 * The error for something that `isAction` refuses.
 *
 * @param index which environment of a vector it was for, from 0
 */
export function actionError(id: string, space: Space, action: unknown, index?: number): InvalidActionError {
  const given = isNumbers(action) ? `[${Array.from(action).join(', ')}]` : String(action)
  const form = space.kind === 'Box' ? 'an array of ' : ''
  const whose = index === undefined ? id : `${id}, environment ${index}`
  return new InvalidActionError(`${whose}: an action is ${form}${space.text}, not ${given}`)
}
