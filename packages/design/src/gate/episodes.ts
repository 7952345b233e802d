import { actionSize, type Env, flattenObservation, type RewardTask, Rng } from '@gencode/env'
import { policyFunction, type TrainedPolicy } from '@gencode/train'

/** One episode as a reward function sees it. Plain JSON. */
export interface SeenEpisode {
  /** Flattened, after each step. */
  readonly observations: readonly (readonly number[])[]
  readonly isSuccess: readonly boolean[]
  readonly isFailure: readonly boolean[]
  /** Flattened, of each step, where reward functions see it. */
  readonly actions?: readonly (readonly number[])[]
  /** Whether a terminal state ended it, not a limit. */
  readonly terminated: boolean
  /** What the task's rule said of its last step. */
  readonly succeeded: boolean
}

/** How episodes are played. */
export interface PlaySettings {
  readonly episodes: number
  /** The first one's; the others follow. */
  readonly seed: number
  /** Keep only those that succeed. @default all */
  readonly onlySuccesses?: boolean
  /** Looks at the environment: at the start of each episode, and after each step. */
  readonly look?: (env: Env) => void
}

const longestEpisode = 1000

/** Plays episodes with a policy, or with random actions; the same ones for the same seed. */
export async function playEpisodes(
  task: RewardTask,
  policy: TrainedPolicy | 'random',
  { episodes, seed, onlySuccesses = false, look }: PlaySettings,
): Promise<SeenEpisode[]> {
  const env = await task.makeEnv()
  const rng = new Rng(seed)
  const act = policy === 'random' ? () => env.actionSpace.sample(rng) : policyFunction(policy)
  const seesActions = actionSize(task, env) > 0
  const played: SeenEpisode[] = []
  try {
    for (let episode = 0; episode < episodes; episode++) {
      let observation = flattenObservation(
        env.observationSpace,
        env.reset({ seed: seed + episode }).observation,
      )
      look?.(env)
      const observations: number[][] = []
      const isSuccess: boolean[] = []
      const isFailure: boolean[] = []
      const actions: number[][] = []
      let terminated = false
      for (let steps = 1; steps <= longestEpisode; steps++) {
        const action = act(Float64Array.from(observation))
        const step = env.step(action)
        look?.(env)
        if (seesActions) actions.push(flattenObservation(env.actionSpace, action))
        const outcome = task.success({ ...step, steps })
        observation = flattenObservation(env.observationSpace, step.observation)
        observations.push(observation)
        isSuccess.push(outcome.isSuccess)
        isFailure.push(outcome.isFailure)
        terminated = step.terminated
        if (step.terminated || step.truncated) break
      }
      const succeeded = isSuccess.at(-1) ?? false
      if (succeeded || !onlySuccesses)
        played.push({
          ...{ observations, isSuccess, isFailure, terminated, succeeded },
          ...(seesActions && { actions }),
        })
    }
  } finally {
    env.close()
  }
  return played
}
