import { BaseEnv } from '../base-env.ts'
import type { ResetOptions, ResetResult, StepResult } from '../env.ts'
import type { Point, Scene } from '../render/scene.ts'
import { Box } from '../spaces/box.ts'
import { bipedalWalkerScene } from './bipedal-walker-scene.ts'
import {
  grass,
  makeClouds,
  makeTerrain,
  scale,
  type Terrain,
  terrainLength,
  terrainStep,
  viewHeight,
  viewWidth,
} from './bipedal-walker-terrain.ts'
import { BipedalWalkerWorld, motorTorque } from './bipedal-walker-world.ts'
import { checkFlag } from './check-option.ts'

const framesPerSecond = 50
const speedOfHip = 4
const speedOfKnee = 6
const jointSpeeds = [speedOfHip, speedOfKnee, speedOfHip, speedOfKnee]
/** What a motor's full torque costs in a step; Gymnasium reckons it in single precision. */
const torqueCost = Math.fround(0.00035 * motorTorque)

/** Options of BipedalWalker-v3. */
export interface BipedalWalkerOptions {
  /** Stumps, stairs and pits in the way. @default false */
  readonly hardcore?: boolean
}

const legLow = [-Math.PI, -5, -Math.PI, -5, 0]
const legHigh = [Math.PI, 5, Math.PI, 5, 5]

/**
 * Walk to the right on two legs with hips and knees: four torques between -1 and 1 (hip and knee of the one leg, then of the
 * other), for 300 in all at the far end.
 *
 * State: x, y, angle, x and y velocity, angular velocity of the hull, and of thigh and shin of both legs, in Box2D's units.
 * Observation: the hull's angle and velocities, angle and speed of each joint, whether each foot touches the ground,
 * and ten lidar beams. Gymnasium's trajectories to the bit (see physics/README.md).
 *
 * As in Gymnasium, the episodes before it in the same environment have a part in the bits of an episode; the first of a fresh
 * environment hangs on its seed alone.
 *
 * @see gymnasium/envs/box2d/bipedal_walker.py
 */
export class BipedalWalker extends BaseEnv<Float32Array, ArrayLike<number>> {
  readonly observationSpace: Box = new Box({
    low: [-Math.PI, -5, -5, -5, ...legLow, ...legLow, ...new Array<number>(10).fill(-1)],
    high: [Math.PI, 5, 5, 5, ...legHigh, ...legHigh, ...new Array<number>(10).fill(1)],
  })
  readonly actionSpace: Box = new Box({ low: -1, high: 1, shape: [4] })
  readonly #isHardcore: boolean
  #world: BipedalWalkerWorld | undefined
  #terrain: Terrain = { ground: [], obstacles: [] }
  #clouds: readonly (readonly Point[])[] = []
  #shaping: number | undefined

  constructor(options: BipedalWalkerOptions = {}) {
    super()
    this.#isHardcore = checkFlag('BipedalWalker-v3: hardcore', options.hardcore ?? false)
  }

  override get state(): readonly number[] | undefined {
    return this.#world?.state
  }

  reset(options?: ResetOptions): ResetResult<Float32Array> {
    const given = this.stateOption(options, 30)
    this.reseed(options)
    this.#world ??= new BipedalWalkerWorld()
    const world = this.#world
    this.#terrain = makeTerrain(this.rng, this.#isHardcore)
    this.#clouds = makeClouds(this.rng)
    world.rebuild(this.#terrain, this.rng.uniform(-5, 5))
    this.#shaping = undefined
    const { observation } = this.step([0, 0, 0, 0])
    if (!given) return { observation, info: {} }
    world.state = given
    this.#shaping = shapingOf(world)
    return { observation: observe(world), info: {} }
  }

  step(action: ArrayLike<number>): StepResult<Float32Array> {
    const world = this.#world as BipedalWalkerWorld
    const torques = Array.from(action, Math.fround)
    for (const [index, torque] of torques.entries())
      world.walker.joints[index]?.setMotor(
        (jointSpeeds[index] as number) * Math.sign(torque),
        motorTorque * Math.min(Math.abs(torque), 1),
      )
    world.step()
    const shaping = shapingOf(world)
    let reward = this.#shaping === undefined ? 0 : shaping - this.#shaping
    this.#shaping = shaping
    for (const torque of torques)
      reward = Math.fround(Math.fround(reward) - Math.fround(torqueCost * Math.min(Math.abs(torque), 1)))
    const { x } = world.hull
    const isDown = world.hasFallen || x < 0
    return {
      observation: observe(world),
      reward: isDown ? -100 : reward,
      terminated: isDown || x > (terrainLength - grass) * terrainStep,
      truncated: false,
      info: {},
    }
  }

  override render(): Scene | undefined {
    return this.#world && bipedalWalkerScene(this.#world, this.#terrain, this.#clouds)
  }

  override close(): void {
    this.#world?.dispose()
    this.#world = undefined
  }
}

/** Forward, with the head straight. */
function shapingOf({ hull }: BipedalWalkerWorld): number {
  return (130 * hull.x) / scale - 5 * Math.abs(hull.angle)
}

function observe(world: BipedalWalkerWorld): Float32Array {
  const { hull, footContact, walker } = world
  const leg = (side: 0 | 1): number[] => {
    const [hip, knee] = walker.joints.slice(2 * side)
    if (!hip || !knee) return []
    return [
      hip.angle,
      hip.speed / speedOfHip,
      knee.angle + 1,
      knee.speed / speedOfKnee,
      footContact[side] ? 1 : 0,
    ]
  }
  return Float32Array.from([
    hull.angle,
    (2 * hull.angularVelocity) / framesPerSecond,
    (0.3 * hull.velocityX * viewWidth) / framesPerSecond,
    (0.3 * hull.velocityY * viewHeight) / framesPerSecond,
    ...leg(0),
    ...leg(1),
    ...world.lidar,
  ])
}
