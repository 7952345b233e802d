import { setImmediate } from 'node:timers/promises'
import type { State } from '@gencode/core'
import { actionSize, flattenObservation, type RewardTask } from '@gencode/env'
import type { Output } from './output.ts'

/** One that has no end is cut there. */
const longestEpisode = 10_000

/** What the function gave in one episode of random actions. */
export interface RandomEpisode {
  readonly steps: number
  /** The function's reward of each step. */
  readonly rewards: readonly number[]
  /** The named terms of each reward, where the function gives them. */
  readonly components?: Readonly<Record<string, readonly number[]>>
  /** The rewards' sum. */
  readonly return: number
  /** What the task's rule said of its last step. */
  readonly isSuccess: boolean
}

/**
 * Plays episodes with random actions, and asks the function for the reward of every step.
 *
 * @throws the signal's reason, between two episodes
 */
export async function playEpisodes(
  task: RewardTask,
  rewardFunction: State['rewardFunction'],
  count: number,
  seed: number,
  output: Output,
  signal: AbortSignal,
): Promise<readonly RandomEpisode[]> {
  const env = await task.makeEnv()
  env.actionSpace.seed(seed)
  const seesActions = actionSize(task, env) > 0
  const episodes: RandomEpisode[] = []
  const spinner = output.spinner('Playing')
  try {
    for (let episode = 0; episode < count; episode++) {
      spinner.text = `Playing episode ${episode + 1} of ${count}`
      // Lets Ctrl-C through.
      await setImmediate()
      signal.throwIfAborted()
      const observations: number[] = []
      const actions: number[] = []
      const rows = { successes: [] as number[], failures: [] as number[] }
      env.reset({ seed: seed + episode })
      for (let steps = 1; steps <= longestEpisode; steps++) {
        const action = env.actionSpace.sample()
        const step = env.step(action)
        const { isSuccess, isFailure } = task.success({ ...step, steps })
        observations.push(...flattenObservation(env.observationSpace, step.observation))
        if (seesActions) actions.push(...flattenObservation(env.actionSpace, action))
        rows.successes.push(Number(isSuccess))
        rows.failures.push(Number(isFailure))
        if (step.terminated || step.truncated) break
      }
      const columns = [
        Float64Array.from(observations),
        Uint8Array.from(rows.successes),
        Uint8Array.from(rows.failures),
        ...(seesActions ? [Float64Array.from(actions)] : []),
      ]
      const { rewards, components } = rewardFunction.batch(columns, { components: true })
      const terms = Object.entries(components).map(([name, values]) => [name, [...values]])
      episodes.push({
        steps: rewards.length,
        rewards: [...rewards],
        ...(terms.length > 0 ? { components: Object.fromEntries(terms) } : {}),
        return: rewards.reduce((total, reward) => total + reward, 0),
        isSuccess: rows.successes.at(-1) === 1,
      })
    }
  } finally {
    spinner.stop()
    env.close()
  }
  return episodes
}
