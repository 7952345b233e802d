import { wrapAngle } from '../../wrap-angle.ts'
import { type Car, carLength } from './car.ts'

/** Width of a lane in m. */
export const laneWidth = 4
/** Length of the road in m. */
const roadLength = 10_000
/** In m/s. */
export const speedLimit = 30

/**
 * Straight lanes side by side, and the cars on them. Lane `l` has its middle at y = 4 l; x is the way along it.
 *
 * @see highway_env/road/road.py, highway_env/road/lane.py
 */
export class Road {
  readonly lanes: number
  readonly cars: Car[] = []
  /** What `look` found: the nearest car ahead and behind. */
  ahead: Car | undefined
  behind: Car | undefined

  constructor(lanes: number) {
    this.lanes = lanes
  }

  /** The lane whose middle is nearest, the angle to it counting as much as metres. */
  nearestLane(car: Car): number {
    const angle = Math.abs(wrapAngle(car.heading))
    const past = Math.max(car.x - roadLength, 0) + Math.max(-car.x, 0)
    let nearest = 0
    let least = Number.POSITIVE_INFINITY
    for (let lane = 0; lane < this.lanes; lane++) {
      const distance = Math.abs(car.y - laneWidth * lane) + past + angle
      if (distance < least) {
        least = distance
        nearest = lane
      }
    }
    return nearest
  }

  /** Whether a car is on its lane. */
  isOnRoad({ x, y, lane }: Car): boolean {
    return Math.abs(y - laneWidth * lane) <= laneWidth / 2 && x >= -carLength && x < roadLength + carLength
  }

  /** Whether a car may change to a lane from where it is. */
  isReachable({ x, y }: Car, lane: number): boolean {
    return Math.abs(y - laneWidth * lane) <= 2 * laneWidth && x >= 0 && x < roadLength + carLength
  }

  /** Finds the cars next to `car` on a lane, ahead (or beside) and behind: `ahead` and `behind`. */
  look(car: Car, lane: number): void {
    const { cars } = this
    const middle = laneWidth * lane
    const { x } = car
    let front = Number.POSITIVE_INFINITY
    let rear = Number.NEGATIVE_INFINITY
    this.ahead = undefined
    this.behind = undefined
    for (let index = 0; index < cars.length; index++) {
      const other = cars[index] as Car
      const place = other.x
      // Of two side by side the later counts ahead, the earlier behind.
      const isNearer = place >= x ? place <= front : place > rear
      if (!isNearer || other === car) continue
      if (Math.abs(other.y - middle) > laneWidth / 2 + 1) continue
      if (place < -carLength || place >= roadLength + carLength) continue
      if (place >= x) {
        front = place
        this.ahead = other
      } else {
        rear = place
        this.behind = other
      }
    }
  }
}
