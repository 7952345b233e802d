import type { ResetOptions, ResetResult } from '../env.ts'
import { FlatEnv } from '../flat-env.ts'
import type { Scene } from '../render/scene.ts'
import { cos as cosine, sin as sine } from '../sine-cosine.ts'
import { Box } from '../spaces/box.ts'
import { Discrete } from '../spaces/discrete.ts'
import { checkFlag } from './check-option.ts'
import { resetBounds } from './reset-bounds.ts'

const gravity = 9.8
const poleMass = 0.1
const totalMass = poleMass + 1.0
const halfLength = 0.5
const poleMassLength = poleMass * halfLength
const forceMagnitude = 10.0
const tau = 0.02
const angleLimit = (12 * 2 * Math.PI) / 360
const positionLimit = 2.4

/** Options of CartPole-v1. */
export interface CartPoleOptions {
  /** Rewards 0 per step and -1 at a fall, instead of 1 per step. @default false */
  readonly suttonBartoReward?: boolean
}

/**
 * A pole on a cart: push left (0) or right (1) and keep it upright.
 *
 * State and observation: cart position, cart velocity, pole angle, pole angular velocity.
 *
 * @see gymnasium/envs/classic_control/cartpole.py
 */
export class CartPole extends FlatEnv<number> {
  readonly observationSpace: Box = new Box({
    low: [-positionLimit * 2, -Infinity, -angleLimit * 2, -Infinity],
    high: [positionLimit * 2, Infinity, angleLimit * 2, Infinity],
  })
  readonly actionSpace: Discrete = new Discrete(2)
  readonly #suttonBarto: boolean
  readonly #state = new Float64Array(4)
  #started = false

  constructor(options: CartPoleOptions = {}) {
    super()
    this.#suttonBarto = checkFlag('CartPole-v1: suttonBartoReward', options.suttonBartoReward ?? false)
  }

  override get state(): readonly number[] | undefined {
    return this.#started ? Array.from(this.#state) : undefined
  }

  reset(options?: ResetOptions): ResetResult<Float32Array> {
    const given = this.stateOption(options, 4)
    const [low, high] = resetBounds(options, -0.05, 0.05)
    this.reseed(options)
    for (let index = 0; index < 4; index++) this.#state[index] = this.rng.uniform(low, high)
    if (given) this.#state.set(given)
    this.#started = true
    return { observation: this.observed(), info: {} }
  }

  advance(action: number): number {
    const state = this.#state
    const force = action === 1 ? forceMagnitude : -forceMagnitude
    const angle = state[2] as number
    const angularVelocity = state[3] as number
    const cos = cosine(angle)
    const sin = sine(angle)
    // https://coneural.org/florian/papers/05_cart_pole.pdf
    const temp = (force + poleMassLength * (angularVelocity * angularVelocity) * sin) / totalMass
    const angularAcceleration =
      (gravity * sin - cos * temp) / (halfLength * (4.0 / 3.0 - (poleMass * (cos * cos)) / totalMass))
    const acceleration = temp - (poleMassLength * angularAcceleration * cos) / totalMass
    const x = (state[0] as number) + tau * (state[1] as number)
    const theta = angle + tau * angularVelocity
    state[0] = x
    state[1] = (state[1] as number) + tau * acceleration
    state[2] = theta
    state[3] = angularVelocity + tau * angularAcceleration
    this.terminated = x < -positionLimit || x > positionLimit || theta < -angleLimit || theta > angleLimit
    return this.#suttonBarto ? (this.terminated ? -1 : 0) : 1
  }

  observe(target: Float32Array, offset: number): void {
    const state = this.#state
    target[offset] = state[0] as number
    target[offset + 1] = state[1] as number
    target[offset + 2] = state[2] as number
    target[offset + 3] = state[3] as number
  }

  override render(): Scene {
    const [x, , theta] = this.#state as unknown as [number, number, number]
    const tip = [x + 2 * halfLength * Math.sin(theta), 0.06 + 2 * halfLength * Math.cos(theta)] as const
    return {
      left: -positionLimit,
      right: positionLimit,
      bottom: -0.8,
      top: 2.4,
      shapes: [
        {
          kind: 'line',
          points: [
            [-positionLimit, 0],
            [positionLimit, 0],
          ],
          stroke: 'black',
          width: 0.01,
        },
        {
          kind: 'polygon',
          points: [
            [x - 0.2, -0.12],
            [x - 0.2, 0.12],
            [x + 0.2, 0.12],
            [x + 0.2, -0.12],
          ],
          fill: 'black',
        },
        { kind: 'line', points: [[x, 0.06], tip], stroke: 'rgb(202,152,101)', width: 0.08 },
        { kind: 'circle', center: [x, 0.06], radius: 0.04, fill: 'rgb(129,132,203)' },
      ],
    }
  }
}
