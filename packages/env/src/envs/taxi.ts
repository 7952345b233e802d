import type { Info } from '../env.ts'
import type { Scene } from '../render/scene.ts'
import { checkFlag, checkProbability } from './check-option.ts'
import { TableEnv, type Transition } from './table-env.ts'
import { taxiScene } from './taxi-scene.ts'
import { decodeTaxi, encodeTaxi, type TaxiState, taxiPlaces } from './taxi-state.ts'

/** By row, whether there is no wall between a column and the next. */
const open = ['1011', '1011', '1111', '0101', '0101']
const inTaxi = 4
const lastCell = 4

/** South, north, east, west as rows and columns, each with what is left and right of it. */
const headings = [
  [
    [1, 0],
    [0, 1],
    [0, -1],
  ],
  [
    [-1, 0],
    [0, -1],
    [0, 1],
  ],
  [
    [0, 1],
    [-1, 0],
    [1, 0],
  ],
  [
    [0, -1],
    [1, 0],
    [-1, 0],
  ],
] as const

/** Options of Taxi-v4. */
export interface TaxiOptions {
  /** Whether a move may drift to either side. @default false */
  readonly isRainy?: boolean
  /** How likely a move goes where it should in the rain. @default 0.8 */
  readonly rainyProbability?: number
  /** Whether the passenger may change the destination once, on the first move after the pickup. @default false */
  readonly ficklePassenger?: boolean
  /** How likely the passenger is one who does. @default 0.3 */
  readonly fickleProbability?: number
}

/**
 * Fetch a passenger and deliver: south (0), north (1), east (2), west (3), pick up (4), drop off (5).
 *
 * State and observation: ((row * 5 + column) * 5 + passenger) * 4 + destination.
 *
 * @see gymnasium/envs/toy_text/taxi.py
 */
export class Taxi extends TableEnv {
  readonly #ficklePassenger: boolean
  readonly #fickleProbability: number
  #fickle = false

  constructor(options: TaxiOptions = {}) {
    const {
      isRainy = false,
      rainyProbability = 0.8,
      ficklePassenger = false,
      fickleProbability = 0.3,
    } = options
    checkFlag('Taxi-v4: isRainy', isRainy)
    checkFlag('Taxi-v4: ficklePassenger', ficklePassenger)
    checkProbability('Taxi-v4: rainyProbability', rainyProbability)
    checkProbability('Taxi-v4: fickleProbability', fickleProbability)
    const states = Array.from({ length: 500 }, (_, state) => decodeTaxi(state))
    super(
      states.map((state) =>
        Array.from({ length: 6 }, (_, action): readonly Transition[] => {
          if (action >= 4) return [handled(state, action)]
          const [row, column, passenger, destination] = state
          const [ahead, left, right] = headings[action] as (typeof headings)[number]
          const to = ([newRow, newColumn]: readonly [number, number]): number =>
            encodeTaxi(newRow, newColumn, passenger, destination)
          const next = moved(row, column, ahead)
          if (!isRainy) return [[1, to(next), -1, false]]
          const free = next[0] !== row || next[1] !== column
          const side = (move: readonly [number, number]): number =>
            to(free ? moved(row, column, move) : [row, column])
          const lateral = (1 - rainyProbability) / 2
          return [
            [rainyProbability, to(next), -1, false],
            [lateral, side(left), -1, false],
            [lateral, side(right), -1, false],
          ]
        }),
      ),
      states.map(([, , passenger, destination]) => (passenger < inTaxi && passenger !== destination ? 1 : 0)),
    )
    this.#ficklePassenger = ficklePassenger
    this.#fickleProbability = fickleProbability
  }

  override render(): Scene {
    return taxiScene(decodeTaxi(this.current ?? 0), open)
  }

  protected override started(): void {
    this.#fickle = this.#ficklePassenger && this.rng.random() < this.#fickleProbability
  }

  protected override arrived(from: number, to: number): number {
    if (!this.#fickle) return to
    const [oldRow, oldColumn, oldPassenger, oldDestination] = decodeTaxi(from)
    const [row, column, passenger] = decodeTaxi(to)
    if (oldPassenger !== inTaxi || (row === oldRow && column === oldColumn)) return to
    this.#fickle = false
    const others = [0, 1, 2, 3].filter((destination) => destination !== oldDestination)
    return encodeTaxi(row, column, passenger, this.rng.choice(others))
  }

  /** `action_mask` has a 1 for each action that changes the state. */
  protected override info(probability: number, state: number): Info {
    const [row, column, passenger] = decodeTaxi(state)
    const at = placeAt(row, column)
    const mask = Int8Array.of(
      row < lastCell ? 1 : 0,
      row > 0 ? 1 : 0,
      isOpen(row, column) ? 1 : 0,
      isOpen(row, column - 1) ? 1 : 0,
      passenger < inTaxi && at === passenger ? 1 : 0,
      passenger === inTaxi && at >= 0 ? 1 : 0,
    )
    return { prob: probability, action_mask: mask }
  }
}

/** Whether one can drive from a cell to the next one east of it. */
function isOpen(row: number, column: number): boolean {
  return open[row]?.[column] === '1'
}

function placeAt(row: number, column: number): number {
  return taxiPlaces.findIndex(([r, c]) => r === row && c === column)
}

/** Where a move leads; a wall or the edge stops it. */
function moved(row: number, column: number, [down, right]: readonly [number, number]): [number, number] {
  if (right === 1) return [row, isOpen(row, column) ? column + 1 : column]
  if (right === -1) return [row, isOpen(row, column - 1) ? column - 1 : column]
  return [Math.min(Math.max(row + down, 0), lastCell), column]
}

/** Picking up and dropping off. */
function handled([row, column, passenger, destination]: TaxiState, action: number): Transition {
  const at = placeAt(row, column)
  const to = (place: number): number => encodeTaxi(row, column, place, destination)
  if (action === 4)
    return passenger < inTaxi && at === passenger
      ? [1, to(inTaxi), -1, false]
      : [1, to(passenger), -10, false]
  if (passenger !== inTaxi || at < 0) return [1, to(passenger), -10, false]
  return at === destination ? [1, to(destination), 20, true] : [1, to(at), -1, false]
}
