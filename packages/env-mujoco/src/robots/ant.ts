import { antModel } from '../models/ant.ts'
import { singleProduct, singleSumOfSquares, sumOfSquares } from '../numpy-sums.ts'
import type { Simulation } from '../simulation.ts'
import { clipped, concatenated, normalStart, type Range, type Robot, velocity, whereabouts } from './parts.ts'

/** Keyword arguments of Ant-v5. */
export interface AntOptions {
  readonly xml: string
  readonly frameSkip: number
  readonly forwardRewardWeight: number
  readonly ctrlCostWeight: number
  readonly contactCostWeight: number
  readonly healthyReward: number
  /** The body whose velocity is rewarded, by name or number. */
  readonly mainBody: number | string
  readonly terminateWhenUnhealthy: boolean
  readonly healthyZRange: Range
  readonly contactForceRange: Range
  readonly resetNoiseScale: number
  readonly excludeCurrentPositionsFromObservation: boolean
  readonly includeCfrcExtInObservation: boolean
}

/** @see gymnasium/envs/mujoco/ant_v5.py */
export const ant: Robot<AntOptions> = {
  defaults: {
    xml: antModel,
    frameSkip: 5,
    forwardRewardWeight: 1,
    ctrlCostWeight: 0.5,
    contactCostWeight: 5e-4,
    healthyReward: 1,
    mainBody: 1,
    terminateWhenUnhealthy: true,
    healthyZRange: [0.2, 1],
    contactForceRange: [-1, 1],
    resetNoiseScale: 0.1,
    excludeCurrentPositionsFromObservation: true,
    includeCfrcExtInObservation: true,
  },
  define(options) {
    const skipped = options.excludeCurrentPositionsFromObservation ? 2 : 0
    const forces = (simulation: Simulation) =>
      clipped(simulation.view('cfrc_ext'), ...options.contactForceRange)
    return {
      xml: options.xml,
      frameSkip: options.frameSkip,
      start: normalStart(options.resetNoiseScale),
      observe: (simulation) =>
        concatenated(
          simulation.qpos.subarray(skipped),
          simulation.qvel,
          options.includeCfrcExtInObservation ? forces(simulation).subarray(6) : [],
        ),
      track: (simulation) => Array.from(simulation.position(options.mainBody)),
      reward(taken) {
        const { simulation, action } = taken
        const z = simulation.qpos[2] as number
        const [low, high] = options.healthyZRange
        const isHealthy = low <= z && z <= high
        const [xVelocity, yVelocity] = [velocity(taken, 0), velocity(taken, 1)]
        const forward = xVelocity * options.forwardRewardWeight
        const survive = isHealthy ? options.healthyReward : 0
        const control = singleProduct(options.ctrlCostWeight, singleSumOfSquares(action))
        const contact = options.contactCostWeight * sumOfSquares(forces(simulation))
        return {
          reward: forward + survive - (control + contact),
          terminated: !isHealthy && options.terminateWhenUnhealthy,
          info: {
            ...whereabouts(simulation),
            x_velocity: xVelocity,
            y_velocity: yVelocity,
            reward_forward: forward,
            reward_ctrl: -control,
            reward_contact: -contact,
            reward_survive: survive,
          },
        }
      },
      resetInfo: whereabouts,
    }
  },
  maxEpisodeSteps: 1000,
  rewardThreshold: 6000,
}
