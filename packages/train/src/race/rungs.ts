/** One round of a race. */
export interface RungPlan {
  /** Environment steps that each seed has had at its end. */
  readonly steps: number
  /** The seeds that run in it: those of the round before, and more. */
  readonly seeds: readonly number[]
}

/** Rounds whose steps and seeds double from one to the next, until both are whole; two seeds at least, to see how they differ. */
export function rungsOf(seeds: readonly number[], budget: number, rounds: number): readonly RungPlan[] {
  return Array.from({ length: rounds }, (_, round) => {
    const share = 2 ** (rounds - 1 - round)
    return {
      steps: Math.ceil(budget / share),
      seeds: seeds.slice(0, Math.max(2, Math.ceil(seeds.length / share))),
    }
  })
}
