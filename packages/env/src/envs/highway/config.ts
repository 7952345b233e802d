import { InvalidOptionError } from '../../errors.ts'
import { type Feature, featureNames, type KinematicsConfig } from './observation.ts'

/** What drives differently from highway-env's defaults, by highway-env's own names; speeds in m/s, times in s. */
export interface HighwayConfig {
  readonly observation: { readonly type: 'Kinematics' } & Partial<KinematicsConfig>
  readonly action: {
    readonly type: 'DiscreteMetaAction'
    /** Whether there are faster and slower. @default true */
    readonly longitudinal?: boolean
    /** Whether there are lane changes. @default true */
    readonly lateral?: boolean
    /** Evenly spaced. @default [20, 25, 30] */
    readonly target_speeds?: readonly number[]
  }
  /** Steps of the simulation a second. @default 15; 5 in highway-fast-v0 */
  readonly simulation_frequency: number
  /** Actions a second. @default 1 */
  readonly policy_frequency: number
  /** @default 4; 3 in highway-fast-v0 */
  readonly lanes_count: number
  /** Cars of the traffic. @default 50; 20 in highway-fast-v0 */
  readonly vehicles_count: number
  /** @default 1; the agent drives the first, others hold their lane and speed */
  readonly controlled_vehicles: number
  /** @default null, drawn */
  readonly initial_lane_id: number | null
  /** After so many seconds the episode is truncated. @default 40; 30 in highway-fast-v0 */
  readonly duration: number
  /** @default 2; 1.5 in highway-fast-v0 */
  readonly ego_spacing: number
  /** @default 1 */
  readonly vehicles_density: number
  /** @default -1 */
  readonly collision_reward: number
  /** @default 0.1 */
  readonly right_lane_reward: number
  /** @default 0.4 */
  readonly high_speed_reward: number
  /** @default 0; highway-env counts it nowhere */
  readonly lane_change_reward: number
  /** @default [20, 30] */
  readonly reward_speed_range: readonly [number, number]
  /** Whether the reward is mapped to 0 to 1. @default true */
  readonly normalize_reward: boolean
  /** Whether leaving the road ends the episode. @default false */
  readonly offroad_terminal: boolean
}

const defaults: HighwayConfig = {
  observation: { type: 'Kinematics' },
  action: { type: 'DiscreteMetaAction' },
  simulation_frequency: 15,
  policy_frequency: 1,
  lanes_count: 4,
  vehicles_count: 50,
  controlled_vehicles: 1,
  initial_lane_id: null,
  duration: 40,
  ego_spacing: 2,
  vehicles_density: 1,
  collision_reward: -1,
  right_lane_reward: 0.1,
  high_speed_reward: 0.4,
  lane_change_reward: 0,
  reward_speed_range: [20, 30],
  normalize_reward: true,
  offroad_terminal: false,
}

/** What highway-fast-v0 has otherwise; there, too, only the agent looks for collisions. */
export const fastDefaults: HighwayConfig = {
  ...defaults,
  simulation_frequency: 5,
  lanes_count: 3,
  vehicles_count: 20,
  duration: 30,
  ego_spacing: 1.5,
}

export { defaults as highwayDefaults }

/** highway-env's settings of its window, which mean nothing here. */
const ofTheWindow = new Set([
  'screen_width',
  'screen_height',
  'centering_position',
  'scaling',
  'show_trajectories',
  'render_agent',
  'offscreen_rendering',
  'real_time_rendering',
])
/** What highway-env has and this has not, unless it is as it is by default. */
const fixed: Readonly<Record<string, unknown>> = {
  manual_control: false,
  neighbour_vehicles_connected_lanes: false,
  other_vehicles_type: 'highway_env.vehicle.behavior.IDMVehicle',
}

const positive = [
  'simulation_frequency',
  'policy_frequency',
  'duration',
  'ego_spacing',
  'vehicles_density',
] as const
const counts = { lanes_count: 1, vehicles_count: 0, controlled_vehicles: 1 } as const
const numbers = ['collision_reward', 'right_lane_reward', 'high_speed_reward', 'lane_change_reward'] as const
const flags = ['normalize_reward', 'offroad_terminal'] as const

