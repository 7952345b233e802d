import { hopperModel } from '../models/hopper.ts'
import { areBetween, type Range, type Robot } from './parts.ts'
import { type PlanarLegsOptions, planarLegs } from './planar-legs.ts'

/** Keyword arguments of Hopper-v5. */
export interface HopperOptions extends PlanarLegsOptions {
  readonly healthyStateRange: Range
}

/** @see gymnasium/envs/mujoco/hopper_v5.py */
export const hopper: Robot<HopperOptions> = {
  defaults: {
    xml: hopperModel,
    frameSkip: 4,
    forwardRewardWeight: 1,
    ctrlCostWeight: 1e-3,
    healthyReward: 1,
    terminateWhenUnhealthy: true,
    healthyStateRange: [-100, 100],
    healthyZRange: [0.7, Number.POSITIVE_INFINITY],
    healthyAngleRange: [-0.2, 0.2],
    resetNoiseScale: 5e-3,
    excludeCurrentPositionsFromObservation: true,
  },
  define: (options) =>
    planarLegs(
      options,
      ({ qpos, qvel }) =>
        areBetween(qpos, options.healthyStateRange, 2) && areBetween(qvel, options.healthyStateRange),
    ),
  maxEpisodeSteps: 1000,
  rewardThreshold: 3800,
}
