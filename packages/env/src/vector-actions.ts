import { counted } from './counted.ts'
import type { ActionBatch, VectorEnv } from './env.ts'
import { InvalidActionError } from './errors.ts'
import { actionError } from './guard.ts'
import type { Space } from './space.ts'

/**
 * Looks at all actions before any is taken, so that a wrong one changes nothing.
 *
 * @param done 1 for each environment that starts over, whose action counts for nothing
 * @throws InvalidActionError that names the environment
 */
export function checkActions(
  { spec, num, actionSize, singleActionSpace }: VectorEnv,
  actions: ActionBatch,
  done: Uint8Array,
): void {
  if (actions.length !== num * actionSize)
    throw new InvalidActionError(
      `${spec.id}: ${counted(num, 'environment')} take ${counted(num * actionSize, 'number')} as actions, not ${actions.length}`,
    )
  for (let index = 0; index < num; index++)
    if (done[index] === 0 && !fits(singleActionSpace, actions, index, actionSize))
      throw actionError(spec.id, singleActionSpace, actionOf(singleActionSpace, actions, index), index)
}

/** The action of one environment, in an array of its own unless it is a number. */
export function actionOf(space: Space, actions: ActionBatch, index: number): number | Float64Array {
  if (space.kind === 'Discrete') return actions[index] as number
  const row = new Float64Array(space.size)
  for (let at = 0; at < space.size; at++) row[at] = actions[index * space.size + at] as number
  return row
}

/** As `isAction` of the environment's action; of a Box without an array for each. */
function fits(space: Space, actions: ActionBatch, index: number, size: number): boolean {
  if (space.kind !== 'Box') return space.contains(actionOf(space, actions, index))
  for (let at = index * size; at < (index + 1) * size; at++) {
    const number = actions[at]
    if (typeof number !== 'number' || Number.isNaN(number)) return false
  }
  return true
}
