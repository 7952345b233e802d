import { BaseEnv } from '../base-env.ts'
import type { ResetOptions, ResetResult, StepResult } from '../env.ts'
import { InvalidOptionError } from '../errors.ts'
import type { Point, Scene } from '../render/scene.ts'
import { cos, sin } from '../sine-cosine.ts'
import type { Space } from '../space.ts'
import { Box } from '../spaces/box.ts'
import { Discrete } from '../spaces/discrete.ts'
import { tanh } from '../tanh.ts'
import { checkFlag, checkNumber } from './check-option.ts'
import { lunarLanderScene, type Throttles } from './lunar-lander-scene.ts'
import { LunarLanderWorld, legDown, scale, worldHeight, worldWidth } from './lunar-lander-world.ts'

const framesPerSecond = 50
const mainEnginePower = 13
const sideEnginePower = 0.6
const initialForce = 1000
const mainEngineY = 4 / scale
const sideEngineAway = 12 / scale
const chunks = 11
const padHeight = worldHeight / 4

/** The observation in double precision, for the reward. */
type Observed = [
  x: number,
  y: number,
  vx: number,
  vy: number,
  angle: number,
  spin: number,
  left: number,
  right: number,
]

/** Options of LunarLander-v3. */
export interface LunarLanderOptions {
  /** Two throttles between -1 and 1 (main engine, side engines) instead of four actions. @default false */
  readonly continuous?: boolean
  /** Between -12 and 0, both excluded. @default -10 */
  readonly gravity?: number
  /** @default false */
  readonly enableWind?: boolean
  /** How strong the wind is at most; up to 20 is recommended. @default 15 */
  readonly windPower?: number
  /** How strong its turning is at most; up to 2 is recommended. @default 1.5 */
  readonly turbulencePower?: number
}

/**
 * Land between the flags: do nothing (0), fire the left (1), main (2) or right engine (3), or the throttles.
 *
 * State: x, y, angle, x and y velocity, angular velocity of the lander and of each leg, in Box2D's units.
 * Observation: position, velocity, angle, angular velocity, whether each leg touches the ground.
 * Gymnasium's trajectories to the bit, landings included (see physics/README.md).
 *
 * @see gymnasium/envs/box2d/lunar_lander.py
 */
export class LunarLander extends BaseEnv<Float32Array, number | ArrayLike<number>> {
  readonly observationSpace: Box = new Box({
    low: [-2.5, -2.5, -10, -10, -2 * Math.PI, -10, 0, 0],
    high: [2.5, 2.5, 10, 10, 2 * Math.PI, 10, 1, 1],
  })
  readonly actionSpace: Space<number | ArrayLike<number>>
  readonly #gravity: number
  readonly #wind: { readonly power: number; readonly turbulence: number } | undefined
  #world: LunarLanderWorld | undefined
  #windIndex = 0
  #torqueIndex = 0
  #shaping: number | undefined
  /** What the engines did in the last step, for drawing. */
  #throttles: Throttles = { main: 0, side: 0 }

  constructor(options: LunarLanderOptions = {}) {
    super()
    const {
      continuous = false,
      gravity = -10,
      enableWind = false,
      windPower = 15,
      turbulencePower = 1.5,
    } = options
    if (!(typeof gravity === 'number' && gravity > -12 && gravity < 0))
      throw new InvalidOptionError(`LunarLander-v3: gravity is between -12 and 0, not ${String(gravity)}`)
    checkFlag('LunarLander-v3: continuous', continuous)
    checkFlag('LunarLander-v3: enableWind', enableWind)
    checkNumber('LunarLander-v3: windPower', windPower)
    checkNumber('LunarLander-v3: turbulencePower', turbulencePower)
    this.actionSpace = continuous ? new Box({ low: -1, high: 1, shape: [2] }) : new Discrete(4)
    this.#gravity = gravity
    this.#wind = enableWind ? { power: windPower, turbulence: turbulencePower } : undefined
  }

  override get state(): readonly number[] | undefined {
    return this.#world?.state
  }

  /** The lander and its legs; undefined before the first reset. */
  get bodies(): Pick<LunarLanderWorld, 'lander' | 'legs'> | undefined {
    return this.#world
  }

  /** The ground from left to right. */
  get terrain(): readonly Point[] {
    return this.#world?.terrain ?? []
  }

