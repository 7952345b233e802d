import { halfCheetahModel } from '../models/half-cheetah.ts'
import { singleProduct, singleSumOfSquares } from '../numpy-sums.ts'
import { concatenated, normalStart, positions, type Robot, velocity } from './parts.ts'

/** Keyword arguments of HalfCheetah-v5. */
export interface HalfCheetahOptions {
  readonly xml: string
  readonly frameSkip: number
  readonly forwardRewardWeight: number
  readonly ctrlCostWeight: number
  readonly resetNoiseScale: number
  readonly excludeCurrentPositionsFromObservation: boolean
}

/** @see gymnasium/envs/mujoco/half_cheetah_v5.py */
export const halfCheetah: Robot<HalfCheetahOptions> = {
  defaults: {
    xml: halfCheetahModel,
    frameSkip: 5,
    forwardRewardWeight: 1,
    ctrlCostWeight: 0.1,
    resetNoiseScale: 0.1,
    excludeCurrentPositionsFromObservation: true,
  },
  define: (options) => ({
    xml: options.xml,
    frameSkip: options.frameSkip,
    start: normalStart(options.resetNoiseScale),
    observe: ({ qpos, qvel }) =>
      concatenated(qpos.subarray(options.excludeCurrentPositionsFromObservation ? 1 : 0), qvel),
    track: (simulation) => positions(simulation, 1),
    reward(taken) {
      const xVelocity = velocity(taken, 0)
      const forward = options.forwardRewardWeight * xVelocity
      const cost = singleProduct(options.ctrlCostWeight, singleSumOfSquares(taken.action))
      return {
        reward: forward - cost,
        info: {
          x_position: taken.after[0],
          x_velocity: xVelocity,
          reward_forward: forward,
          reward_ctrl: -cost,
        },
      }
    },
    resetInfo: ({ qpos }) => ({ x_position: qpos[0] }),
  }),
  maxEpisodeSteps: 1000,
  rewardThreshold: 4800,
}
