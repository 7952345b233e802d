import { wrapAngle } from '../../wrap-angle.ts'
import { type Car, carLength, maxSpeed } from './car.ts'
import { laneWidth, type Road } from './road.ts'
import { clip } from './steering.ts'

/** The name of something that is observed of a car, as highway-env has it. */
export type Feature =
  | 'presence'
  | 'x'
  | 'y'
  | 'vx'
  | 'vy'
  | 'heading'
  | 'cos_h'
  | 'sin_h'
  | 'cos_d'
  | 'sin_d'
  | 'long_off'
  | 'lat_off'
  | 'ang_off'

const features: Readonly<Record<Feature, (car: Car) => number>> = {
  presence: () => 1,
  x: (car) => car.x,
  y: (car) => car.y,
  vx: (car) => car.velocityX,
  vy: (car) => car.velocityY,
  heading: (car) => car.heading,
  cos_h: (car) => car.cosine,
  sin_h: (car) => car.sine,
  // A car on a straight road has no destination.
  cos_d: () => 0,
  sin_d: () => 0,
  long_off: (car) => car.x,
  lat_off: (car) => car.y - laneWidth * car.lane,
  ang_off: (car) => wrapAngle(car.heading),
}

/** The names of all features. */
export const featureNames: readonly Feature[] = Object.keys(features) as Feature[]

/** Those that are given relative to the observer, unless `absolute` says otherwise. */
const relative: ReadonlySet<Feature> = new Set(['x', 'y', 'vx', 'vy'])
const perceptionDistance = 5 * maxSpeed

/** highway-env's `Kinematics` observation: a row of features a car, the own one first. */
export interface KinematicsConfig {
  readonly features: readonly Feature[]
  /** Rows; those without a car are 0. */
  readonly vehicles_count: number
  /** What is mapped to -1 and 1, by feature; @default x, y, vx and vy by the road's size and the top speed */
  readonly features_range?: Partial<Record<Feature, readonly [number, number]>> | undefined
  readonly absolute: boolean
  readonly normalize: boolean
  readonly clip: boolean
  /** Whether cars more than 10 m behind count. */
  readonly see_behind: boolean
}

/** Writes the observation of `own` into `target`, from `offset` on. */
export function observeKinematics(
  own: Car,
  road: Road,
  config: KinematicsConfig,
  target: Float32Array,
  offset: number,
): void {
  const ranges = config.features_range ?? defaultRanges(road.lanes)
  const width = config.features.length
  const seen = [own, ...nearest(own, road, config)]
  target.fill(0, offset, offset + config.vehicles_count * width)
  for (const [row, car] of seen.entries())
    for (const [column, feature] of config.features.entries()) {
      const isRelative = row > 0 && !config.absolute && relative.has(feature)
      const value = features[feature](car) - (isRelative ? features[feature](own) : 0)
      target[offset + row * width + column] = config.normalize
        ? mapped(value, ranges[feature], config.clip)
        : value
    }
}

/** The cars in view, nearest along the road first; as many as there are rows beside the own. */
function nearest(own: Car, road: Road, config: KinematicsConfig): Car[] {
  const inView = road.cars.filter((car) => {
    if (car === own || distance(car, own) >= perceptionDistance) return false
    return config.see_behind || -2 * carLength < car.x - own.x
  })
  inView.sort((a, b) => Math.abs(a.x - own.x) - Math.abs(b.x - own.x))
  return inView.slice(0, config.vehicles_count - 1)
}

function defaultRanges(lanes: number): NonNullable<KinematicsConfig['features_range']> {
  const across = laneWidth * lanes
  return {
    x: [-perceptionDistance, perceptionDistance],
    y: [-across, across],
    vx: [-2 * maxSpeed, 2 * maxSpeed],
    vy: [-2 * maxSpeed, 2 * maxSpeed],
  }
}

function mapped(value: number, range: readonly [number, number] | undefined, isClipped: boolean): number {
  if (!range) return value
  const [low, high] = range
  const place = -1 + ((value - low) * 2) / (high - low)
  return isClipped ? clip(place, -1, 1) : place
}

function distance(a: Car, b: Car): number {
  return Math.sqrt((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y))
}
