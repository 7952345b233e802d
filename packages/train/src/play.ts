import type { Env, RewardTask } from '@gencode/env'
import { refuseEndless } from './checks.ts'
import { checkedStep, observeInto } from './observe.ts'
import type { Act } from './policy/network-policy.ts'

/** One episode, step by step. */
export interface PlayedEpisode {
  readonly seed: number
  /** Flattened observations: after the reset, then after each step. */
  readonly observations: readonly (readonly number[])[]
  /** The action of each step. */
  readonly actions: readonly unknown[]
  /** The environment's own reward of each step. */
  readonly rewards: readonly number[]
  /** What the task's rule said of each step. */
  readonly isSuccess: readonly boolean[]
  readonly isFailure: readonly boolean[]
  /** Whether a terminal state ended it, not a limit. */
  readonly terminated: boolean
  /** Whether the episode as a whole succeeded: its last step did. */
  readonly succeeded: boolean
  readonly failed: boolean
}

/**
 * Plays one episode from a seeded start; who made the environment closes it.
 *
 * @param look sees the environment after the reset and after each step
 * @throws TrainError where it has no end, or numbers that are none
 */
export function play(
  env: Env,
  task: RewardTask,
  act: Act,
  seed: number,
  look?: (env: Env) => void,
): PlayedEpisode {
  const space = env.observationSpace
  const flat = (observation: unknown): number[] => {
    const numbers = new Array<number>(space.size)
    observeInto(task, space, observation, numbers)
    return numbers
  }
  const observations = [flat(env.reset({ seed }).observation)]
  const actions: unknown[] = []
  const rewards: number[] = []
  const isSuccess: boolean[] = []
  const isFailure: boolean[] = []
  look?.(env)
  let terminated = false
  for (let ended = false; !ended; ) {
    const action = act(observations.at(-1) as number[])
    const step = checkedStep(task, env.step(action))
    look?.(env)
    const outcome = task.success({ ...step, steps: actions.length + 1 })
    observations.push(flat(step.observation))
    actions.push(action)
    rewards.push(step.reward)
    isSuccess.push(outcome.isSuccess)
    isFailure.push(outcome.isFailure)
    terminated = step.terminated
    ended = terminated || step.truncated
    refuseEndless(actions.length)
  }
  const succeeded = isSuccess.at(-1) === true
  return {
    seed,
    observations,
    actions,
    rewards,
    isSuccess,
    isFailure,
    terminated,
    succeeded,
    failed: isFailure.at(-1) === true,
  }
}
