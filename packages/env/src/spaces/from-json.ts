import { EnvError } from '../errors.ts'
import type { Space, SpaceJson } from '../space.ts'
import { Box, type DType } from './box.ts'
import { Dict } from './dict.ts'
import { Discrete } from './discrete.ts'
import { MultiBinary } from './multi-binary.ts'
import { MultiDiscrete } from './multi-discrete.ts'
import { Tuple } from './tuple.ts'

/** The space that `toJSON` wrote, or another program described the same way. @throws EnvError for any other kind */
export function spaceFromJson(json: SpaceJson): Space {
  switch (json.type) {
    case 'Box':
      return new Box({
        low: json.low.map(bound),
        high: json.high.map(bound),
        shape: json.shape,
        dtype: json.dtype as DType,
      })
    case 'Discrete':
      return new Discrete(json.n, { start: json.start })
    case 'MultiDiscrete':
      return new MultiDiscrete(json.nvec, { start: json.start })
    case 'MultiBinary':
      return new MultiBinary(json.shape)
    case 'Tuple':
      return new Tuple(json.spaces.map(spaceFromJson))
    case 'Dict':
      // The other side has put the names in order already.
      return new Dict(
        Object.fromEntries(Object.entries(json.spaces).map(([key, space]) => [key, spaceFromJson(space)])),
        { sortKeys: false, keys: json.keys },
      )
    default:
      throw new EnvError(
        `There is no space of type ${JSON.stringify((json as { type?: unknown }).type)} here`,
      )
  }
}

function bound(value: number | 'inf' | '-inf'): number {
  return value === 'inf' ? Infinity : value === '-inf' ? -Infinity : value
}
