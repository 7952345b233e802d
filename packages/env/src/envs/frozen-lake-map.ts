import { InvalidOptionError } from '../errors.ts'
import { Rng } from '../random/rng.ts'

/** What `frozenLakeMap` takes. */
export interface FrozenLakeMapOptions {
  /** Cells along each side. @default 8 */
  readonly size?: number
  /** How likely a cell is frozen. @default 0.8 */
  readonly p?: number
  /** @default from entropy */
  readonly seed?: number | bigint
}

/** Cells that are drawn at most: maps with a way may be too rare to find one. */
const mostCells = 5_000_000

/**
 * A random map for FrozenLake's option `desc`, with a way from its start to its goal; Gymnasium's
 * `generate_random_map`, draw for draw.
 *
 * @see gymnasium/envs/toy_text/frozen_lake.py
 * @throws InvalidOptionError unless the size is an integer of 2 to 100 and p is above 0, or where p is so small that
 * no map with a way comes up
 */
export function frozenLakeMap(options: FrozenLakeMapOptions = {}): string[] {
  const { size = 8, p = 0.8, seed } = options
  if (!Number.isSafeInteger(size) || size < 2 || size > 100 || !(p > 0))
    throw new InvalidOptionError(`A map has a size of 2 to 100 and a p above 0, not ${size} and ${p}`)
  const frozen = Math.min(1, p)
  const rng = new Rng(seed)
  for (let drawn = 0; drawn < mostCells; drawn += size * size) {
    const cells = Array.from({ length: size * size }, () => rng.choice(['F', 'H'], [frozen, 1 - frozen]))
    cells[0] = 'S'
    cells[cells.length - 1] = 'G'
    if (hasWay(cells, size))
      return Array.from({ length: size }, (_, row) => cells.slice(row * size, (row + 1) * size).join(''))
  }
  throw new InvalidOptionError(
    `There is no map with a way among those that came up; take a larger p than ${p}`,
  )
}

function hasWay(cells: readonly string[], size: number): boolean {
  const frontier = [0]
  const seen = new Set<number>()
  while (frontier.length > 0) {
    const at = frontier.pop() as number
    if (cells[at] === 'G') return true
    if (seen.has(at)) continue
    seen.add(at)
    const [row, column] = [Math.floor(at / size), at % size]
    const next = [
      row > 0 ? at - size : at,
      row < size - 1 ? at + size : at,
      column > 0 ? at - 1 : at,
      column < size - 1 ? at + 1 : at,
    ]
    frontier.push(...next.filter((cell) => cells[cell] !== 'H'))
  }
  return false
}
