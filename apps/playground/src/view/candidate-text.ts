import type { Candidate } from '@gencode/design'

/** Such as `better than 3`. */
export function originText({ kind, parents }: Candidate['lineage']): string {
  const names = parents.map((each) => each + 1).join(' and ')
  return kind === 'fresh' ? 'from nothing' : kind === 'refined' ? `from ${names}` : `crossed from ${names}`
}

/** What became of it, in a few words. */
export function rateText({ status, sameAs, refusal, successRate, interval }: Candidate): string {
  if (status === 'duplicate') return `the same as ${(sameAs ?? 0) + 1}`
  if (successRate === undefined || !interval) return `refused: ${refusal?.code ?? 'not trained'}`
  const [low, high] = interval.map((bound) => Math.round(100 * bound))
  return `${Math.round(100 * successRate)} % (${low} to ${high})`
}

/** The best first; those that were not trained last. */
export function standing(candidates: readonly Candidate[]): Candidate[] {
  const rate = ({ successRate = -1 }: Candidate): number => successRate
  return candidates.toSorted((a, b) => rate(b) - rate(a) || a.index - b.index)
}
