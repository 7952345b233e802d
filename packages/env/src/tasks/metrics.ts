import type { Metric } from '../task.ts'

/** The number of steps of an episode. */
export function steps(better: 'higher' | 'lower'): Metric {
  return {
    name: 'steps',
    description: 'steps of the episode',
    unit: '',
    better,
    measure: (episode) => episode.actions.length,
  }
}

/** The mean of one observation's absolute value after each step. */
export function meanAbsolute(index: number, name: string, unit: string): Metric {
  return {
    name,
    description: `mean of |observation[${index}]| over the episode's steps`,
    unit,
    better: 'lower',
    measure: ({ observations }) => {
      const after = observations.slice(1)
      return after.reduce((sum, each) => sum + Math.abs(each[index] as number), 0) / Math.max(1, after.length)
    },
  }
}
