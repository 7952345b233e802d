import { refuseEndless } from './checks.ts'
import type { Act } from './policy/network-policy.ts'
import type { Environments } from './trainer.ts'

/** One episode of training, scored with the reward function that is being tried. */
export interface ScoredEpisode {
  /** The sum of the rewards, undiscounted. */
  readonly return: number
  readonly steps: number
  /** The task's own verdict, for curves alone. */
  readonly succeeded: boolean
}

/** Plays one episode from a seeded start in environments of which there is one, and scores it. @throws TrainError where it has no end */
export async function playEpisode(
  environments: Environments,
  act: Act,
  seed: number,
): Promise<ScoredEpisode> {
  const { observations, running } = environments
  const action: unknown[] = [undefined]
  environments.reset(0, seed)
  for (let steps = 1; running[0] === 1; steps++) {
    refuseEndless(steps)
    action[0] = act(observations)
    environments.step(action)
  }
  const { steps, rewards, isSuccess } = await environments.score()
  let sum = 0
  for (const each of rewards) sum += each
  return { return: sum, steps, succeeded: isSuccess[steps - 1] === 1 }
}
