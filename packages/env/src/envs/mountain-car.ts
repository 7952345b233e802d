import { cos } from '../sine-cosine.ts'
import { Discrete } from '../spaces/discrete.ts'
import { HillCar, maxPosition, maxSpeed, minPosition } from './hill-car.ts'

const goal = 0.5
const force = 0.001
const gravity = 0.0025

/**
 * A car too weak for its hill: push left (0), not at all (1) or right (2), and swing up to the flag.
 *
 * State and observation: position, velocity.
 *
 * @see gymnasium/envs/classic_control/mountain_car.py
 */
export class MountainCar extends HillCar<number> {
  readonly actionSpace: Discrete = new Discrete(3)
  protected readonly goalPosition: number = goal

  advance(action: number): number {
    const pushed = this.velocity + ((action - 1) * force + cos(3 * this.position) * -gravity)
    const velocity = Math.min(Math.max(pushed, -maxSpeed), maxSpeed)
    const position = Math.min(Math.max(this.position + velocity, minPosition), maxPosition)
    this.position = position
    this.velocity = position === minPosition && velocity < 0 ? 0 : velocity
    this.terminated = position >= goal && this.velocity >= this.goalVelocity
    return -1
  }
}
