import { fileURLToPath } from 'node:url'
import { rewardOf } from '@gencode/contract'
import { GenCode } from '@gencode/core'
import type { Env } from '@gencode/env'
import { gymnasiumTask } from '@gencode/env-gymnasium'

/** What a policy reaches in an episode. */
export interface Outcome {
  /** The sum of the reward function's rewards. */
  readonly score: number
  readonly isSuccess: boolean
}

/**
 * Takes a model's response to a reward function for an environment in a Python file of one's own, corridor.py,
 * and scores two policies with it: forward all the time, and backward.
 */
export async function rewardInOwnEnvironment(
  response: string,
): Promise<{ readonly forward: Outcome; readonly backward: Outcome }> {
  const task = await gymnasiumTask('Corridor-v0', {
    imports: ['corridor'],
    path: [fileURLToPath(new URL('.', import.meta.url))],
    kwargs: { length: 6 },
    goal: 'Walk to the right end of the corridor.',
    observation: [{ index: 0, name: 'cell, 0 at the left end', low: 0, high: 5 }],
  })
  using genCode = new GenCode(task)
  const { rewardFunction } = await genCode.get(response)

  const episode = (env: Env, action: number): Outcome => {
    env.reset({ seed: 7 })
    for (let steps = 1, score = 0; ; steps++) {
      const step = env.step(action)
      const { isSuccess, isFailure } = task.success({ ...step, steps })
      score += rewardOf(rewardFunction(Array.from(step.observation as Float32Array), isSuccess, isFailure))
      if (step.terminated || step.truncated) return { score, isSuccess }
    }
  }

  using env = await task.makeEnv()
  return { forward: episode(env, 1), backward: episode(env, 0) }
}
