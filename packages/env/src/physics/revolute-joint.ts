import type { Point } from '../render/scene.ts'
import type { Body } from './body.ts'
import type { Engine } from './engine.ts'

/** How a joint is made. */
export interface RevoluteJointOptions {
  readonly bodyA: Body
  readonly bodyB: Body
  /** The shared point, from each body's origin. */
  readonly anchorA: Point
  readonly anchorB: Point
  /** Between which angles B turns against A; 0 is as they are now, in radians. */
  readonly lowerAngle: number
  readonly upperAngle: number
  /** How fast the motor would turn B, in rad/s, and how strong it is at most, in N m. */
  readonly motorSpeed: number
  readonly maxMotorTorque: number
}

/** Two bodies that share a point and turn about it, within limits, driven by a motor. */
export class RevoluteJoint {
  readonly #engine: Engine
  readonly #at: number

  constructor(engine: Engine, world: number, options: RevoluteJointOptions) {
    const { bodyA, bodyB, anchorA, anchorB, lowerAngle, upperAngle } = options
    this.#engine = engine
    this.#at = engine.createJoint(world, bodyA.at, bodyB.at)
    engine.setAnchors(this.#at, anchorA[0], anchorA[1], anchorB[0], anchorB[1])
    engine.setLimits(this.#at, bodyB.angle - bodyA.angle, lowerAngle, upperAngle)
    this.setMotor(options.motorSpeed, options.maxMotorTorque)
  }

  /** In radians. */
  get angle(): number {
    return this.#engine.jointAngle(this.#at)
  }

  /** In rad/s. */
  get speed(): number {
    return this.#engine.jointSpeed(this.#at)
  }

  /** Wakes both bodies. @param speed in rad/s @param maxTorque in N m */
  setMotor(speed: number, maxTorque: number): void {
    this.#engine.setMotor(this.#at, speed, maxTorque)
  }
}
