import type { ResetOptions, ResetResult } from '../env.ts'
import { FlatEnv } from '../flat-env.ts'
import type { Scene } from '../render/scene.ts'
import { Box } from '../spaces/box.ts'
import { checkNumber } from './check-option.ts'
import { mountainCarScene } from './mountain-car-scene.ts'
import { resetBounds } from './reset-bounds.ts'

export const minPosition = -1.2
export const maxPosition = 0.6
export const maxSpeed = 0.07

/** Options of MountainCar-v0 and MountainCarContinuous-v0. */
export interface MountainCarOptions {
  /** The speed with which the goal must be passed. @default 0 */
  readonly goalVelocity?: number
}

/** What both mountain cars have in common: all but the engine. State and observation: position, velocity. */
export abstract class HillCar<Action> extends FlatEnv<Action> {
  readonly observationSpace: Box = new Box({ low: [minPosition, -maxSpeed], high: [maxPosition, maxSpeed] })
  protected abstract readonly goalPosition: number
  protected readonly goalVelocity: number
  protected position: number = Number.NaN
  protected velocity: number = Number.NaN

  constructor({ goalVelocity = 0 }: MountainCarOptions = {}) {
    super()
    this.goalVelocity = checkNumber('goalVelocity', goalVelocity)
  }

  override get state(): readonly number[] | undefined {
    return Number.isNaN(this.position) ? undefined : [this.position, this.velocity]
  }

  reset(options?: ResetOptions): ResetResult<Float32Array> {
    const given = this.stateOption(options, 2)
    const [low, high] = resetBounds(options, -0.6, -0.4)
    this.reseed(options)
    const drawn = this.rng.uniform(low, high)
    this.position = given?.[0] ?? drawn
    this.velocity = given?.[1] ?? 0
    return { observation: this.observed(), info: {} }
  }

  observe(target: Float32Array, offset: number): void {
    target[offset] = this.position
    target[offset + 1] = this.velocity
  }

  override render(): Scene {
    return mountainCarScene(this.position, this.goalPosition)
  }
}
