import { type Candidate, type Measured, originText, type Preferred, standing } from '@gencode/design'
import { counted } from './counted.ts'

const width = 20

/** Such as `▇▇▇▇▇▇▇▇░░░░░░░░░░░░`: the rate filled, the interval's rest up to its end hatched. */
function bar(rate: number, [, high]: readonly [number, number]): string {
  const filled = Math.round(rate * width)
  const reach = Math.max(filled, Math.round(high * width))
  return '▇'.repeat(filled) + '░'.repeat(reach - filled) + '·'.repeat(width - reach)
}

/** Such as `0.42 [0.20, 0.66]`. */
export function measuredText({ successRate, interval, seeds }: Measured): string {
  const [low, high] = interval
  return `${successRate.toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}] ${bar(successRate, interval)} in ${counted(seeds.length, 'training')}`
}

/** A candidate on one line. */
export function candidateLine({
  index,
  lineage,
  status,
  sameAs,
  refusal,
  successRate,
  interval,
  trainings,
}: Candidate): string {
  const start = `${String(index + 1).padStart(4)}  ${originText(lineage).padEnd(22)}`
  if (status === 'duplicate') return `${start}  the same as ${(sameAs ?? 0) + 1}`
  if (successRate === undefined || !interval) return `${start}  refused: ${refusal?.code ?? 'not trained'}`
  const [low, high] = interval
  return `${start}  ${successRate.toFixed(2)} ${bar(successRate, interval)} [${low.toFixed(2)}, ${high.toFixed(2)}] in ${counted(trainings.length, 'training')}`
}

/** All candidates, the best first. */
export function candidateTable(candidates: readonly Candidate[]): string[] {
  return standing(candidates).map(
    (candidate, place) => `${String(place + 1).padStart(3)}. ${candidateLine(candidate)}`,
  )
}

/** What a person preferred, beside the table of success. */
export function preferredText(preferred: readonly Preferred[]): string {
  const all = preferred.map(({ candidate, chance }) => `${candidate + 1} (${chance.toFixed(2)})`)
  return `Preferred by a person, with the chance of being preferred to an average one: ${all.join(', ')}`
}
