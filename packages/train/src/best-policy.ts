import type { MlpPolicy } from './policy/mlp-policy.ts'
import type { Act } from './policy/network-policy.ts'
import type { TrainingProblem } from './trainer.ts'

/** Keeps the policy with the best assessment, since learning is not smooth. */
export interface BestPolicy {
  /** Assesses the policy where it is time for it, or where the training ends with this update. */
  update(problem: TrainingProblem, act: Act, policy: () => MlpPolicy): Promise<void>
  /** The best one so far; the present one where none was assessed. */
  policy(present: () => MlpPolicy): MlpPolicy
  snapshot(): BestState
}

/** As plain JSON. */
export interface BestState {
  readonly done: number
  readonly best: { readonly return: number; readonly policy: MlpPolicy } | null
}

/** @param assessments in how many parts of the budget; 0 keeps the last policy */
export function createBestPolicy(assessments: number, episodes: number, state?: BestState): BestPolicy {
  let { done, best }: BestState = state ?? { done: 0, best: null }
  return {
    async update(problem, act, policy) {
      const due = Math.min(assessments, Math.floor((assessments * problem.environmentSteps) / problem.budget))
      if (due <= done) return
      done = due
      const reached = await problem.assess(act, episodes)
      // Of two that are as good the later one has learned more.
      if (!best || reached >= best.return) best = { return: reached, policy: policy() }
    },
    policy: (present) => best?.policy ?? present(),
    snapshot: () => ({ done, best }),
  }
}
