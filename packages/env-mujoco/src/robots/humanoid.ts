import { humanoidModel } from '../models/humanoid.ts'
import { sum, sumOfSquares } from '../numpy-sums.ts'
import type { Simulation } from '../simulation.ts'
import { isBetween, type Range, type Robot, uniformStart, velocity, whereabouts } from './parts.ts'
import { observeWholeBody, tendons, type WholeBodyOptions, wholeBodyDefaults } from './whole-body.ts'

/** Keyword arguments of Humanoid-v5. */
export interface HumanoidOptions extends WholeBodyOptions {
  readonly xml: string
  readonly frameSkip: number
  readonly forwardRewardWeight: number
  readonly ctrlCostWeight: number
  readonly contactCostWeight: number
  readonly contactCostRange: Range
  readonly healthyReward: number
  readonly terminateWhenUnhealthy: boolean
  readonly healthyZRange: Range
  readonly resetNoiseScale: number
}

/** x and y of the centre of mass. */
function massCentre(simulation: Simulation): readonly number[] {
  const masses = simulation.constant('body_mass')
  const centres = simulation.view('xipos')
  const total = sum(masses)
  return [0, 1].map((axis) => {
    let moment = 0
    for (let body = 0; body < masses.length; body++)
      moment += (masses[body] as number) * (centres[3 * body + axis] as number)
    return moment / total
  })
}

/** @see gymnasium/envs/mujoco/humanoid_v5.py */
export const humanoid: Robot<HumanoidOptions> = {
  defaults: {
    xml: humanoidModel,
    frameSkip: 5,
    forwardRewardWeight: 1.25,
    ctrlCostWeight: 0.1,
    contactCostWeight: 5e-7,
    contactCostRange: [Number.NEGATIVE_INFINITY, 10],
    healthyReward: 5,
    terminateWhenUnhealthy: true,
    healthyZRange: [1, 2],
    resetNoiseScale: 1e-2,
    ...wholeBodyDefaults,
  },
  define: (options) => ({
    xml: options.xml,
    frameSkip: options.frameSkip,
    start: uniformStart(options.resetNoiseScale),
    observe: observeWholeBody(options),
    track: massCentre,
    reward(taken) {
      const { simulation } = taken
      const [xVelocity, yVelocity] = [velocity(taken, 0), velocity(taken, 1)]
      const isHealthy = isBetween(simulation.qpos[2] as number, options.healthyZRange)
      const forward = options.forwardRewardWeight * xVelocity
      const survive = isHealthy ? options.healthyReward : 0
      const control = options.ctrlCostWeight * sumOfSquares(simulation.ctrl)
      const [least, most] = options.contactCostRange
      const forces = options.contactCostWeight * sumOfSquares(simulation.view('cfrc_ext'))
      const contact = Math.min(Math.max(forces, least), most)
      return {
        reward: forward + survive - (control + contact),
        terminated: !isHealthy && options.terminateWhenUnhealthy,
        info: {
          ...whereabouts(simulation),
          ...tendons(simulation),
          x_velocity: xVelocity,
          y_velocity: yVelocity,
          reward_survive: survive,
          reward_forward: forward,
          reward_ctrl: -control,
          reward_contact: -contact,
        },
      }
    },
    resetInfo: (simulation) => ({ ...whereabouts(simulation), ...tendons(simulation) }),
  }),
  maxEpisodeSteps: 1000,
}
