import { pow } from '../../elementary.ts'
import { type Car, carLength } from './car.ts'
import { type Road, speedLimit } from './road.ts'
import { clip, notZero, steeringTo } from './steering.ts'

// Along the road: the intelligent driver model.
const maxAcceleration = 6
const comfortAcceleration = 3
const comfortBraking = 5
const jamDistance = 5 + carLength
const timeGap = 1.5
const twiceRoot = 2 * Math.sqrt(comfortAcceleration * comfortBraking)

// Across it: MOBIL, as highway-env sets it, without politeness.
const leastGain = 0.2
const mostBrakingImposed = 2
const laneChangeDelay = 1

/**
 * Decides what a car of the traffic does next: its lane by MOBIL, its acceleration by the intelligent driver model.
 *
 * @see M. Treiber, A. Hennecke, D. Helbing, Congested traffic states in empirical observations and microscopic
 * simulations, 2000
 * @see A. Kesting, M. Treiber, D. Helbing, General lane-changing model MOBIL for car-following models, 2007
 * @see highway_env/vehicle/behavior.py
 */
export function drive(car: Car, road: Road): void {
  if (car.crashed) return
  chooseLane(car, road)
  car.steering = steeringTo(car, car.targetLane)
  road.look(car, car.lane)
  let acceleration = idm(car, car, road.ahead)
  if (car.lane !== car.targetLane) {
    road.look(car, car.targetLane)
    acceleration = Math.min(acceleration, idm(car, car, road.ahead))
  }
  car.acceleration = clip(acceleration, -maxAcceleration, maxAcceleration)
}

function chooseLane(car: Car, road: Road): void {
  if (car.lane !== car.targetLane) {
    if (isTaken(car, road)) car.targetLane = car.lane
    return
  }
  if (!(laneChangeDelay < car.timer)) return
  car.timer = 0
  const { lane } = car
  for (const side of [lane - 1, lane + 1]) {
    if (side < 0 || side >= road.lanes || !road.isReachable(car, side)) continue
    if (Math.abs(car.speed) >= 1 && pays(car, road, side)) car.targetLane = side
  }
}

/** Whether another car that changes to the same lane is ahead, nearer than is safe. */
function isTaken(car: Car, road: Road): boolean {
  for (const other of road.cars) {
    if (other === car || other.lane === car.targetLane || other.targetLane !== car.targetLane) continue
    const distance = other.x - car.x
    if (distance > 0 && distance < desiredGap(car, other)) return true
  }
  return false
}

/** Whether a change of lanes is safe for who would follow, and brings enough acceleration. */
function pays(car: Car, road: Road, lane: number): boolean {
  road.look(car, lane)
  const { ahead, behind } = road
  if (behind && idm(car, behind, car) < -mostBrakingImposed) return false
  road.look(car, car.lane)
  return idm(car, car, ahead) - idm(car, car, road.ahead) >= leastGain
}

/** The acceleration of a car behind another, judged with the parameters of `judge`. */
function idm(judge: Car, car: Car, ahead: Car | undefined): number {
  const target = Math.abs(notZero(clip(car.targetSpeed, 0, speedLimit)))
  const free = comfortAcceleration * (1 - pow(Math.max(car.speed, 0) / target, judge.delta))
  if (!ahead) return free
  const share = desiredGap(car, ahead) / notZero(ahead.x - car.x)
  return free - comfortAcceleration * (share * share)
}

/** In m; it grows with the speed and with how fast the car comes nearer. */
function desiredGap(car: Car, ahead: Car): number {
  const nearing =
    (car.velocityX - ahead.velocityX) * car.cosine + (car.velocityY - ahead.velocityY) * car.sine
  return jamDistance + car.speed * timeGap + (car.speed * nearing) / twiceRoot
}
