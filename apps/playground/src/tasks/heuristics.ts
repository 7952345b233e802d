import { decodeTaxi, taxiPlaces } from '@gencode/env'

/** Acts on a flattened observation. */
export type Heuristic = (observation: readonly number[]) => unknown

type Four = readonly [number, number, number, number]

/** Pushes the cart under the falling pole. */
export const cartPole: Heuristic = (observation) => {
  const [, , angle, spin] = observation as Four
  return angle + 0.1 * spin > 0 ? 1 : 0
}

/** Pushes the way the car rolls. */
export const mountainCar: Heuristic = ([, velocity = 0]) => (velocity >= 0 ? 2 : 0)

/** The same with a force. */
export const mountainCarContinuous: Heuristic = ([, velocity = 0]) => [velocity >= 0 ? 1 : -1]

/** Energy of the pendulum when it stands upright, in its own units. */
const uprightEnergy = 5

/** Pumps energy until the pendulum can stand, then holds it. */
export const pendulum: Heuristic = ([cosine = 1, sine = 0, velocity = 0]) => {
  if (cosine > 0.85) return [limited(-12 * Math.atan2(sine, cosine) - 3 * velocity, 2)]
  const energy = (velocity * velocity) / 6 + 5 * cosine
  return [(energy < uprightEnergy ? 2 : -2) * (velocity >= 0 ? 1 : -1)]
}

/** Pulls the way the second rod swings, which adds energy. */
export const acrobot: Heuristic = (observation) => ((observation[5] as number) > 0 ? 2 : 0)

/** Leans towards the pad, and brakes the fall by height. */
export const lunarLander: Heuristic = (observation) => {
  const [x, y, vx, vy] = observation as Four
  const [angle = 0, spin = 0, left = 0, right = 0] = observation.slice(4)
  const touches = left + right > 0
  const turn = touches ? 0 : (limited(0.5 * x + vx, 0.4) - angle) * 0.5 - spin
  const lift = touches ? -0.5 * vy : (0.55 * Math.abs(x) - y) * 0.5 - 0.5 * vy
  if (lift > Math.abs(turn) && lift > 0.05) return 2
  if (turn < -0.05) return 3
  return turn > 0.05 ? 1 : 0
}

/** Slides away from the holes of the 4 x 4 map. */
const overIce = [0, 3, 3, 3, 0, 0, 0, 0, 3, 1, 0, 0, 0, 2, 1, 0]
export const frozenLake: Heuristic = ([cell = 0]) => overIce[cell]

/** Up, along the cliff, and down. */
export const cliffWalking: Heuristic = ([cell = 0]) => (cell === 36 ? 0 : cell % 12 < 11 ? 1 : 2)

/** Changes columns in the middle row, which has no walls. */
export const taxi: Heuristic = ([state = 0]) => {
  const [row, column, passenger, destination] = decodeTaxi(state)
  const isRiding = passenger === 4
  const [toRow, toColumn] = taxiPlaces[isRiding ? destination : passenger] as (typeof taxiPlaces)[number]
  if (column !== toColumn) {
    if (row !== 2) return row < 2 ? 0 : 1
    return column < toColumn ? 2 : 3
  }
  if (row !== toRow) return row < toRow ? 0 : 1
  return isRiding ? 5 : 4
}

/** Holds the right lane, as slowly as can be. */
export const highway: Heuristic = () => 4

/** Stands as it fell: what walks has to learn it. */
export const still =
  (torques: number): Heuristic =>
  () =>
    new Array<number>(torques).fill(0)

/** A wave from the head to the tail: each rotor turns by where the other one is. */
export const swimmer: Heuristic = ([, first = 0, second = 0]) => [
  limited(-4 * second, 1),
  limited(4 * (first - second), 1),
]

/** Drives the cart under the pole. */
export const invertedPendulum: Heuristic = ([position = 0, angle = 0, velocity = 0, spin = 0]) => [
  limited(0.3 * position + 8 * angle + 0.5 * velocity + 1.5 * spin, 3),
]

function limited(value: number, limit: number): number {
  return Math.max(-limit, Math.min(limit, value))
}
