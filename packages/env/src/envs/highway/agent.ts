import type { Car } from './car.ts'
import type { Road } from './road.ts'
import { accelerationTo, clip, steeringTo } from './steering.ts'

/** What the agent may be told to do; `DiscreteMetaAction` numbers them. */
export type MetaAction = 'LANE_LEFT' | 'IDLE' | 'LANE_RIGHT' | 'FASTER' | 'SLOWER'

/** Sets what the agent's car is after: a lane, or one of the target speeds, in m/s and evenly spaced. */
export function order(car: Car, action: MetaAction, road: Road, speeds: readonly number[]): void {
  if (action === 'FASTER') setSpeed(car, nearestIndex(car.speed, speeds) + 1, speeds)
  else if (action === 'SLOWER') setSpeed(car, nearestIndex(car.speed, speeds) - 1, speeds)
  else if (action === 'LANE_RIGHT') setLane(car, car.targetLane + 1, road)
  else if (action === 'LANE_LEFT') setLane(car, car.targetLane - 1, road)
}

/** Steers and accelerates after what was ordered. */
export function follow(car: Car): void {
  car.steering = steeringTo(car, car.targetLane)
  car.acceleration = accelerationTo(car, car.targetSpeed)
}

/** Lets a new car keep the target speed that is nearest to its own. */
export function settle(car: Car, speeds: readonly number[]): void {
  setSpeed(car, nearestIndex(car.speed, speeds), speeds)
}

function setSpeed(car: Car, index: number, speeds: readonly number[]): void {
  car.speedIndex = clip(index, 0, speeds.length - 1)
  car.targetSpeed = speeds[car.speedIndex] as number
}

function setLane(car: Car, lane: number, road: Road): void {
  const within = clip(lane, 0, road.lanes - 1)
  if (road.isReachable(car, within)) car.targetLane = within
}

function nearestIndex(speed: number, speeds: readonly number[]): number {
  const first = speeds[0] as number
  const last = speeds.at(-1) as number
  const steps = speeds.length - 1
  return clip(roundHalfEven(((speed - first) / (last - first)) * steps), 0, steps)
}

/** As NumPy rounds. */
function roundHalfEven(value: number): number {
  const below = Math.floor(value)
  if (value - below !== 0.5) return Math.round(value)
  return below % 2 === 0 ? below : below + 1
}
