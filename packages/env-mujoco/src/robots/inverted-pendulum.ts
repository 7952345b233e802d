import { invertedPendulumModel } from '../models/pendulum.ts'
import { concatenated, type Robot, uniformStart } from './parts.ts'

/** Keyword arguments of InvertedPendulum-v5. */
export interface InvertedPendulumOptions {
  readonly xml: string
  readonly frameSkip: number
  readonly resetNoiseScale: number
}

/** @see gymnasium/envs/mujoco/inverted_pendulum_v5.py */
export const invertedPendulum: Robot<InvertedPendulumOptions> = {
  defaults: { xml: invertedPendulumModel, frameSkip: 2, resetNoiseScale: 0.01 },
  define: ({ xml, frameSkip, resetNoiseScale }) => ({
    xml,
    frameSkip,
    start: uniformStart(resetNoiseScale),
    observe: ({ qpos, qvel }) => concatenated(qpos, qvel),
    reward({ simulation }) {
      const terminated = Math.abs(simulation.qpos[1] as number) > 0.2
      const survive = terminated ? 0 : 1
      return { reward: survive, terminated, info: { reward_survive: survive } }
    },
  }),
  maxEpisodeSteps: 1000,
  rewardThreshold: 950,
}
