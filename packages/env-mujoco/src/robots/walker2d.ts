import { walker2dModel } from '../models/walker2d.ts'
import type { Robot } from './parts.ts'
import { type PlanarLegsOptions, planarLegs } from './planar-legs.ts'

/** Keyword arguments of Walker2d-v5. */
export type Walker2dOptions = PlanarLegsOptions

/** @see gymnasium/envs/mujoco/walker2d_v5.py */
export const walker2d: Robot<Walker2dOptions> = {
  defaults: {
    xml: walker2dModel,
    frameSkip: 4,
    forwardRewardWeight: 1,
    ctrlCostWeight: 1e-3,
    healthyReward: 1,
    terminateWhenUnhealthy: true,
    healthyZRange: [0.8, 2],
    healthyAngleRange: [-1, 1],
    resetNoiseScale: 5e-3,
    excludeCurrentPositionsFromObservation: true,
  },
  define: (options) => planarLegs(options),
  maxEpisodeSteps: 1000,
}