  reset(options?: ResetOptions): ResetResult<Float32Array> {
    const given = this.stateOption(options, 18)
    this.reseed(options)
    const { rng } = this
    const heights = Array.from({ length: chunks + 1 }, () => rng.uniform(0, worldHeight / 2))
    // Flat around the pad.
    heights.fill(padHeight, 3, 8)
    const height = (index: number): number => heights[(index + heights.length) % heights.length] as number
    const terrain = Array.from({ length: chunks }, (_, index): Point => {
      const smooth = 0.33 * (height(index - 1) + height(index) + height(index + 1))
      return [(worldWidth / (chunks - 1)) * index, smooth]
    })
    this.close()
    const world = new LunarLanderWorld(this.#gravity, terrain)
    const force = { x: rng.uniform(-initialForce, initialForce), y: rng.uniform(-initialForce, initialForce) }
    world.lander.applyForce(force.x, force.y)
    if (this.#wind) {
      this.#windIndex = rng.integers(-9999, 9999)
      this.#torqueIndex = rng.integers(-9999, 9999)
    }
    this.#world = world
    this.#shaping = undefined
    const { observation } = this.step(this.actionSpace.kind === 'Box' ? [0, 0] : 0)
    if (!given) return { observation, info: {} }
    world.state = given
    const set = this.#observe(world)
    this.#shaping = shapingOf(set)
    return { observation: Float32Array.from(set), info: {} }
  }

  step(action: number | ArrayLike<number>): StepResult<Float32Array> {
    const world = this.#world as LunarLanderWorld
    if (this.#wind && !world.legContact[0] && !world.legContact[1]) this.#blow(world)
    const throttles = typeof action === 'number' ? discreteThrottles(action) : continuousThrottles(action)
    this.#fire(world, throttles)
    world.step()
    const observed = this.#observe(world)
    const shaping = shapingOf(observed)
    let reward = this.#shaping === undefined ? 0 : shaping - this.#shaping
    this.#shaping = shaping
    reward -= throttles.main * 0.3
    reward -= Math.abs(throttles.side) * 0.03
    let terminated = false
    if (world.crashed || Math.abs(observed[0]) >= 1) {
      terminated = true
      reward = -100
    }
    if (!world.lander.isAwake) {
      terminated = true
      reward = 100
    }
    return { observation: Float32Array.from(observed), reward, terminated, truncated: false, info: {} }
  }

  override render(): Scene | undefined {
    return this.#world && lunarLanderScene(this.#world, this.#throttles)
  }

  override close(): void {
    this.#world?.dispose()
    this.#world = undefined
  }

  /** tanh(sin(2 k t) + sin(pi k t)), which never repeats; k = 0.01. */
  #blow(world: LunarLanderWorld): void {
    const wave = (index: number): number => tanh(sin(0.02 * index) + sin(Math.PI * 0.01 * index))
    const { power, turbulence } = this.#wind as { power: number; turbulence: number }
    world.lander.applyForce(wave(this.#windIndex++) * power, 0)
    world.lander.applyTorque(wave(this.#torqueIndex++) * turbulence)
  }

  #fire({ lander }: LunarLanderWorld, throttles: Throttles): void {
    this.#throttles = throttles
    const { main, side } = throttles
    const tip = [sin(lander.angle), cos(lander.angle)] as const
    const across = [-tip[1], tip[0]] as const
    const spread = [this.rng.uniform(-1, 1) / scale, this.rng.uniform(-1, 1) / scale] as const
    const { x, y } = lander
    if (main > 0) {
      const ox = tip[0] * (mainEngineY + 2 * spread[0]) + across[0] * spread[1]
      const oy = -tip[1] * (mainEngineY + 2 * spread[0]) - across[1] * spread[1]
      lander.applyImpulse(-ox * mainEnginePower * main, -oy * mainEnginePower * main, x + ox, y + oy)
    }
    if (side !== 0) {
      const away = 3 * spread[1] + Math.sign(side) * sideEngineAway
      const ox = tip[0] * spread[0] + across[0] * away
      const oy = -tip[1] * spread[0] - across[1] * away
      const power = Math.abs(side)
      // Gymnasium has 17 here for x and 14 for y, and says that it's a bug it keeps.
      const atX = x + ox - (tip[0] * 17) / scale
      const atY = y + oy + (tip[1] * 14) / scale
      lander.applyImpulse(-ox * sideEnginePower * power, -oy * sideEnginePower * power, atX, atY)
    }
  }

  #observe(world: LunarLanderWorld): Observed {
    const { lander, legContact } = world
    return [
      (lander.x - worldWidth / 2) / (worldWidth / 2),
      (lander.y - (padHeight + legDown)) / (worldHeight / 2),
      (lander.velocityX * (worldWidth / 2)) / framesPerSecond,
      (lander.velocityY * (worldHeight / 2)) / framesPerSecond,
      lander.angle,
      (20 * lander.angularVelocity) / framesPerSecond,
      legContact[0] ? 1 : 0,
      legContact[1] ? 1 : 0,
    ]
  }
}

function discreteThrottles(action: number): Throttles {
  return { main: action === 2 ? 1 : 0, side: action === 1 ? -1 : action === 3 ? 1 : 0 }
}

function continuousThrottles(action: ArrayLike<number>): Throttles {
  const clipped = (index: number): number => Math.min(Math.max(Math.fround(action[index] as number), -1), 1)
  const main = clipped(0)
  const side = clipped(1)
  return { main: main > 0 ? (main + 1) * 0.5 : 0, side: Math.abs(side) > 0.5 ? side : 0 }
}

function shapingOf([x, y, vx, vy, angle, , left, right]: Observed): number {
  return (
    -100 * Math.sqrt(x * x + y * y) -
    100 * Math.sqrt(vx * vx + vy * vy) -
    100 * Math.abs(angle) +
    10 * left +
    10 * right
  )
}
