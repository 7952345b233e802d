import type { TermPoint } from '@gencode/train'
import type { ScoredEpisode } from '../gate/score.ts'
import { mean } from '../numbers.ts'

/** A named term of a reward over some steps. */
export interface TermLevel {
  readonly mean: number
  /** Standard deviation over the steps. */
  readonly spread: number
  /** Its part of all terms, by mean magnitude, 0 to 1. */
  readonly share: number
}

/** A named term before training and after. Plain JSON. */
export interface TermSummary {
  readonly name: string
  /** In episodes of random actions. */
  readonly random: TermLevel
  /** In episodes of the trained policy. */
  readonly trained: TermLevel
  /** Its mean in training, at up to ten points, the mean over the seeds. */
  readonly course: readonly number[]
  /** Correlation of an episode's sum with its success, over all episodes, -1 to 1; null where either never varies. */
  readonly successCorrelation: number | null
  /** The part of the trained policy's steps in which it stands at its smallest or at its largest value, 0 to 1. */
  readonly atLimit: number
  /** Whether it has at most two values: what is paid for an event, or for every step. */
  readonly isFlag: boolean
}

/** The named terms of a function; none where it names none. */
export function termsOf(
  trained: readonly ScoredEpisode[],
  random: readonly ScoredEpisode[],
  points: readonly (readonly TermPoint[])[] = [],
): TermSummary[] {
  const all = [...trained, ...random]
  const names = [...new Set(all.flatMap(({ terms }) => Object.keys(terms)))]
  const successes = all.map(({ episode }) => Number(episode.succeeded))
  return names.map((name) => {
    const sums = all.map(({ terms }) => (terms[name] ?? []).reduce((sum, value) => sum + value, 0))
    return {
      name,
      random: statisticsOf(name, names, random),
      trained: statisticsOf(name, names, trained),
      course: courseOf(name, points),
      successCorrelation: correlation(sums, successes),
      atLimit: atLimit(trained.flatMap(({ terms }) => terms[name] ?? [])),
      isFlag: new Set(all.flatMap(({ terms }) => terms[name] ?? [])).size <= 2,
    }
  })
}

function courseOf(name: string, points: readonly (readonly TermPoint[])[]): number[] {
  const longest = Math.max(0, ...points.map(({ length }) => length))
  return Array.from({ length: longest }, (_, place) => {
    return mean(points.flatMap((ofSeed) => ofSeed[place]?.terms[name]?.mean ?? []))
  })
}

function statisticsOf(name: string, names: readonly string[], episodes: readonly ScoredEpisode[]): TermLevel {
  const valuesOf = (each: string): number[] => episodes.flatMap(({ terms }) => terms[each] ?? [])
  const magnitude = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + Math.abs(value), 0)
  const values = valuesOf(name)
  const whole = names.reduce((sum, each) => sum + magnitude(valuesOf(each)), 0)
  const center = mean(values)
  const square = mean(values.map((value) => (value - center) ** 2))
  return { mean: center, spread: Math.sqrt(square), share: whole > 0 ? magnitude(values) / whole : 0 }
}

function atLimit(values: readonly number[]): number {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const value of values) [low, high] = [Math.min(low, value), Math.max(high, value)]
  const near = (high - low) * 0.01
  const count = values.filter((value) => value <= low + near || value >= high - near).length
  return values.length === 0 ? 0 : count / values.length
}

/** Pearson's; null where one of them does not vary. */
function correlation(a: readonly number[], b: readonly number[]): number | null {
  const [centerA, centerB] = [mean(a), mean(b)]
  let [both, squaresA, squaresB] = [0, 0, 0]
  for (const [index, value] of a.entries()) {
    const [offA, offB] = [value - centerA, (b[index] as number) - centerB]
    both += offA * offB
    squaresA += offA * offA
    squaresB += offB * offB
  }
  const scale = Math.sqrt(squaresA * squaresB)
  return scale > 1e-12 ? both / scale : null
}
