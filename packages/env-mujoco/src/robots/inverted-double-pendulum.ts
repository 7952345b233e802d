import { cos, sin } from '@gencode/env'
import { invertedDoublePendulumModel } from '../models/pendulum.ts'
import { clipped, concatenated, normalStart, type Robot } from './parts.ts'

/** Keyword arguments of InvertedDoublePendulum-v5. */
export interface InvertedDoublePendulumOptions {
  readonly xml: string
  readonly frameSkip: number
  readonly healthyReward: number
  readonly resetNoiseScale: number
}

/** @see gymnasium/envs/mujoco/inverted_double_pendulum_v5.py */
export const invertedDoublePendulum: Robot<InvertedDoublePendulumOptions> = {
  defaults: { xml: invertedDoublePendulumModel, frameSkip: 5, healthyReward: 10, resetNoiseScale: 0.1 },
  define: ({ xml, frameSkip, healthyReward, resetNoiseScale }) => ({
    xml,
    frameSkip,
    start: normalStart(resetNoiseScale),
    observe: (simulation) => {
      const angles = simulation.qpos.subarray(1)
      return concatenated(
        simulation.qpos.subarray(0, 1),
        angles.map(sin),
        angles.map(cos),
        clipped(simulation.qvel, -10, 10),
        clipped(simulation.view('qfrc_constraint'), -10, 10).subarray(0, 1),
      )
    },
    reward({ simulation }) {
      const [x, , y] = simulation.view('site_xpos') as unknown as [number, number, number]
      const [, v1, v2] = simulation.qvel as unknown as [number, number, number]
      const terminated = y <= 1
      const distance = 0.01 * (x * x) + (y - 2) * (y - 2)
      const speed = 1e-3 * (v1 * v1) + 5e-3 * (v2 * v2)
      const survive = terminated ? 0 : healthyReward
      return {
        reward: survive - distance - speed,
        terminated,
        info: { reward_survive: survive, distance_penalty: -distance, velocity_penalty: -speed },
      }
    },
  }),
  maxEpisodeSteps: 1000,
  rewardThreshold: 9100,
}
