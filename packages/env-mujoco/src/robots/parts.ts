import type { Info, Rng } from '@gencode/env'
import type { MujocoDefinition, Start } from '../definition.ts'
import type { Simulation } from '../simulation.ts'

/** Two bounds. */
export type Range = readonly [low: number, high: number]

/** An environment of Gymnasium: its keyword arguments with their defaults, and what it makes of them. */
export interface Robot<Options extends object = object> {
  readonly defaults: Options
  define(options: Options): MujocoDefinition
  readonly maxEpisodeSteps: number
  readonly rewardThreshold?: number
}

const noise = (count: number, draw: () => number, around?: ArrayLike<number>): Float64Array =>
  Float64Array.from({ length: count }, (_, index) => (around?.[index] ?? 0) + draw())

/** The model's own positions and rest, each number with noise of up to `scale`. */
export const uniformStart =
  (scale: number) =>
  ({ size, qpos0 }: Simulation, rng: Rng): Start => ({
    qpos: noise(size.qpos, () => rng.uniform(-scale, scale), qpos0),
    qvel: noise(size.qvel, () => rng.uniform(-scale, scale)),
  })

/** The same, but velocities by a normal distribution of that deviation. */
export const normalStart =
  (scale: number) =>
  ({ size, qpos0 }: Simulation, rng: Rng): Start => ({
    qpos: noise(size.qpos, () => rng.uniform(-scale, scale), qpos0),
    qvel: noise(size.qvel, () => scale * rng.normal()),
  })

/** One array of all numbers, one part after another. */
export function concatenated(...parts: readonly ArrayLike<number>[]): Float64Array {
  let count = 0
  for (const part of parts) count += part.length
  const all = new Float64Array(count)
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

/** Numbers within bounds. */
export function clipped(values: Float64Array, low: number, high: number): Float64Array {
  const within = new Float64Array(values.length)
  for (let index = 0; index < values.length; index++)
    within[index] = Math.min(Math.max(values[index] as number, low), high)
  return within
}

/** Strictly between both bounds. */
export const isBetween = (value: number, [low, high]: Range): boolean => low < value && value < high

/** Each number strictly between both bounds, from `from` on. */
export function areBetween(values: Float64Array, range: Range, from = 0): boolean {
  for (let index = from; index < values.length; index++)
    if (!isBetween(values[index] as number, range)) return false
  return true
}

/** How fast one of the tracked numbers has changed. */
export const velocity = (
  { before, after, dt }: { before: readonly number[]; after: readonly number[]; dt: number },
  axis: number,
): number => ((after[axis] as number) - (before[axis] as number)) / dt

/** The first numbers of `qpos`. */
export function positions({ qpos }: Simulation, count: number): number[] {
  const first: number[] = []
  for (let index = 0; index < count; index++) first.push(qpos[index] as number)
  return first
}

/** What `info` says of a body in the plane of x and y. */
export function whereabouts({ qpos }: Simulation): Info {
  const [x, y] = qpos as unknown as Range
  return { x_position: x, y_position: y, distance_from_origin: Math.sqrt(x * x + y * y) }
}
