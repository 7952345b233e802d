import type { Env, EnvSpec } from './env.ts'
import type { EnvEntry } from './env-entry.ts'
import type { BipedalWalkerOptions } from './envs/bipedal-walker.ts'
import type { CartPoleOptions } from './envs/cart-pole.ts'
import type { CliffWalkingOptions } from './envs/cliff-walking.ts'
import type { FrozenLakeOptions } from './envs/frozen-lake.ts'
import type { HighwayOptions } from './envs/highway/highway.ts'
import type { MountainCarOptions } from './envs/hill-car.ts'
import type { LunarLanderOptions } from './envs/lunar-lander.ts'
import type { PendulumOptions } from './envs/pendulum.ts'
import type { TaxiOptions } from './envs/taxi.ts'
import { InvalidOptionError } from './errors.ts'
import { entryOf } from './registry.ts'
import { Checked } from './wrappers/checked.ts'
import { TimeLimit } from './wrappers/time-limit.ts'

/** What every environment's options may hold besides its own. */
export interface MakeOptions {
  /** Steps after which an episode is truncated; -1 for never. @default the environment's registered limit */
  readonly maxEpisodeSteps?: number
}

/** The built-in environments by id: their observations, actions and options. Add your own by declaration merging. */
export interface EnvTypes {
  'CartPole-v1': { observation: Float32Array; action: number; options: CartPoleOptions }
  'MountainCar-v0': { observation: Float32Array; action: number; options: MountainCarOptions }
  'MountainCarContinuous-v0': {
    observation: Float32Array
    action: ArrayLike<number>
    options: MountainCarOptions
  }
  'Pendulum-v1': { observation: Float32Array; action: ArrayLike<number>; options: PendulumOptions }
  'Acrobot-v1': { observation: Float32Array; action: number; options: object }
  'LunarLander-v3': {
    observation: Float32Array
    action: number | ArrayLike<number>
    options: LunarLanderOptions
  }
  'BipedalWalker-v3': {
    observation: Float32Array
    action: ArrayLike<number>
    options: BipedalWalkerOptions
  }
  'BipedalWalkerHardcore-v3': { observation: Float32Array; action: ArrayLike<number>; options: object }
  'FrozenLake-v1': { observation: number; action: number; options: FrozenLakeOptions }
  'CliffWalking-v1': { observation: number; action: number; options: CliffWalkingOptions }
  'Taxi-v4': { observation: number; action: number; options: TaxiOptions }
  'highway-v0': { observation: Float32Array; action: number; options: HighwayOptions }
  'highway-fast-v0': { observation: Float32Array; action: number; options: HighwayOptions }
}

/**
 * Makes an environment by its id, as `gymnasium.make`: with its time limit and with checks of order and actions.
 *
 * @param id such as `'CartPole-v1'`
 * @param options Gymnasium's keyword arguments in camelCase
 * @throws UnknownIdError, InvalidOptionError
 */
export function make<Id extends keyof EnvTypes>(
  id: Id,
  options?: EnvTypes[Id]['options'] & MakeOptions,
): Env<EnvTypes[Id]['observation'], EnvTypes[Id]['action']>
export function make(id: string, options?: Readonly<Record<string, unknown>>): Env
export function make(id: string, options?: Readonly<Record<string, unknown>>): Env {
  return guarded(unguarded(id, options))
}

/**
 * Makes an environment as `make` does, by an entry that need not be registered.
 *
 * @param id what errors and `spec.id` call it
 * @throws InvalidOptionError
 */
export function makeFrom(entry: EnvEntry, id: string, options?: Readonly<Record<string, unknown>>): Env {
  return guarded(unguarded(id, options, entry))
}

/** An environment as its entry creates it, with what `make` puts around it. */
export interface Unguarded {
  readonly env: Env
  readonly spec: EnvSpec
}

/** The time limit and the checks around an environment. */
export function guarded({ env, spec }: Unguarded): Env {
  const limited = spec.maxEpisodeSteps === undefined ? env : new TimeLimit(env, spec.maxEpisodeSteps)
  return new Checked(limited, spec)
}

/** @throws UnknownIdError, InvalidOptionError */
export function unguarded(
  id: string,
  options: Readonly<Record<string, unknown>> = {},
  entry: EnvEntry = entryOf(id),
): Unguarded {
  const { maxEpisodeSteps: limit = entry.maxEpisodeSteps, ...own } = options
  if (limit !== undefined && !(Number.isSafeInteger(limit) && ((limit as number) > 0 || limit === -1)))
    throw new InvalidOptionError(
      `${id}: maxEpisodeSteps is a positive integer or -1 for no limit, not ${String(limit)}`,
    )
  const unknown = entry.options && Object.keys(own).find((name) => !entry.options?.includes(name))
  if (unknown !== undefined)
    throw new InvalidOptionError(
      `${id} has no option ${unknown}; it takes ${[...(entry.options ?? []), 'maxEpisodeSteps'].join(', ')}`,
    )
  const maxEpisodeSteps = limit === -1 ? undefined : (limit as number | undefined)
  const { rewardThreshold, nondeterministic } = entry
  return {
    env: entry.create(own),
    spec: { id, maxEpisodeSteps, rewardThreshold, nondeterministic, options: Object.freeze({ ...own }) },
  }
}
