import { InvalidOptionError } from '../errors.ts'
import type { Scene, Shape } from '../render/scene.ts'
import { checkFlag, checkNumber, checkProbability } from './check-option.ts'
import { cellText, gridScene, square } from './grid-scene.ts'
import { TableEnv, type Transition } from './table-env.ts'

const maps: Readonly<Record<string, readonly string[]>> = {
  '4x4': ['SFFF', 'FHFH', 'FFFH', 'HFFG'],
  '8x8': ['SFFFFFFF', 'FFFFFFFF', 'FFFHFFFF', 'FFFFFHFF', 'FFFHFFFF', 'FHHFFFHF', 'FHFFHFHF', 'FFFHFFFG'],
}

/** Left, down, right, up, as rows and columns. */
const moves = [
  [0, -1],
  [1, 0],
  [0, 1],
  [-1, 0],
] as const

/** Options of FrozenLake-v1. */
export interface FrozenLakeOptions {
  /** A map of one's own: rows of S (start), F (frozen), H (hole) and G (goal). */
  readonly desc?: readonly string[]
  /** `'4x4'` or `'8x8'`. @default '4x4' */
  readonly mapName?: '4x4' | '8x8'
  /** Whether a move may slip to either side. @default true */
  readonly isSlippery?: boolean
  /** How likely a move goes where it should on slippery ice. @default 1/3 */
  readonly successRate?: number
  /** Rewards of reaching the goal, a hole, and frozen ice. @default [1, 0, 0] */
  readonly rewardSchedule?: readonly [goal: number, hole: number, frozen: number]
}

/**
 * Cross a frozen lake to the goal without falling into a hole: left (0), down (1), right (2), up (3).
 *
 * State and observation: row * columns + column.
 *
 * @see gymnasium/envs/toy_text/frozen_lake.py
 */
export class FrozenLake extends TableEnv {
  readonly #map: readonly string[]

  constructor(options: FrozenLakeOptions = {}) {
    const map = options.desc ?? maps[options.mapName ?? '4x4']
    const columns = map?.[0]?.length ?? 0
    if (
      !Array.isArray(map) ||
      columns === 0 ||
      !map.every((row) => row.length === columns && /^[SFHG]+$/.test(row))
    )
      throw new InvalidOptionError(
        `FrozenLake-v1: a map is '4x4', '8x8', or rows of equal length of S, F, H and G in desc`,
      )
    const letters = map.join('')
    if (!letters.includes('S')) throw new InvalidOptionError('FrozenLake-v1: the map has no start (S)')
    const { isSlippery = true, successRate = 1 / 3, rewardSchedule = [1, 0, 0] } = options
    checkFlag('FrozenLake-v1: isSlippery', isSlippery)
    checkProbability('FrozenLake-v1: successRate', successRate)
    if (rewardSchedule.length !== 3)
      throw new InvalidOptionError(
        `FrozenLake-v1: rewardSchedule is three numbers, not ${rewardSchedule.length}`,
      )
    for (const reward of rewardSchedule) checkNumber('FrozenLake-v1: a reward of rewardSchedule', reward)
    const slipRate = (1 - successRate) / 2
    const arrive = (state: number, direction: number): [number, number, boolean] => {
      const [down, right] = moves[direction] as (typeof moves)[number]
      const row = Math.min(Math.max(Math.floor(state / columns) + down, 0), map.length - 1)
      const column = Math.min(Math.max((state % columns) + right, 0), columns - 1)
      const next = row * columns + column
      const letter = letters[next] as string
      const reward = rewardSchedule[letter === 'G' ? 0 : letter === 'H' ? 1 : 2]
      return [next, reward, 'GH'.includes(letter)]
    }
    const outcomes = (state: number, action: number): Transition[] => {
      if ('GH'.includes(letters[state] as string)) return [[1, state, 0, true]]
      if (!isSlippery) return [[1, ...arrive(state, action)]]
      return [(action + 3) % 4, action, (action + 1) % 4].map((direction) => [
        direction === action ? successRate : slipRate,
        ...arrive(state, direction),
      ])
    }
    super(
      Array.from(letters, (_, state) => moves.map((_move, action) => outcomes(state, action))),
      Array.from(letters, (letter) => (letter === 'S' ? 1 : 0)),
    )
    this.#map = map
  }

  override render(): Scene {
    const columns = (this.#map[0] as string).length
    const colors: Readonly<Record<string, string>> = { H: 'rgb(60,110,160)', G: 'rgb(120,200,120)' }
    const cells = this.#map.flatMap((line, row) =>
      Array.from(line, (letter, column): Shape => square(row, column, colors[letter] ?? 'rgb(220,240,250)')),
    )
    const letters = this.#map.flatMap((line, row) =>
      Array.from(line, (letter, column) => cellText(row, column, letter === 'F' ? '' : letter)),
    )
    const row = Math.floor((this.current ?? 0) / columns)
    const column = (this.current ?? 0) % columns
    const elf: Shape = {
      kind: 'circle',
      center: [column + 0.5, -row - 0.5],
      radius: 0.28,
      fill: 'rgb(200,60,60)',
    }
    return gridScene(this.#map.length, columns, [...cells, ...letters, elf])
  }
}
