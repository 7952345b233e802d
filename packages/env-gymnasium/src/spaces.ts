import { Box, Discrete, EnvError, type Space, type SpaceJson } from '@gencode/env'

/** A space from its JSON. */
export function spaceOf(json: SpaceJson): Space {
  const number = (bound: number | 'inf' | '-inf'): number => Number(String(bound).replace('inf', 'Infinity'))
  if (json.type === 'Discrete') return new Discrete(json.n, { start: json.start })
  if (json.type === 'Box')
    return new Box({
      low: json.low.map(number),
      high: json.high.map(number),
      shape: json.shape,
      dtype: json.dtype as 'float32',
    })
  throw new EnvError(json.type)
}

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
