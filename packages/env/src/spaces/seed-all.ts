import { Rng } from '../random/rng.ts'
import type { Space } from '../space.ts'

/** Seeds the spaces inside a Tuple or Dict as Gymnasium does. @see gymnasium/spaces/tuple.py */
export function seedAll(spaces: readonly Space[], seed: number | bigint | undefined): void {
  const rng = seed === undefined ? undefined : new Rng(seed)
  const seeds = spaces.map(() => rng?.integers(0x7fffffff))
  for (const [index, space] of spaces.entries()) space.seed(seeds[index])
}
