import { pusherModel } from '../models/pusher.ts'
import { norm, singleProduct, singleSumOfSquares } from '../numpy-sums.ts'
import type { Simulation } from '../simulation.ts'
import { concatenated, type Robot } from './parts.ts'

/** Keyword arguments of Pusher-v5. */
export interface PusherOptions {
  readonly xml: string
  readonly frameSkip: number
  readonly rewardNearWeight: number
  readonly rewardDistWeight: number
  readonly rewardControlWeight: number
}

/** How far the object is from another body. */
function distance(simulation: Simulation, body: string): number {
  const to = simulation.position(body)
  return norm(Array.from(simulation.position('object'), (at, axis) => at - (to[axis] as number)))
}

/** @see gymnasium/envs/mujoco/pusher_v5.py */
export const pusher: Robot<PusherOptions> = {
  defaults: {
    xml: pusherModel,
    frameSkip: 5,
    rewardNearWeight: 0.5,
    rewardDistWeight: 1,
    rewardControlWeight: 0.1,
  },
  define: ({ xml, frameSkip, rewardNearWeight, rewardDistWeight, rewardControlWeight }) => ({
    xml,
    frameSkip,
    view: 'top',
    start(simulation, rng) {
      const { qpos, qvel } = simulation.size
      let object: readonly number[]
      do object = [rng.uniform(-0.3, 0), rng.uniform(-0.2, 0.2)]
      while (norm(object) <= 0.17)
      const place = Float64Array.from(simulation.qpos0)
      place.set([...object, 0, 0], qpos - 4)
      const speeds = Float64Array.from({ length: qvel }, () => rng.uniform(-0.005, 0.005))
      return { qpos: place, qvel: speeds.fill(0, qvel - 4) }
    },
    observe: (simulation) =>
      concatenated(
        simulation.qpos.subarray(0, 7),
        simulation.qvel.subarray(0, 7),
        ...['tips_arm', 'object', 'goal'].map((body) => simulation.position(body)),
      ),
    reward({ simulation, action }) {
      const near = -distance(simulation, 'tips_arm') * rewardNearWeight
      const far = -distance(simulation, 'goal') * rewardDistWeight
      const control = singleProduct(rewardControlWeight, -singleSumOfSquares(action))
      return {
        reward: far + control + near,
        info: { reward_dist: far, reward_ctrl: control, reward_near: near },
      }
    },
  }),
  maxEpisodeSteps: 100,
  rewardThreshold: 0,
}
