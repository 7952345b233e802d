import type { ResetOptions, ResetResult } from '../env.ts'
import { FlatEnv } from '../flat-env.ts'
import type { Point, Scene } from '../render/scene.ts'
import { cos, sin } from '../sine-cosine.ts'
import { Box } from '../spaces/box.ts'
import { wrapAngle } from '../wrap-angle.ts'
import { checkNumber } from './check-option.ts'
import { numberOption } from './reset-bounds.ts'
import { singleSquare } from './single-square.ts'

const maxSpeed = 8
const maxTorque = 2
const dt = 0.05
const torqueCost = Math.fround(0.001)
const { fround } = Math

/** Options of Pendulum-v1. */
export interface PendulumOptions {
  /** Acceleration of gravity in m/s². @default 10 */
  readonly g?: number
}

/**
 * A pendulum that one torque between -2 and 2 is to swing up and hold.
 *
 * State: angle (0 is upright), angular velocity. Observation: cosine and sine of the angle, angular velocity.
 * The action counts in single precision, as Gymnasium's action space gives it.
 *
 * @see gymnasium/envs/classic_control/pendulum.py
 */
export class Pendulum extends FlatEnv<ArrayLike<number>> {
  readonly observationSpace: Box = new Box({ low: [-1, -1, -maxSpeed], high: [1, 1, maxSpeed] })
  readonly actionSpace: Box = new Box({ low: -maxTorque, high: maxTorque, shape: [1] })
  readonly #gravity: number
  #angle = Number.NaN
  #velocity = Number.NaN
  #torque = 0
  /** Sine of the angle, for the observation and the next step. */
  #sine = 0

  constructor({ g = 10 }: PendulumOptions = {}) {
    super()
    this.#gravity = checkNumber('Pendulum-v1: g', g)
  }

  override get state(): readonly number[] | undefined {
    return Number.isNaN(this.#angle) ? undefined : [this.#angle, this.#velocity]
  }

  /** @param options its `options` may hold `xInit` and `yInit`, how far the first angle and velocity may be from 0 */
  reset(options?: ResetOptions): ResetResult<Float32Array> {
    const given = this.stateOption(options, 2)
    const angle = numberOption(options, 'xInit', Math.PI)
    const velocity = numberOption(options, 'yInit', 1)
    this.reseed(options)
    const drawn = [this.rng.uniform(-angle, angle), this.rng.uniform(-velocity, velocity)] as const
    this.#angle = given?.[0] ?? drawn[0]
    this.#velocity = given?.[1] ?? drawn[1]
    this.#torque = 0
    this.#sine = sin(this.#angle)
    return { observation: this.observed(), info: {} }
  }

  advance(action: ArrayLike<number>): number {
    const given = fround(action[0] as number)
    const torque = Math.min(Math.max(given, -maxTorque), maxTorque)
    const angle = this.#angle
    const velocity = this.#velocity
    const off = wrapAngle(angle)
    const cost = off * off + 0.1 * (velocity * velocity) + fround(torqueCost * singleSquare(torque))
    const next = velocity + (((3 * this.#gravity) / 2) * this.#sine + fround(3 * torque)) * dt
    this.#torque = torque
    this.#velocity = Math.min(Math.max(next, -maxSpeed), maxSpeed)
    this.#angle = angle + this.#velocity * dt
    this.#sine = sin(this.#angle)
    return -cost
  }

  observe(target: Float32Array, offset: number): void {
    target[offset] = cos(this.#angle)
    target[offset + 1] = this.#sine
    target[offset + 2] = this.#velocity
  }

  override render(): Scene {
    const tip: Point = [Math.sin(-this.#angle), Math.cos(this.#angle)]
    const turn = this.#torque / maxTorque
    const arrow: Point[] = Array.from({ length: 13 }, (_, index) => {
      const angle = (index / 12) * turn * Math.PI
      return [-0.5 * Math.sin(angle), 0.5 * Math.cos(angle)]
    })
    return {
      left: -1.3,
      right: 1.3,
      bottom: -1.3,
      top: 1.3,
      shapes: [
        { kind: 'line', points: [[0, 0], tip], stroke: 'rgb(204,77,77)', width: 0.2 },
        { kind: 'circle', center: [0, 0], radius: 0.1, fill: 'rgb(204,77,77)' },
        { kind: 'circle', center: tip, radius: 0.1, fill: 'rgb(204,77,77)' },
        { kind: 'circle', center: [0, 0], radius: 0.05, fill: 'black' },
        { kind: 'line', points: arrow, stroke: 'rgb(70,100,200)', width: 0.03 },
      ],
    }
  }
}
