import type { ObservationDoc } from '@gencode/contract'
import { shown } from '../numbers.ts'
import type { Reflection, SampledEpisode } from './reflection.ts'

const percent = (value: number): string => `${Math.round(100 * value)} %`

/** What a model is told of a training: figures, terms, findings, two episodes; a few hundred tokens. */
export function reflectionText(reflection: Reflection, docs: readonly ObservationDoc[]): string {
  const { rates, endings, metrics, steps, course, terms, findings, samples } = reflection
  const played = endings.success + endings.failure + endings.other
  const measured = Object.entries(metrics).map(([name, value]) => `${name} ${shown(value)}`)
  return [
    `Success: ${successText(reflection)}, by seed ${rates.map((rate) => rate.toFixed(2)).join(', ')}.`,
    `Of ${played} episodes of the trained policy ${endings.success} succeeded, ${endings.failure} failed, ${endings.other} ran out; ${shown(steps)} steps each.${measured.length > 0 ? ` Measured: ${measured.join(', ')}.` : ''}`,
    ...(course.length > 0
      ? [
          `In training, success went ${course.map((point) => point.successRate.toFixed(2)).join(', ')}; the reward ${course.map((point) => shown(point.meanReturn)).join(', ')}.`,
        ]
      : []),
    ...(terms.length > 0
      ? [
          'Terms (mean and spread with random actions, then with the trained policy; share of the reward; correlation with success):',
          ...terms.map(
            ({ name, random, trained, successCorrelation, course: means }) =>
              `- ${name}: ${shown(random.mean)} ± ${shown(random.spread)}, then ${shown(trained.mean)} ± ${shown(trained.spread)}; ${percent(trained.share)}; ${successCorrelation === null ? 'none' : shown(successCorrelation)}${means.length > 1 ? `; mean in training ${means.map(shown).join(', ')}` : ''}`,
          ),
        ]
      : []),
    ...(findings.length > 0
      ? [
          'Findings:',
          ...findings.map(
            ({ code, term, text }) => `- ${code}${term === undefined ? '' : ` (${term})`}: ${text}`,
          ),
        ]
      : []),
    ...samples.map((sample) => sampleText(sample, docs)),
  ].join('\n')
}

/** Such as `0.42 [0.20, 0.66] in 3 trainings`. */
export function successText({
  successRate,
  interval,
  rates,
}: Pick<Reflection, 'successRate' | 'interval' | 'rates'>): string {
  const [low, high] = interval
  const count = rates.length === 1 ? '1 training' : `${rates.length} trainings`
  return `${successRate.toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}] in ${count}`
}

/** Numbers of an observation that are shown at most. */
const mostShown = 8

function sampleText({ succeeded, length, rows }: SampledEpisode, docs: readonly ObservationDoc[]): string {
  const names = docs.slice(0, mostShown).map(({ name }) => name)
  return [
    `An episode that ${succeeded ? 'succeeded' : 'did not succeed'} (${length} steps): step, reward, ${names.join(', ')}`,
    ...rows.map(
      ({ step, reward, observation }) =>
        `  ${[step, shown(reward), ...observation.slice(0, mostShown).map(shown)].join(', ')}`,
    ),
  ].join('\n')
}
