import { atan, tan } from '../../elementary.ts'
import { cos, sin } from '../../sine-cosine.ts'

/** Length of every car in m. */
export const carLength = 5
/** Width of every car in m. */
export const carWidth = 2
/** The fastest that a car may be, forwards or backwards, in m/s. */
export const maxSpeed = 40

/** Who drives: the agent, or the traffic's own rules. */
export type Driver = 'agent' | 'traffic'

/**
 * A car on a straight road, x along it and y across, moved by a kinematic bicycle.
 *
 * @see P. Polack et al., The kinematic bicycle model, 2017
 * @see highway_env/vehicle/kinematics.py
 */
export class Car {
  readonly driver: Driver
  /** In m. */
  x: number
  y: number
  /** In rad; 0 is along the road. */
  heading = 0
  /** Cosine and sine of the heading. */
  cosine = 1
  sine = 0
  /** In m/s. */
  speed: number
  /** Angle of the front wheels in rad. */
  steering = 0
  /** In m/s². */
  acceleration = 0
  crashed = false
  /** Whether it looks for cars that it hits; it can be hit by those that do. */
  checksCollisions = true
  /** Which lane it is on, and which it is to be on; 0 is the leftmost. */
  lane = 0
  targetLane = 0
  /** In m/s. */
  targetSpeed: number
  /** The index of the agent's target speed. */
  speedIndex = 0
  /** Exponent of the traffic's velocity term. */
  delta = 4
  /** Seconds since the traffic last thought of changing lanes. */
  timer = 0
  /** What a collision moves it by in the next step, in m. */
  #pushed = false
  #pushX = 0
  #pushY = 0

  constructor(driver: Driver, x: number, y: number, speed: number) {
    this.driver = driver
    this.x = x
    this.y = y
    this.speed = speed
    this.targetSpeed = speed
  }

  get velocityX(): number {
    return this.speed * this.cosine
  }

  get velocityY(): number {
    return this.speed * this.sine
  }

  push(x: number, y: number): void {
    this.#pushed = true
    this.#pushX = x
    this.#pushY = y
  }

  /** Moves it on by `dt` seconds; a crashed one brakes to a stop. */
  step(dt: number): void {
    this.#limit()
    const slip = this.steering === 0 ? 0 : atan(0.5 * tan(this.steering))
    this.x += this.speed * (slip === 0 ? this.cosine : cos(this.heading + slip)) * dt
    this.y += this.speed * (slip === 0 ? this.sine : sin(this.heading + slip)) * dt
    if (this.#pushed) {
      this.x += this.#pushX
      this.y += this.#pushY
      this.crashed = true
      this.#pushed = false
    }
    if (slip !== 0) {
      this.heading += ((this.speed * sin(slip)) / (carLength / 2)) * dt
      this.cosine = cos(this.heading)
      this.sine = sin(this.heading)
    }
    this.speed += this.acceleration * dt
  }

  #limit(): void {
    if (this.crashed) {
      this.steering = 0
      this.acceleration = -this.speed
    }
    if (this.speed > maxSpeed) this.acceleration = Math.min(this.acceleration, maxSpeed - this.speed)
    else if (this.speed < -maxSpeed) this.acceleration = Math.max(this.acceleration, -maxSpeed - this.speed)
  }
}
