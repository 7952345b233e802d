import { type Env, flattenObservation, type RewardTask } from '@gencode/env'
import type { Act } from './policy.ts'

/** One episode, step by step, in arrays that the next episode reuses. */
export interface Trace {
  readonly steps: number
  /** The observation after each step, flattened: steps x size, row-major. */
  readonly observations: Float64Array
  /** 1 where the task's rule called the step a success. */
  readonly isSuccess: Uint8Array
  /** 1 where it called it a failure. */
  readonly isFailure: Uint8Array
  /** The environment's own reward of each step. */
  readonly rewards: Float64Array
  /** Whether the episode as a whole succeeded: its last step did. */
  readonly succeeded: boolean
  readonly failed: boolean
}

/** What an episode passes on as it goes, for those who need more than its trace. */
export interface Watcher {
  started(observation: readonly number[]): void
  stepped(observation: readonly number[], action: unknown, reward: number): void
}

/** Plays episodes of a task in one environment. */
export interface Player {
  /** Plays one episode from a seeded start. The trace is valid until the next call. */
  play(act: Act, seed: number, watcher?: Watcher): Trace
  /** Steps taken by all episodes so far. */
  readonly environmentSteps: number
}

/** A player for a task's environment; who made the environment closes it. */
export function createPlayer(env: Env, task: RewardTask): Player {
  const space = env.observationSpace
  const size = space.size
  let capacity = 512
  let observations = new Float64Array(capacity * size)
  let isSuccess = new Uint8Array(capacity)
  let isFailure = new Uint8Array(capacity)
  let rewards = new Float64Array(capacity)
  let environmentSteps = 0

  function grow(): void {
    capacity *= 2
    observations = grown(observations, new Float64Array(capacity * size))
    isSuccess = grown(isSuccess, new Uint8Array(capacity))
    isFailure = grown(isFailure, new Uint8Array(capacity))
    rewards = grown(rewards, new Float64Array(capacity))
  }

  return {
    get environmentSteps() {
      return environmentSteps
    },
    play(act, seed, watcher) {
      let flat = flattenObservation(space, env.reset({ seed }).observation)
      watcher?.started(flat)
      let steps = 0
      for (;;) {
        const action = act(flat)
        const { observation, reward, terminated, truncated, info } = env.step(action)
        flat = flattenObservation(space, observation)
        if (steps === capacity) grow()
        for (let index = 0; index < size; index++) observations[steps * size + index] = flat[index] as number
        rewards[steps] = reward
        environmentSteps++
        const outcome = task.success({
          observation,
          reward,
          terminated,
          truncated,
          info,
          steps: steps + 1,
        })
        isSuccess[steps] = outcome.isSuccess ? 1 : 0
        isFailure[steps] = outcome.isFailure ? 1 : 0
        steps++
        watcher?.stepped(flat, action, reward)
        if (terminated || truncated) break
      }
      return {
        steps,
        observations: observations.subarray(0, steps * size),
        isSuccess: isSuccess.subarray(0, steps),
        isFailure: isFailure.subarray(0, steps),
        rewards: rewards.subarray(0, steps),
        succeeded: isSuccess[steps - 1] === 1,
        failed: isFailure[steps - 1] === 1,
      }
    },
  }
}

function grown<Numbers extends Float64Array | Uint8Array>(from: Numbers, to: Numbers): Numbers {
  to.set(from)
  return to
}
