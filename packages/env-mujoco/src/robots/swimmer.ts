import { swimmerModel } from '../models/swimmer.ts'
import { singleProduct, singleSumOfSquares } from '../numpy-sums.ts'
import { concatenated, positions, type Robot, uniformStart, velocity, whereabouts } from './parts.ts'

/** Keyword arguments of Swimmer-v5. */
export interface SwimmerOptions {
  readonly xml: string
  readonly frameSkip: number
  readonly forwardRewardWeight: number
  readonly ctrlCostWeight: number
  readonly resetNoiseScale: number
  readonly excludeCurrentPositionsFromObservation: boolean
}

/** @see gymnasium/envs/mujoco/swimmer_v5.py */
export const swimmer: Robot<SwimmerOptions> = {
  defaults: {
    xml: swimmerModel,
    frameSkip: 4,
    forwardRewardWeight: 1,
    ctrlCostWeight: 1e-4,
    resetNoiseScale: 0.1,
    excludeCurrentPositionsFromObservation: true,
  },
  define: (options) => ({
    xml: options.xml,
    frameSkip: options.frameSkip,
    view: 'top',
    start: uniformStart(options.resetNoiseScale),
    observe: ({ qpos, qvel }) =>
      concatenated(qpos.subarray(options.excludeCurrentPositionsFromObservation ? 2 : 0), qvel),
    track: (simulation) => positions(simulation, 2),
    reward(taken) {
      const [xVelocity, yVelocity] = [velocity(taken, 0), velocity(taken, 1)]
      const forward = options.forwardRewardWeight * xVelocity
      const cost = singleProduct(options.ctrlCostWeight, singleSumOfSquares(taken.action))
      return {
        reward: forward - cost,
        info: {
          ...whereabouts(taken.simulation),
          x_velocity: xVelocity,
          y_velocity: yVelocity,
          reward_forward: forward,
          reward_ctrl: -cost,
        },
      }
    },
    resetInfo: whereabouts,
  }),
  maxEpisodeSteps: 1000,
  rewardThreshold: 360,
}
