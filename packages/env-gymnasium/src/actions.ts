import type { Space } from '@gencode/env'

/**
 * Whether something can be sent as an action. Numbers out of a Box's bounds can, as Gymnasium leaves them to the
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

/** An action in a message. */
export function shownAction(action: unknown): string {
  return isNumbers(action) ? `[${Array.from(action).join(', ')}]` : String(action)
}

function isNumbers(value: unknown): value is ArrayLike<number> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView))
}
