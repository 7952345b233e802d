import type { ResetOptions, ResetResult } from '../env.ts'
import { FlatEnv } from '../flat-env.ts'
import type { Point, Scene } from '../render/scene.ts'
import { cos, sin } from '../sine-cosine.ts'
import { Box } from '../spaces/box.ts'
import { Discrete } from '../spaces/discrete.ts'
import { resetBounds } from './reset-bounds.ts'

const dt = 0.2
const gravity = 9.8
const maxVelocity1 = 4 * Math.PI
const maxVelocity2 = 9 * Math.PI

/** Angles of both links and their velocities. */
type Links = readonly [angle1: number, angle2: number, velocity1: number, velocity2: number]

/**
 * Two links in a chain, hanging; a torque on the joint between them (-1, 0 or 1) is to swing the tip up.
 *
 * State: angle of the first link (0 hangs down), of the second relative to it, both angular velocities.
 * Observation: cosine and sine of both angles, both velocities.
 *
 * @see gymnasium/envs/classic_control/acrobot.py
 */
export class Acrobot extends FlatEnv<number> {
  readonly observationSpace: Box = new Box({
    low: [-1, -1, -1, -1, -maxVelocity1, -maxVelocity2],
    high: [1, 1, 1, 1, maxVelocity1, maxVelocity2],
  })
  readonly actionSpace: Discrete = new Discrete(3)
  #links: Links | undefined

  override get state(): readonly number[] | undefined {
    return this.#links ? [...this.#links] : undefined
  }

  reset(options?: ResetOptions): ResetResult<Float32Array> {
    const given = this.stateOption(options, 4)
    const [low, high] = resetBounds(options, -0.1, 0.1)
    this.reseed(options)
    const drawn = Float32Array.from({ length: 4 }, () => this.rng.uniform(low, high))
    this.#links = (given ?? Array.from(drawn)) as unknown as Links
    return { observation: this.observed(), info: {} }
  }

  advance(action: number): number {
    const [a1, a2, v1, v2] = integrated(this.#links as Links, action - 1)
    this.#links = [
      wrapped(a1),
      wrapped(a2),
      Math.min(Math.max(v1, -maxVelocity1), maxVelocity1),
      Math.min(Math.max(v2, -maxVelocity2), maxVelocity2),
    ]
    this.terminated = -cos(this.#links[0]) - cos(this.#links[1] + this.#links[0]) > 1
    return this.terminated ? 0 : -1
  }

  observe(target: Float32Array, offset: number): void {
    const [angle1, angle2, velocity1, velocity2] = this.#links as Links
    target[offset] = cos(angle1)
    target[offset + 1] = sin(angle1)
    target[offset + 2] = cos(angle2)
    target[offset + 3] = sin(angle2)
    target[offset + 4] = velocity1
    target[offset + 5] = velocity2
  }

  override render(): Scene | undefined {
    if (!this.#links) return undefined
    const [angle1, angle2] = this.#links
    const joint: Point = [Math.sin(angle1), -Math.cos(angle1)]
    const tip: Point = [joint[0] + Math.sin(angle1 + angle2), joint[1] - Math.cos(angle1 + angle2)]
    const joints: readonly Point[] = [[0, 0], joint]
    return {
      left: -2.2,
      right: 2.2,
      bottom: -2.2,
      top: 2.2,
      shapes: [
        {
          kind: 'line',
          points: [
            [-2.2, 1],
            [2.2, 1],
          ],
          stroke: 'black',
          width: 0.02,
        },
        { kind: 'line', points: [[0, 0], joint], stroke: 'rgb(0,204,204)', width: 0.2 },
        { kind: 'line', points: [joint, tip], stroke: 'rgb(0,204,204)', width: 0.2 },
        ...joints.map((center) => ({ kind: 'circle', center, radius: 0.1, fill: 'rgb(204,204,0)' }) as const),
      ],
    }
  }
}

/** The angle within [-pi, pi]. */
function wrapped(angle: number): number {
  let within = angle
  while (within > Math.PI) within -= 2 * Math.PI
  while (within < -Math.PI) within += 2 * Math.PI
  return within
}

/** One fourth-order Runge-Kutta step. */
function integrated(y: Links, torque: number): Links {
  const moved = (k: Links, by: number): Links => [
    y[0] + by * k[0],
    y[1] + by * k[1],
    y[2] + by * k[2],
    y[3] + by * k[3],
  ]
  const k1 = derivative(y, torque)
  const k2 = derivative(moved(k1, dt / 2), torque)
  const k3 = derivative(moved(k2, dt / 2), torque)
  const k4 = derivative(moved(k3, dt), torque)
  const sum = (index: 0 | 1 | 2 | 3): number => k1[index] + 2 * k2[index] + 2 * k3[index] + k4[index]
  return moved([sum(0), sum(1), sum(2), sum(3)], dt / 6)
}

/** The equations of Sutton and Barto's book; both links are 1 m and 1 kg, their moments of inertia 1. */
function derivative([angle1, angle2, velocity1, velocity2]: Links, torque: number): Links {
  const cos2 = cos(angle2)
  const sin2 = sin(angle2)
  const d1 = 0.25 + (1.25 + cos2) + 1 + 1
  const d2 = 0.25 + 0.5 * cos2 + 1
  const phi2 = 0.5 * gravity * cos(angle1 + angle2 - Math.PI / 2)
  const phi1 =
    -0.5 * (velocity2 * velocity2) * sin2 -
    velocity2 * velocity1 * sin2 +
    1.5 * gravity * cos(angle1 - Math.PI / 2) +
    phi2
  const acceleration2 =
    (torque + (d2 / d1) * phi1 - 0.5 * (velocity1 * velocity1) * sin2 - phi2) / (0.25 + 1 - (d2 * d2) / d1)
  const acceleration1 = -(d2 * acceleration2 + phi1) / d1
  return [velocity1, velocity2, acceleration1, acceleration2]
}
