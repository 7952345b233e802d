import type { RewardTask } from '@gencode/env'
import type { ScoredEpisode } from '../gate/score.ts'
import { mean } from '../numbers.ts'
import type { Training } from '../race/training.ts'
import { findings } from './findings.ts'
import type { Reflection, SampledEpisode } from './reflection.ts'
import { termsOf } from './terms.ts'

/** What a reflection is made of. */
export interface ReflectionInput {
  readonly task: RewardTask
  readonly successRate: number
  readonly interval: readonly [low: number, high: number]
  readonly trainings: readonly Training[]
  /** Of the trained policy, scored with the candidate. */
  readonly trained: readonly ScoredEpisode[]
  /** Of random actions, scored with the candidate. */
  readonly random: readonly ScoredEpisode[]
}

/** Puts together what training with a candidate showed. */
export function reflect(input: ReflectionInput): Reflection {
  const { successRate, interval, trainings, trained, random } = input
  const terms = termsOf(
    trained,
    random,
    trainings.map((each) => each.terms ?? []),
  )
  const known = {
    successRate,
    interval,
    rates: trainings.map((each) => each.successRate),
    metrics: meanMetrics(trainings),
    steps: mean(trained.map(({ rewards }) => rewards.length)),
    endings: endingsOf(trained),
    course: courseOf(trainings),
    terms,
  }
  return { ...known, findings: findings(known, random), samples: samplesOf(trained) }
}

function meanMetrics(trainings: readonly Training[]): Record<string, number> {
  const names = Object.keys(trainings[0]?.metrics ?? {})
  return Object.fromEntries(
    names.map((name) => [name, mean(trainings.map(({ metrics }) => metrics[name] ?? 0))]),
  )
}

function endingsOf(trained: readonly ScoredEpisode[]): Reflection['endings'] {
  const endings = { success: 0, failure: 0, other: 0 }
  for (const { episode } of trained)
    endings[episode.succeeded ? 'success' : episode.isFailure.at(-1) ? 'failure' : 'other'] += 1
  return endings
}

/** The seeds' curves together at ten points of training. */
function courseOf(trainings: readonly Training[]): Reflection['course'] {
  const longest = Math.max(0, ...trainings.map(({ curve }) => curve.length))
  const points = Math.min(10, longest)
  return Array.from({ length: points }, (_, point) => {
    const share = (point + 1) / points
    const at = trainings.flatMap(({ curve }) => curve[Math.max(0, Math.ceil(share * curve.length) - 1)] ?? [])
    return {
      steps: Math.round(mean(at.map(({ environmentSteps }) => environmentSteps))),
      successRate: mean(at.map((each) => each.successRate)),
      meanReturn: mean(at.map(({ meanReturn }) => meanReturn)),
    }
  })
}

function samplesOf(trained: readonly ScoredEpisode[]): SampledEpisode[] {
  return [true, false].flatMap((succeeded) => {
    const found = trained.find(({ episode }) => episode.succeeded === succeeded)
    if (!found) return []
    const { length } = found.rewards
    const steps = [...new Set([0, 0.25, 0.5, 0.75, 1].map((share) => Math.round(share * (length - 1))))]
    const rows = steps.map((step) => ({
      step: step + 1,
      observation: found.episode.observations[step + 1] ?? [],
      reward: found.rewards[step] ?? 0,
    }))
    return [{ succeeded, length, rows }]
  })
}
