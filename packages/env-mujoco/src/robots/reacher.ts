import { cos, sin } from '@gencode/env'
import { reacherModel } from '../models/reacher.ts'
import { norm, singleProduct, singleSumOfSquares } from '../numpy-sums.ts'
import type { Simulation } from '../simulation.ts'
import { concatenated, type Robot } from './parts.ts'

/** Keyword arguments of Reacher-v5. */
export interface ReacherOptions {
  readonly xml: string
  readonly frameSkip: number
  readonly rewardDistWeight: number
  readonly rewardControlWeight: number
}

/** From the target to the fingertip. */
function offset(simulation: Simulation): number[] {
  const target = simulation.position('target')
  return Array.from(simulation.position('fingertip'), (at, axis) => at - (target[axis] as number))
}

/** @see gymnasium/envs/mujoco/reacher_v5.py */
export const reacher: Robot<ReacherOptions> = {
  defaults: { xml: reacherModel, frameSkip: 2, rewardDistWeight: 1, rewardControlWeight: 1 },
  define: ({ xml, frameSkip, rewardDistWeight, rewardControlWeight }) => ({
    xml,
    frameSkip,
    view: 'top',
    start(simulation, rng) {
      const { qpos, qvel } = simulation.size
      const arm = Float64Array.from(
        { length: qpos },
        (_, index) => rng.uniform(-0.1, 0.1) + (simulation.qpos0[index] as number),
      )
      let goal: readonly number[]
      do goal = [rng.uniform(-0.2, 0.2), rng.uniform(-0.2, 0.2)]
      while (norm(goal) >= 0.2)
      arm.set(goal, qpos - 2)
      const speeds = Float64Array.from({ length: qvel }, () => rng.uniform(-0.005, 0.005))
      return { qpos: arm, qvel: speeds.fill(0, qvel - 2) }
    },
    observe(simulation) {
      const { qpos, qvel } = simulation
      const angles = qpos.subarray(0, 2)
      return concatenated(
        angles.map(cos),
        angles.map(sin),
        qpos.subarray(2),
        qvel.subarray(0, 2),
        offset(simulation).slice(0, 2),
      )
    },
    reward({ simulation, action }) {
      const distance = -norm(offset(simulation)) * rewardDistWeight
      const control = singleProduct(rewardControlWeight, -singleSumOfSquares(action))
      return { reward: distance + control, info: { reward_dist: distance, reward_ctrl: control } }
    },
  }),
  maxEpisodeSteps: 50,
  rewardThreshold: -3.75,
}
