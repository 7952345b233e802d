import { asin, atan, tan } from '../../elementary.ts'
import { wrapAngle } from '../../wrap-angle.ts'
import { type Car, carLength } from './car.ts'
import { laneWidth } from './road.ts'

const lateralGain = 1 / 0.6
const headingGain = 1 / 0.2
const speedGain = 1 / 0.6
const maxSteering = Math.PI / 3

/**
 * The steering angle in rad that brings a car to the middle of a lane: the distance asks for a lateral speed, this for
 * a heading, and the heading for a turn.
 *
 * @see highway_env/vehicle/controller.py
 */
export function steeringTo(car: Car, lane: number): number {
  const away = car.y - laneWidth * lane
  if (away === 0 && car.heading === 0) return 0
  const speed = notZero(car.speed)
  const wanted = asin(clip((-lateralGain * away) / speed, -1, 1))
  const turn = headingGain * wrapAngle(clip(wanted, -Math.PI / 4, Math.PI / 4) - car.heading)
  const slip = asin(clip((carLength / 2 / speed) * turn, -1, 1))
  return clip(atan(2 * tan(slip)), -maxSteering, maxSteering)
}

/** The acceleration in m/s² that brings a car to a speed. */
export function accelerationTo(car: Car, speed: number): number {
  return speedGain * (speed - car.speed)
}

export function clip(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high)
}

/** A number that one may divide by. */
export function notZero(value: number): number {
  if (Math.abs(value) > 0.01) return value
  return value >= 0 ? 0.01 : -0.01
}
