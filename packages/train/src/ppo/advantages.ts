/** The steps of an update, by time, then by environment. */
export interface ValuedSteps {
  readonly steps: number
  readonly count: number
  /** Those that end an episode hold what is expected after a cut-off already. */
  readonly rewards: Float64Array
  /** 1 where the episode ended. */
  readonly ended: Uint8Array
  readonly values: Float32Array
  /** The value of each environment's next observation. */
  readonly next: Float64Array
}

/** Generalised advantage estimation (Schulman et al. 2016): fills in each step's advantage and its return. */
export function advantages(
  { steps, count, rewards, ended, values, next }: ValuedSteps,
  gamma: number,
  lambda: number,
  into: { readonly advantages: Float32Array; readonly returns: Float32Array },
): void {
  for (let index = 0; index < count; index++) {
    let later = 0
    let valueAfter = next[index] as number
    for (let step = steps - 1; step >= 0; step--) {
      const row = step * count + index
      const value = values[row] as number
      const goesOn = ended[row] === 1 ? 0 : 1
      const surprise = (rewards[row] as number) + gamma * valueAfter * goesOn - value
      later = surprise + gamma * lambda * goesOn * later
      into.advantages[row] = later
      into.returns[row] = later + value
      valueAfter = value
    }
  }
}
