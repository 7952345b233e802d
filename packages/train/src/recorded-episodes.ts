import type { Policy } from '@gencode/contract/types'
import { createBreath } from './breath.ts'
import { checkCount, checkSeed } from './checks.ts'
import { actOf, type EvaluateOptions } from './evaluate.ts'
import { type PlayedEpisode, play } from './play.ts'
import type { Act } from './policy/network-policy.ts'
import { episodeSeed, stream } from './random.ts'
import { loadTask, type TaskInput } from './task-input.ts'

/** An episode as plain JSON, step by step, with who acted in it. */
export interface EpisodeRecord extends PlayedEpisode {
  readonly by: 'policy' | 'random'
}

/**
 * Plays episodes of a policy, or of random actions, and records them: those that `evaluate` plays with the same seed.
 *
 * @throws TrainError where the policy is for another task or an option out of range; the signal's reason
 */
export async function recordEpisodes(
  input: TaskInput,
  policy: Policy | Act | 'random',
  options: EvaluateOptions = {},
): Promise<EpisodeRecord[]> {
  const { episodes = 100, seed = 0, signal } = options
  checkCount('episodes', episodes)
  checkSeed(seed)
  const task = await loadTask(input)
  const env = await task.makeEnv()
  try {
    const breathe = createBreath(signal)
    const draws = stream(seed, 'evaluation', 1)
    const act = policy === 'random' ? () => env.actionSpace.sample(draws) : actOf(policy, env, task)
    const by = policy === 'random' ? 'random' : 'policy'
    const starts = stream(seed, 'evaluation')
    const recorded: EpisodeRecord[] = []
    while (recorded.length < episodes) {
      await breathe()
      recorded.push({ by, ...play(env, task, act, episodeSeed(starts)) })
    }
    return recorded
  } finally {
    env.close()
  }
}
