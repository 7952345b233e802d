import type { NamesOf } from '@gencode/contract/check-names'
import type { Policy } from '@gencode/contract/types'
import type { Env, Episode, RewardTask } from '@gencode/env'
import { breathe } from './breath.ts'
import { checkCount, checkOptionNames, checkSeed } from './checks.ts'
import { successInterval } from './interval.ts'
import { openEnv } from './open-env.ts'
import { type PlayedEpisode, play } from './play.ts'
import { checkObservationSize, loadPolicy } from './policy/load-policy.ts'
import type { Act } from './policy/network-policy.ts'
import { policyFunction } from './policy/saved-policy.ts'
import { episodeSeed, stream } from './random.ts'
import { loadTask, type TaskInput } from './task-input.ts'

/** What `evaluate` takes. */
export interface EvaluateOptions {
  /** @default 100 */
  readonly episodes?: number | undefined
  /** Where the episodes' own seeds come from; they are never those of a training. @default 0 */
  readonly seed?: number | undefined
  readonly signal?: AbortSignal | undefined
}

/** What `evaluate` may be given, by name. */
export const evaluateNames: NamesOf<EvaluateOptions> = { episodes: true, seed: true, signal: true }

/** What a policy reached over some episodes. */
export interface Evaluation {
  /** Share of successful episodes by the task's own rule, 0 to 1. */
  readonly successRate: number
  /** Its 95 % interval (see `successInterval`). */
  readonly interval: readonly [low: number, high: number]
  readonly episodes: number
  readonly seed: number
  /** Environment steps that the episodes took. */
  readonly environmentSteps: number
  /** Mean return in the environment's own reward. */
  readonly environmentReturn: number
  /** The task's metrics by name, each the mean over the episodes. */
  readonly metrics: Readonly<Record<string, number>>
}

/**
 * Plays greedy episodes (the same observation, the same action) from fresh starts and counts successes by the
 * task's own rule, never by a designed reward.
 *
 * @param policy a trained policy, also a saved one, or any function from a flattened observation to an action
 * @param input a task, the id of a built-in one, or `{ module, export }`
 * @throws TrainError where the policy is for another task or an option out of range; the signal's reason
 */
export async function evaluate(
  policy: Policy | Act,
  input: TaskInput,
  options: EvaluateOptions = {},
): Promise<Evaluation> {
  checkOptionNames('evaluate', evaluateNames, options)
  const task = await loadTask(input)
  const env = await openEnv(task, options.signal)
  try {
    return await evaluateIn(env, policy, task, options)
  } finally {
    env.close()
  }
}

/** `evaluate` in an environment that the caller made and closes. */
export async function evaluateIn(
  env: Env,
  policy: Policy | Act,
  task: RewardTask,
  options: EvaluateOptions = {},
): Promise<Evaluation> {
  const { episodes = 100, seed = 0, signal } = options
  checkCount('episodes', episodes)
  checkSeed(seed)
  const act = actOf(policy, env, task)
  const starts = stream(seed, 'evaluation')
  const sums = new Map(task.metrics.map((metric) => [metric, 0]))
  let successes = 0
  let total = 0
  let environmentSteps = 0
  for (let episode = 0; episode < episodes; episode++) {
    await breathe(signal)
    const played = play(env, task, act, episodeSeed(starts))
    environmentSteps += played.rewards.length
    if (played.succeeded) successes++
    for (const reward of played.rewards) total += reward
    for (const [metric, sum] of sums) sums.set(metric, sum + metric.measure(measured(played)))
  }
  return {
    successRate: successes / episodes,
    interval: successInterval([{ successes, episodes }]),
    episodes,
    seed,
    environmentSteps,
    environmentReturn: total / episodes,
    metrics: Object.fromEntries(Array.from(sums, ([metric, sum]) => [metric.name, sum / episodes])),
  }
}

/** @throws TrainError where the policy is none, or for another task */
export function actOf(saved: Policy | Act, env: Env, task: RewardTask): Act {
  if (typeof saved === 'function') return saved
  const policy = loadPolicy(saved)
  checkObservationSize(policy, env.observationSpace.size, task.id)
  return policyFunction(policy)
}

/** The episode as a metric sees it. */
function measured({ observations, actions, rewards, succeeded, failed }: PlayedEpisode): Episode {
  return { observations, actions, rewards, isSuccess: succeeded, isFailure: failed }
}
