import type { Outcome, SuccessInput } from '../task.ts'

/** Ending is what is wanted; running out of time is not. */
export function endsInTime({ terminated, truncated }: SuccessInput): Outcome {
  return { isSuccess: terminated, isFailure: truncated && !terminated }
}
