import { exp } from '../../elementary.ts'
import type { Rng } from '../../random/rng.ts'
import { settle } from './agent.ts'
import { Car, type Driver } from './car.ts'
import type { HighwayConfig } from './config.ts'
import { laneWidth, Road, speedLimit } from './road.ts'

/**
 * A road with the agent's car and the traffic around it, drawn as highway-env draws them.
 *
 * @param hasCarefulTraffic whether the traffic looks for collisions too; else only those with the agent are seen
 */
export function startTraffic(
  config: HighwayConfig,
  speeds: readonly number[],
  hasCarefulTraffic: boolean,
  rng: Rng,
): { road: Road; agents: Car[] } {
  const road = new Road(config.lanes_count)
  const agents: Car[] = []
  const place = (driver: Driver, spacing: number, speed?: number, lane?: number | null) => {
    const car = draw(driver, road, spacing, rng, speed, lane)
    road.cars.push(car)
    return car
  }
  for (const others of split(config.vehicles_count, config.controlled_vehicles)) {
    const agent = place('agent', config.ego_spacing, 25, config.initial_lane_id)
    settle(agent, speeds)
    agents.push(agent)
    for (let index = 0; index < others; index++) {
      const car = place('traffic', 1 / config.vehicles_density)
      car.timer = ((car.x + car.y) * Math.PI) % 1
      car.delta = rng.uniform(3.5, 4.5)
      car.checksCollisions = hasCarefulTraffic
    }
  }
  return { road, agents }
}

function draw(
  driver: Driver,
  road: Road,
  spacing: number,
  rng: Rng,
  givenSpeed?: number,
  givenLane?: number | null,
): Car {
  const lane = givenLane ?? rng.integers(road.lanes)
  const speed = givenSpeed ?? rng.uniform(0.7 * speedLimit, 0.8 * speedLimit)
  const offset = spacing * (12 + speed) * exp((-5 / 40) * road.lanes)
  const last = road.cars.reduce((most, { x }) => Math.max(most, x), Number.NEGATIVE_INFINITY)
  const x = (road.cars.length > 0 ? last : 3 * offset) + offset * rng.uniform(0.9, 1.1)
  const car = new Car(driver, x, laneWidth * lane, speed)
  car.lane = road.nearestLane(car)
  car.targetLane = car.lane
  return car
}

/** `total` in so many nearly equal parts, larger ones first. */
function split(total: number, parts: number): number[] {
  const least = Math.floor(total / parts)
  return Array.from({ length: parts }, (_, index) => least + (index < total % parts ? 1 : 0))
}
