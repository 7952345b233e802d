/** Successful episodes of one training seed. */
export interface SeedCount {
  readonly successes: number
  readonly episodes: number
}

/** The two-sided 95 % quantile of the normal distribution. */
const normalQuantile = 1.959963984540054

/** Those of Student's t distribution with 1, 2, 3, ... degrees of freedom. */
const studentQuantiles = [
  12.706205, 4.302653, 3.182446, 2.776445, 2.570582, 2.446912, 2.364624, 2.306004, 2.262157, 2.228139,
  2.200985, 2.17881, 2.160369, 2.144787, 2.13145, 2.119905, 2.109816, 2.100922, 2.093024, 2.085963, 2.079614,
  2.073873, 2.068658, 2.063899, 2.059539, 2.055529, 2.05183, 2.048407, 2.04523, 2.042272,
]

/** The two-sided 95 % quantile of Student's t distribution; past 30 degrees within 0.0002, by Cornish and Fisher. */
function studentQuantile(degrees: number): number {
  const z = normalQuantile
  return (
    studentQuantiles[degrees - 1] ??
    z + (z ** 3 + z) / (4 * degrees) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * degrees ** 2)
  )
}

/** E. B. Wilson's score interval (1927) of a rate measured on so many (effective) episodes. */
function wilson(rate: number, episodes: number, quantile: number): readonly [low: number, high: number] {
  const q = (quantile * quantile) / episodes
  const center = (rate + q / 2) / (1 + q)
  const half = (quantile / (1 + q)) * Math.sqrt((rate * (1 - rate)) / episodes + q / (4 * episodes))
  // At the ends the sum is exact but for rounding.
  return [rate === 0 ? 0 : Math.max(0, center - half), rate === 1 ? 1 : Math.min(1, center + half)]
}

/**
 * The 95 % interval of a success rate measured on several training seeds.
 *
 * Episodes of one seed share a policy, so they are no independent draws: the interval is Wilson's (1927) on the
 * effective number of episodes, which is the real one divided by the design effect (Kish 1965: how much more
 * the seeds' rates differ than chance alone would let them), with Student's t of seeds - 1 degrees where they do
 * differ (Korn and Graubard 1998). One seed gives the plain Wilson interval, which says nothing about other seeds.
 *
 * In 20,000 simulations per case, with three seeds of 100 episodes whose true rates are spread from not at all
 * to all over [0, 1], it holds the true mean rate in 91 to 98 % (Wilson on the pooled episodes: 22 to 94 %).
 * No interval helps where successes are so rare that three seeds usually show none of them.
 */
export function successInterval(counts: readonly SeedCount[]): readonly [low: number, high: number] {
  let successes = 0
  let episodes = 0
  for (const count of counts) {
    successes += count.successes
    episodes += count.episodes
  }
  if (episodes === 0) return [0, 1]
  const rate = successes / episodes
  const chance = (rate * (1 - rate)) / episodes
  if (counts.length < 2 || chance === 0) return wilson(rate, episodes, normalQuantile)
  // The ratio estimator's variance of a mean over clusters (here the seeds), which may differ in size.
  let between = 0
  for (const count of counts) between += ((count.successes - rate * count.episodes) / episodes) ** 2
  between *= counts.length / (counts.length - 1)
  const designEffect = between / chance
  return designEffect > 1
    ? wilson(rate, episodes / designEffect, studentQuantile(counts.length - 1))
    : wilson(rate, episodes, normalQuantile)
}
