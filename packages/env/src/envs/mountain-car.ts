import type { ResetOptions, ResetResult } from '../env.ts'
import { FlatEnv } from '../flat-env.ts'
import type { Scene } from '../render/scene.ts'
import { cos } from '../sine-cosine.ts'
import { Box } from '../spaces/box.ts'
import { Discrete } from '../spaces/discrete.ts'
import { mountainCarScene } from './mountain-car-scene.ts'
import { resetBounds } from './reset-bounds.ts'

const minPosition = -1.2
const maxPosition = 0.6
const maxSpeed = 0.07
const goalPosition = 0.5
const force = 0.001
const gravity = 0.0025

/** Options of MountainCar-v0. */
export interface MountainCarOptions {
  /** The speed with which the goal must be passed. @default 0 */
  readonly goalVelocity?: number
}

/**
 * A car too weak for its hill: push left (0), not at all (1) or right (2), and swing up to the flag.
 *
 * State and observation: position, velocity.
 *
 * @see gymnasium/envs/classic_control/mountain_car.py
 */
export class MountainCar extends FlatEnv<number> {
  readonly observationSpace: Box = new Box({ low: [minPosition, -maxSpeed], high: [maxPosition, maxSpeed] })
  readonly actionSpace: Discrete = new Discrete(3)
  readonly #goalVelocity: number
  #position = Number.NaN
  #velocity = Number.NaN

  constructor(options: MountainCarOptions = {}) {
    super()
    this.#goalVelocity = options.goalVelocity ?? 0
  }

  override get state(): readonly number[] | undefined {
    return Number.isNaN(this.#position) ? undefined : [this.#position, this.#velocity]
  }

  reset(options?: ResetOptions): ResetResult<Float32Array> {
    const given = this.stateOption(options, 2)
    const [low, high] = resetBounds(options, -0.6, -0.4)
    this.reseed(options)
    const drawn = this.rng.uniform(low, high)
    this.#position = given?.[0] ?? drawn
    this.#velocity = given?.[1] ?? 0
    return { observation: this.observed(), info: {} }
  }

  advance(action: number): number {
    const pushed = this.#velocity + ((action - 1) * force + cos(3 * this.#position) * -gravity)
    const velocity = Math.min(Math.max(pushed, -maxSpeed), maxSpeed)
    const position = Math.min(Math.max(this.#position + velocity, minPosition), maxPosition)
    this.#position = position
    this.#velocity = position === minPosition && velocity < 0 ? 0 : velocity
    this.terminated = position >= goalPosition && this.#velocity >= this.#goalVelocity
    return -1
  }

  override render(): Scene {
    return mountainCarScene(this.#position, goalPosition)
  }

  observe(target: Float32Array, offset: number): void {
    target[offset] = this.#position
    target[offset + 1] = this.#velocity
  }
}
