import type { Proposal } from '../candidate.ts'

/**
 * The earlier candidate that a proposal comes to the same as: near-equal code, or the same reward for every probe up to a
 * positive factor. A constant added to every step counts as the same only where no episode ends before its limit:
 * elsewhere it decides whether living on pays.
 */
export function duplicateOf(
  proposal: Proposal,
  earlier: readonly Proposal[],
  { endsEarly }: { readonly endsEarly: boolean },
): Proposal | undefined {
  const own = shapeOf(proposal.rewards, endsEarly)
  return earlier.find(
    (other) =>
      other.code !== undefined &&
      (other.fingerprint === proposal.fingerprint || isClose(own, shapeOf(other.rewards, endsEarly))),
  )
}

/** The rewards of the probes without their scale, and where it makes no difference without their mean. */
function shapeOf(rewards: readonly number[] | undefined, endsEarly: boolean): readonly number[] | undefined {
  if (!rewards || rewards.length === 0) return undefined
  const center = endsEarly ? 0 : rewards.reduce((sum, value) => sum + value, 0) / rewards.length
  const scale = Math.sqrt(rewards.reduce((sum, value) => sum + (value - center) ** 2, 0) / rewards.length)
  return scale > 0 ? rewards.map((value) => (value - center) / scale) : undefined
}

function isClose(a: readonly number[] | undefined, b: readonly number[] | undefined): boolean {
  return (
    a !== undefined &&
    b?.length === a.length &&
    a.every((value, index) => Math.abs(value - (b[index] as number)) < 1e-6)
  )
}
