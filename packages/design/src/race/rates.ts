import { successInterval } from '@gencode/train'
import type { Training } from './training.ts'

/** The 95 % interval of a success rate over some trainings. */
export function intervalOf(trainings: readonly Training[]): readonly [low: number, high: number] {
  return successInterval(
    trainings.map(({ successRate, episodes }) => ({
      successes: Math.round(successRate * episodes),
      episodes,
    })),
  )
}

/** The success rate over some trainings. */
export function rateOf(trainings: readonly Training[]): number {
  const episodes = trainings.reduce((sum, each) => sum + each.episodes, 0)
  return trainings.reduce((sum, each) => sum + each.successRate * each.episodes, 0) / episodes
}
