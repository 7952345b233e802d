import { BaseEnv } from '../../base-env.ts'
import type { Info, ResetOptions, ResetResult, StepResult } from '../../env.ts'
import { InvalidOptionError } from '../../errors.ts'
import type { Scene } from '../../render/scene.ts'
import { Box } from '../../spaces/box.ts'
import { Discrete } from '../../spaces/discrete.ts'
import { follow, type MetaAction, order } from './agent.ts'
import type { Car } from './car.ts'
import { collide } from './collision.ts'
import { configured, type HighwayConfig, kinematics } from './config.ts'
import { observeKinematics } from './observation.ts'
import type { Road } from './road.ts'
import { highwayScene } from './scene.ts'
import { clip } from './steering.ts'
import { drive } from './traffic.ts'
import { startTraffic } from './traffic-start.ts'

/** Options of highway-v0 and highway-fast-v0. */
export interface HighwayOptions {
  /** What differs from the defaults; `observation` and `action` replace the whole of theirs. */
  readonly config?: Partial<HighwayConfig>
}

const alongAndAcross: readonly MetaAction[] = ['LANE_LEFT', 'IDLE', 'LANE_RIGHT', 'FASTER', 'SLOWER']
const along: readonly MetaAction[] = ['SLOWER', 'IDLE', 'FASTER']
const across: readonly MetaAction[] = ['LANE_LEFT', 'IDLE', 'LANE_RIGHT']

/**
 * A car among others on a straight road of several lanes: to be fast, on the right, and not to crash.
 *
 * Observation: a row a car, the own one first: presence, x, y and the velocities along both, normalised, those of the
 * others relative to the own. Action: lane left (0), idle (1), lane right (2), faster (3), slower (4), once a second.
 * `info` holds the own speed in m/s, whether it crashed, the action, and the parts of the reward.
 *
 * @see highway_env/envs/highway_env.py
 */
export class Highway extends BaseEnv<Float32Array, number> {
  readonly observationSpace: Box
  readonly actionSpace: Discrete
  readonly #hasCarefulTraffic: boolean
  #config: HighwayConfig
  #actions: readonly MetaAction[] = alongAndAcross
  #speeds: readonly number[] = []
  #road: Road | undefined
  #agents: readonly Car[] = []
  /** Seconds since the start. */
  #time = 0

  /** @param defaults what `config` starts from; @param hasCarefulTraffic whether the traffic crashes into itself, too */
  constructor({ config }: HighwayOptions, defaults: HighwayConfig, hasCarefulTraffic: boolean) {
    super()
    this.#hasCarefulTraffic = hasCarefulTraffic
    this.#config = configured(defaults, config)
    this.observationSpace = new Box({
      low: Number.NEGATIVE_INFINITY,
      high: Number.POSITIVE_INFINITY,
      shape: rowsOf(this.#config),
    })
    this.#readActions()
    this.actionSpace = new Discrete(this.#actions.length)
  }

  /**
   * @param options its `options` may hold a `config`, which stays for the episodes that follow
   * @throws InvalidOptionError for a configuration that is none, or whose observations or actions are others
   */
  reset(options?: ResetOptions): ResetResult<Float32Array> {
    if (options?.options?.config !== undefined) this.#reconfigure(options.options.config)
    this.reseed(options)
    this.#time = 0
    const { road, agents } = startTraffic(this.#config, this.#speeds, this.#hasCarefulTraffic, this.rng)
    this.#road = road
    this.#agents = agents
    return { observation: this.#observe(road), info: this.#info(road, null) }
  }

  step(action: number): StepResult<Float32Array> {
    const road = this.#road as Road
    const own = this.#own
    const { simulation_frequency, policy_frequency, duration, offroad_terminal } = this.#config
    this.#time += 1 / policy_frequency
    const frames = Math.floor(simulation_frequency / policy_frequency)
    order(own, this.#actions[action] as MetaAction, road, this.#speeds)
    for (let frame = 0; frame < frames; frame++) this.#simulate(road, 1 / simulation_frequency)
    return {
      observation: this.#observe(road),
      reward: this.#reward(road),
      terminated: own.crashed || (offroad_terminal && !road.isOnRoad(own)),
      truncated: this.#time >= duration,
      info: this.#info(road, action),
    }
  }

  override render(): Scene | undefined {
    return this.#road && highwayScene(this.#road, this.#own)
  }

  /** All cars in the order in which they were put on the road; empty before the first reset. */
  get cars(): readonly Car[] {
    return this.#road?.cars ?? []
  }

  get #own(): Car {
    return this.#agents[0] as Car
  }

  /** All cars decide, then all move, then all that touch collide. */
  #simulate(road: Road, dt: number): void {
    const { cars } = road
    for (const car of cars) {
      if (car.driver === 'agent') follow(car)
      else drive(car, road)
    }
    for (const car of cars) {
      car.timer += dt
      car.step(dt)
      car.lane = road.nearestLane(car)
    }
    // Without careful traffic only pairs with an agent's car can collide: the agents' cars are few.
    for (let first = 0; first < cars.length; first++) {
      const car = cars[first] as Car
      for (let second = first + 1; second < cars.length; second++) collide(car, cars[second] as Car, dt)
    }
  }

  #observe(road: Road): Float32Array {
    const observation = new Float32Array(this.observationSpace.size)
    observeKinematics(this.#own, road, kinematics(this.#config.observation), observation, 0)
    return observation
  }

  #reward(road: Road): number {
    const { collision_reward, right_lane_reward, high_speed_reward, normalize_reward } = this.#config
    const parts = this.#rewards(road)
    let reward =
      collision_reward * parts.collision_reward +
      right_lane_reward * parts.right_lane_reward +
      high_speed_reward * parts.high_speed_reward
    if (normalize_reward)
      reward = (reward - collision_reward) / (high_speed_reward + right_lane_reward - collision_reward)
    return reward * parts.on_road_reward
  }

  /** The parts of the reward, before they are weighed; by highway-env's names. */
  #rewards(road: Road) {
    const own = this.#own
    const [slow, fast] = this.#config.reward_speed_range
    return {
      collision_reward: own.crashed ? 1 : 0,
      right_lane_reward: own.targetLane / Math.max(road.lanes - 1, 1),
      high_speed_reward: clip((own.speed * own.cosine - slow) / (fast - slow), 0, 1),
      on_road_reward: road.isOnRoad(own) ? 1 : 0,
    }
  }

  #info(road: Road, action: number | null): Info {
    const { speed, crashed } = this.#own
    return { speed, crashed, action, rewards: this.#rewards(road) }
  }

  #reconfigure(config: unknown): void {
    const next = configured(this.#config, config)
    const isSame =
      rowsOf(next).join() === this.observationSpace.shape.join() &&
      actionsOf(next).length === this.actionSpace.n
    if (!isSame)
      throw new InvalidOptionError(
        'highway: at a reset the configuration keeps the observation’s rows and features and the number of actions; make another environment for others',
      )
    this.#config = next
    this.#readActions()
  }

  #readActions(): void {
    this.#actions = actionsOf(this.#config)
    this.#speeds = this.#config.action.target_speeds ?? [20, 25, 30]
  }
}

/** Rows and columns of the observation. */
function rowsOf({ observation }: HighwayConfig): [number, number] {
  const { vehicles_count, features } = kinematics(observation)
  return [vehicles_count, features.length]
}

function actionsOf({
  action: { longitudinal = true, lateral = true },
}: HighwayConfig): readonly MetaAction[] {
  return longitudinal && lateral ? alongAndAcross : longitudinal ? along : across
}
