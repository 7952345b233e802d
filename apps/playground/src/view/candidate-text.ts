import type { Candidate } from '@gencode/design'

/** What became of it, in a few words. */
export function rateText({ status, sameAs, refusal, successRate, interval }: Candidate): string {
  if (status === 'duplicate') return `the same as ${(sameAs ?? 0) + 1}`
  if (successRate === undefined || !interval) return `refused: ${refusal?.code ?? 'not trained'}`
  const [low, high] = interval.map((bound) => Math.round(100 * bound))
  return `${Math.round(100 * successRate)} % (${low} to ${high})`
}
