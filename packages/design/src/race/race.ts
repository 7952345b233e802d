import { successInterval } from '@gencode/train'
import type { Refusal } from '../refusal.ts'
import { rewardOf, type Training, type TrainingPlace, trainOnce } from './training.ts'

/** Who takes part: a function, and what it reached so far. */
export interface Racer {
  readonly index: number
  readonly code: string
  readonly entry: string
  readonly trainings: readonly Training[]
}

/** What a racer reached. */
export interface Raced {
  readonly index: number
  readonly trainings: readonly Training[]
  /** Why it can't be trained with. */
  readonly refusal?: Refusal
}

/** How a race goes. */
export interface RaceSettings {
  /** The seeds, in the order in which they are trained: the same ones for all. */
  readonly seeds: readonly number[]
  /** How many of them the first rung has; each further rung adds one. */
  readonly first: number
  /** Environment steps that may still be taken; a rung that would pass it is not begun. */
  readonly stepsLeft: number
}

/**
 * How far two trainings with one reward differ: 40 % of such pairs are 0.2 or more apart, which is the standard deviation
 * of 0.17 that a rate measured on a single seed is given.
 */
const seedSpread = 0.17

/** The interval of a success rate over some trainings; of a single one by what is known of how seeds differ. */
export function intervalOf(trainings: readonly Training[]): readonly [low: number, high: number] {
  const [low, high] = successInterval(
    trainings.map(({ successRate, episodes }) => ({
      successes: Math.round(successRate * episodes),
      episodes,
    })),
  )
  const [only] = trainings
  if (trainings.length !== 1 || !only) return [low, high]
  return [
    Math.max(0, Math.min(low, only.successRate - 1.96 * seedSpread)),
    Math.min(1, Math.max(high, only.successRate + 1.96 * seedSpread)),
  ]
}

/** The success rate over some trainings. */
export function rateOf(trainings: readonly Training[]): number {
  const episodes = trainings.reduce((sum, each) => sum + each.episodes, 0)
  return trainings.reduce((sum, each) => sum + each.successRate * each.episodes, 0) / episodes
}

/**
 * Trains all racers on the first seeds, and on one more after the other those whose interval does not lie below the best one's:
 * never one that a mean alone would drop. What a racer has been trained with is kept and extended.
 */
export async function race(
  racers: readonly Racer[],
  { seeds, first, stepsLeft }: RaceSettings,
  place: TrainingPlace,
): Promise<Raced[]> {
  const reached = new Map(racers.map((racer): [number, Raced] => [racer.index, racer]))
  let running = [...racers]
  let spent = 0
  for (let count = Math.min(first, seeds.length); count <= seeds.length; count++) {
    const due = running.flatMap((racer) =>
      seeds
        .slice(0, count)
        .filter((seed) => !reached.get(racer.index)?.trainings.some((training) => training.seed === seed))
        .map((seed) => ({ racer, seed })),
    )
    const budget = place.settings.budget ?? place.task.trainer?.budget ?? 0
    // The first rung is always run: without it there is nothing to tell.
    if (count > first && spent + due.length * budget > stepsLeft) break
    const outcomes = await Promise.all(
      due.map(async ({ racer, seed }) => {
        return { racer, outcome: await trainOnce(String(racer.index), rewardOf(racer), seed, place) }
      }),
    )
    for (const { racer, outcome } of outcomes) {
      const before = reached.get(racer.index) as Raced
      if ('refusal' in outcome) reached.set(racer.index, { ...before, refusal: outcome.refusal })
      else {
        spent += outcome.training.steps
        const trainings = [...before.trainings, outcome.training].sort(
          (a, b) => seeds.indexOf(a.seed) - seeds.indexOf(b.seed),
        )
        reached.set(racer.index, { ...before, trainings })
      }
    }
    running = survivors(running, reached)
    if (running.length === 0) break
  }
  return racers.map(({ index }) => {
    const { trainings, refusal } = reached.get(index) as Raced
    return refusal ? { index, trainings, refusal } : { index, trainings }
  })
}

/** Those whose interval does not end below where the best one's begins. */
function survivors(running: readonly Racer[], reached: ReadonlyMap<number, Raced>): Racer[] {
  const able = running.filter(({ index }) => {
    const { refusal, trainings } = reached.get(index) as Raced
    return refusal === undefined && trainings.length > 0
  })
  const intervals = new Map(
    able.map(({ index }) => [index, intervalOf((reached.get(index) as Raced).trainings)]),
  )
  const best = Math.max(...[...intervals.values()].map(([low]) => low))
  return able.filter(({ index }) => (intervals.get(index)?.[1] ?? 0) >= best)
}
