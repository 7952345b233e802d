import type { MujocoDefinition } from '../definition.ts'
import { singleProduct, singleSumOfSquares } from '../numpy-sums.ts'
import type { Simulation } from '../simulation.ts'
import { clipped, concatenated, isBetween, positions, type Range, uniformStart, velocity } from './parts.ts'

/** Keyword arguments of Hopper and Walker2d. */
export interface PlanarLegsOptions {
  readonly xml: string
  readonly frameSkip: number
  readonly forwardRewardWeight: number
  readonly ctrlCostWeight: number
  readonly healthyReward: number
  readonly terminateWhenUnhealthy: boolean
  readonly healthyZRange: Range
  readonly healthyAngleRange: Range
  readonly resetNoiseScale: number
  readonly excludeCurrentPositionsFromObservation: boolean
}

/** What Hopper and Walker2d have in common, which is all but what else counts as healthy. */
export function planarLegs(
  options: PlanarLegsOptions,
  isElseHealthy: (simulation: Simulation) => boolean = () => true,
): MujocoDefinition {
  const skipped = options.excludeCurrentPositionsFromObservation ? 1 : 0
  const place = ({ qpos, qpos0 }: Simulation) => ({
    x_position: qpos[0],
    z_distance_from_origin: (qpos[1] as number) - (qpos0[1] as number),
  })
  return {
    xml: options.xml,
    frameSkip: options.frameSkip,
    start: uniformStart(options.resetNoiseScale),
    observe: ({ qpos, qvel }) => concatenated(qpos.subarray(skipped), clipped(qvel, -10, 10)),
    track: (simulation) => positions(simulation, 1),
    reward(taken) {
      const { simulation, action } = taken
      const [, z, angle] = simulation.qpos as unknown as [number, number, number]
      const isHealthy =
        isElseHealthy(simulation) &&
        isBetween(z, options.healthyZRange) &&
        isBetween(angle, options.healthyAngleRange)
      const xVelocity = velocity(taken, 0)
      const forward = options.forwardRewardWeight * xVelocity
      const survive = isHealthy ? options.healthyReward : 0
      const cost = singleProduct(options.ctrlCostWeight, singleSumOfSquares(action))
      return {
        reward: forward + survive - cost,
        terminated: !isHealthy && options.terminateWhenUnhealthy,
        info: {
          ...place(simulation),
          x_velocity: xVelocity,
          reward_forward: forward,
          reward_ctrl: -cost,
          reward_survive: survive,
        },
      }
    },
    resetInfo: place,
  }
}
