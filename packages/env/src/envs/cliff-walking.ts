import type { Scene, Shape } from '../render/scene.ts'
import { checkFlag } from './check-option.ts'
import { cellText, gridScene, square } from './grid-scene.ts'
import { TableEnv, type Transition } from './table-env.ts'

const rows = 4
const columns = 12
const start = 36
const goal = 47

/** Up, right, down, left, as rows and columns. */
const moves = [
  [-1, 0],
  [0, 1],
  [1, 0],
  [0, -1],
] as const

/** Options of CliffWalking-v1. */
export interface CliffWalkingOptions {
  /** Whether a move goes to either side as likely as ahead. @default false */
  readonly isSlippery?: boolean
}

/**
 * Walk along a cliff to the other end: up (0), right (1), down (2), left (3). A fall costs 100 and starts over.
 *
 * State and observation: row * 12 + column.
 *
 * @see gymnasium/envs/toy_text/cliffwalking.py
 */
export class CliffWalking extends TableEnv {
  constructor(options: CliffWalkingOptions = {}) {
    const isSlippery = checkFlag('CliffWalking-v1: isSlippery', options.isSlippery ?? false)
    const outcomes = (state: number, action: number): Transition[] => {
      const directions = isSlippery ? [(action + 3) % 4, action, (action + 1) % 4] : [action]
      return directions.map((direction): Transition => {
        const [down, right] = moves[direction] as (typeof moves)[number]
        const row = Math.min(Math.max(Math.floor(state / columns) + down, 0), rows - 1)
        const column = Math.min(Math.max((state % columns) + right, 0), columns - 1)
        const next = row * columns + column
        const probability = 1 / directions.length
        if (next > start && next < goal) return [probability, start, -100, false]
        return [probability, next, -1, next === goal]
      })
    }
    super(
      Array.from({ length: rows * columns }, (_, state) =>
        moves.map((_move, action) => outcomes(state, action)),
      ),
      Array.from({ length: rows * columns }, (_, state) => (state === start ? 1 : 0)),
    )
  }

  override render(): Scene {
    const cells = Array.from({ length: rows * columns }, (_, state): Shape => {
      const fill =
        state > start && state < goal
          ? 'rgb(110,80,60)'
          : state === goal
            ? 'rgb(120,200,120)'
            : 'rgb(200,220,180)'
      return square(Math.floor(state / columns), state % columns, fill)
    })
    const at = this.current ?? start
    const center = [(at % columns) + 0.5, -Math.floor(at / columns) - 0.5] as const
    return gridScene(rows, columns, [
      ...cells,
      cellText(3, 0, 'S'),
      cellText(3, 11, 'G'),
      { kind: 'circle', center, radius: 0.28, fill: 'rgb(200,60,60)' },
    ])
  }
}
