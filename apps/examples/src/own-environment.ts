import { GenCode } from '@gencode/core'
import { train } from '@gencode/train'
// An environment and its reward task, together in one file.
import { corridorTask } from '../../../packages/env/examples/corridor.ts'

/**
 * Takes a reward function for an environment of one's own out of a model's response and trains policies with it.
 *
 * @returns how often they reach the goal, and how often those do that learnt from a constant reward
 */
export async function trainInOwnEnvironment(
  response: string,
): Promise<{ readonly designed: number; readonly constant: number }> {
  using genCode = new GenCode(corridorTask)
  const { rewardFunction } = await genCode.get(response)
  const options = { seeds: 2, budget: 5_000, episodes: 20 }
  const designed = await train(corridorTask, rewardFunction, options)
  const constant = await train(corridorTask, 'constant', options)
  return { designed: designed.successRate, constant: constant.successRate }
}
