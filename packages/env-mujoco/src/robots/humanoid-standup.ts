import { humanoidStandupModel } from '../models/humanoid.ts'
import { sumOfSquares } from '../numpy-sums.ts'
import type { Simulation } from '../simulation.ts'
import { type Range, type Robot, uniformStart } from './parts.ts'
import { observeWholeBody, tendons, type WholeBodyOptions, wholeBodyDefaults } from './whole-body.ts'

/** Keyword arguments of HumanoidStandup-v5. */
export interface HumanoidStandupOptions extends WholeBodyOptions {
  readonly xml: string
  readonly frameSkip: number
  /** Without effect, as in Gymnasium. */
  readonly uphCostWeight: number
  readonly ctrlCostWeight: number
  readonly impactCostWeight: number
  readonly impactCostRange: Range
  readonly resetNoiseScale: number
}

const place = (simulation: Simulation) => ({
  x_position: simulation.qpos[0],
  y_position: simulation.qpos[1],
  z_distance_from_origin: (simulation.qpos[2] as number) - (simulation.qpos0[2] as number),
  ...tendons(simulation),
})

/** @see gymnasium/envs/mujoco/humanoidstandup_v5.py */
export const humanoidStandup: Robot<HumanoidStandupOptions> = {
  defaults: {
    xml: humanoidStandupModel,
    frameSkip: 5,
    uphCostWeight: 1,
    ctrlCostWeight: 0.1,
    impactCostWeight: 0.5e-6,
    impactCostRange: [Number.NEGATIVE_INFINITY, 10],
    resetNoiseScale: 1e-2,
    ...wholeBodyDefaults,
  },
  define: (options) => ({
    xml: options.xml,
    frameSkip: options.frameSkip,
    start: uniformStart(options.resetNoiseScale),
    observe: observeWholeBody(options),
    reward({ simulation }) {
      const up = (simulation.qpos[2] as number) / simulation.timestep
      const control = options.ctrlCostWeight * sumOfSquares(simulation.ctrl)
      const [least, most] = options.impactCostRange
      const forces = options.impactCostWeight * sumOfSquares(simulation.view('cfrc_ext'))
      const impact = Math.min(Math.max(forces, least), most)
      return {
        reward: up - control - impact + 1,
        info: {
          ...place(simulation),
          reward_linup: up,
          reward_quadctrl: -control,
          reward_impact: -impact,
        },
      }
    },
    resetInfo: place,
  }),
  maxEpisodeSteps: 1000,
}
