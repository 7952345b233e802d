import type { ResetOptions, ResetResult } from '../env.ts'
import { cos } from '../sine-cosine.ts'
import { Box } from '../spaces/box.ts'
import { HillCar, maxPosition, maxSpeed, minPosition } from './hill-car.ts'

const goal = 0.45
const power = 0.0015

const exact = (value: number): number => value
const { fround } = Math

/**
 * Mountain car with one force between -1 and 1; force costs reward.
 *
 * State and observation: position, velocity. Gymnasium keeps the state in double precision until the first step
 * and in single precision from then on, and so does this: a state whose numbers are all single-precision values
 * is taken for the latter, unless the car is at rest away from the left wall, as after a reset.
 *
 * @see gymnasium/envs/classic_control/continuous_mountain_car.py
 */
export class MountainCarContinuous extends HillCar<ArrayLike<number>> {
  readonly actionSpace: Box = new Box({ low: -1, high: 1, shape: [1] })
  protected readonly goalPosition: number = goal
  #single = false

  override reset(options?: ResetOptions): ResetResult<Float32Array> {
    const start = super.reset(options)
    const moving = this.velocity !== 0 || this.position === fround(minPosition)
    this.#single =
      moving && fround(this.position) === this.position && fround(this.velocity) === this.velocity
    return start
  }

  advance(action: ArrayLike<number>): number {
    const round = this.#single ? fround : exact
    const given = fround(action[0] as number)
    const slope = 0.0025 * cos(round(3 * this.position))
    // NumPy: a single-precision force keeps the product single; a clipped one is a Python float, thus double.
    const clipped = given < -1 ? -1 : given > 1 ? 1 : undefined
    const push =
      clipped === undefined
        ? fround(fround(given * fround(power)) - fround(slope))
        : round(clipped * power - slope)
    const limit = round(maxSpeed)
    let velocity = round(this.velocity + push)
    if (velocity > limit) velocity = limit
    if (velocity < -limit) velocity = -limit
    let position = round(this.position + velocity)
    if (position > round(maxPosition)) position = round(maxPosition)
    if (position < round(minPosition)) position = round(minPosition)
    if (position === round(minPosition) && velocity < 0) velocity = 0
    this.terminated = position >= round(goal) && velocity >= round(this.goalVelocity)
    this.position = fround(position)
    this.velocity = fround(velocity)
    this.#single = true
    return (this.terminated ? 100 : 0) - given * given * 0.1
  }
}