/** @throws InvalidOptionError, naming the key, for one that is unknown or that no highway can have */
export function configured(base: HighwayConfig, given: unknown): HighwayConfig {
  if (given === undefined || given === null) return base
  if (typeof given !== 'object') throw wrong('config', 'an object', given)
  const config: HighwayConfig & Record<string, unknown> = { ...base }
  for (const [key, value] of Object.entries(given)) {
    if (ofTheWindow.has(key) || (key in fixed && fixed[key] === value)) continue
    if (!(key in defaults)) {
      const names = Object.keys(defaults).join(', ')
      throw new InvalidOptionError(`highway: the configuration has no ${key} here; it has ${names}`)
    }
    Object.assign(config, { [key]: value })
  }
  for (const key of positive)
    if (!(isNumber(config[key]) && config[key] > 0)) throw wrong(key, 'positive', config[key])
  for (const [key, least] of Object.entries(counts)) {
    const value = config[key]
    if (!(Number.isSafeInteger(value) && (value as number) >= least))
      throw wrong(key, `a whole number from ${least} on`, value)
  }
  for (const key of numbers) if (!isNumber(config[key])) throw wrong(key, 'a number', config[key])
  for (const key of flags)
    if (typeof config[key] !== 'boolean') throw wrong(key, 'true or false', config[key])
  checkRest(config)
  return config
}

function checkRest({ lanes_count, initial_lane_id, reward_speed_range, ...config }: HighwayConfig): void {
  const lane = initial_lane_id
  if (lane !== null && !(Number.isSafeInteger(lane) && lane >= 0 && lane < lanes_count))
    throw wrong('initial_lane_id', `null or a lane from 0 to ${lanes_count - 1}`, lane)
  if (!isRange(reward_speed_range))
    throw wrong('reward_speed_range', 'two numbers, rising', reward_speed_range)
  if (config.simulation_frequency < config.policy_frequency)
    throw wrong('simulation_frequency', 'at least policy_frequency', config.simulation_frequency)
  const {
    type,
    target_speeds,
    longitudinal = true,
    lateral = true,
  }: Partial<HighwayConfig['action']> = config.action ?? {}
  if (type !== 'DiscreteMetaAction') throw wrong('action.type', "'DiscreteMetaAction'", type)
  for (const [key, value] of Object.entries({ longitudinal, lateral }))
    if (typeof value !== 'boolean') throw wrong(`action.${key}`, 'true or false', value)
  if (!longitudinal && !lateral) throw wrong('action', 'longitudinal or lateral', 'neither')
  if (target_speeds !== undefined && !isRising(target_speeds))
    throw wrong('action.target_speeds', 'two speeds or more, rising', target_speeds)
}

/** The observation's settings with highway-env's defaults. */
export function kinematics(observation: HighwayConfig['observation']): KinematicsConfig {
  const { type, ...given }: Partial<HighwayConfig['observation']> = observation ?? {}
  if (type !== 'Kinematics') throw wrong('observation.type', "'Kinematics'", type)
  const { order, include_obstacles, observe_intentions, ...config } = {
    ...kinematicsDefaults,
    ...given,
  } as KinematicsConfig & Record<string, unknown>
  if (order !== undefined && order !== 'sorted') throw wrong('observation.order', "'sorted'", order)
  const unknown = Object.keys(config).find((key) => !(key in kinematicsDefaults) && key !== 'features_range')
  if (unknown !== undefined) throw new InvalidOptionError(`highway: the observation has no ${unknown} here`)
  const isRows = Number.isSafeInteger(config.vehicles_count) && config.vehicles_count >= 2
  if (!isRows) throw wrong('observation.vehicles_count', 'a whole number from 2 on', config.vehicles_count)
  for (const key of ['absolute', 'normalize', 'clip', 'see_behind'] as const)
    if (typeof config[key] !== 'boolean') throw wrong(`observation.${key}`, 'true or false', config[key])
  if (!Array.isArray(config.features) || config.features.length === 0)
    throw wrong('observation.features', `some of ${featureNames.join(', ')}`, config.features)
  const odd = config.features.find((feature) => !featureNames.includes(feature))
  if (odd !== undefined) throw wrong('observation.features', `some of ${featureNames.join(', ')}`, odd)
  for (const [feature, range] of Object.entries(config.features_range ?? {}))
    if (!isRange(range)) throw wrong(`observation.features_range.${feature}`, 'two numbers, rising', range)
  return config
}

const kinematicsDefaults: KinematicsConfig = {
  features: ['presence', 'x', 'y', 'vx', 'vy'] satisfies Feature[],
  vehicles_count: 5,
  absolute: false,
  normalize: true,
  clip: true,
  see_behind: false,
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}

function isRange(value: unknown): boolean {
  return Array.isArray(value) && value.length === 2 && isRising(value)
}

function isRising(values: unknown): boolean {
  return (
    Array.isArray(values) &&
    values.length > 1 &&
    values.every((value, index) => isNumber(value) && (index === 0 || value > values[index - 1]))
  )
}

function wrong(key: string, what: string, value: unknown): InvalidOptionError {
  return new InvalidOptionError(`highway: ${key} is ${what}, not ${JSON.stringify(value)}`)
}
