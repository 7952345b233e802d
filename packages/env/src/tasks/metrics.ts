import type { Episode, Metric } from '../task.ts'

/** The number of steps of an episode. */
export function stepCount(better: 'higher' | 'lower'): Metric {
  return {
    name: 'steps',
    description: 'steps of the episode',
    unit: '',
    better,
    measure: ({ actions }) => actions.length,
  }
}

/** The return: the environment's own rewards, summed. */
export function sumOfRewards(remark: string): Metric {
  return {
    name: 'return',
    description: `sum of Gymnasium's own rewards; ${remark}`,
    unit: '',
    better: 'higher',
    measure: ({ rewards }) => rewards.reduce((sum, each) => sum + each, 0),
  }
}

/** The mean of one observation's absolute value after each step. */
export function meanAbsolute(index: number, name: string, unit: string): Metric {
  return {
    name,
    description: `mean of |observations[${index}]| over the episode's steps`,
    unit,
    better: 'lower',
    measure: ({ observations }) => mean(valuesAfterSteps(observations, index).map(Math.abs)),
  }
}

/** The mean of one observation after each step. */
export function meanOf(index: number, name: string, unit: string, better: 'higher' | 'lower'): Metric {
  return {
    name,
    description: `mean of observations[${index}] over the episode's steps`,
    unit,
    better,
    measure: ({ observations }) => mean(valuesAfterSteps(observations, index)),
  }
}

/** The largest that a value of the observation gets. */
export function largest(
  name: string,
  description: string,
  unit: string,
  value: (observation: readonly number[]) => number,
): Metric {
  return {
    name,
    description,
    unit,
    better: 'higher',
    measure: ({ observations }) =>
      observations.reduce((most, each) => Math.max(most, value(each)), Number.NEGATIVE_INFINITY),
  }
}

/** A value of the last observation. */
export function atEnd(
  name: string,
  unit: string,
  better: 'higher' | 'lower',
  value: (observation: readonly number[]) => number,
): Metric {
  return {
    name,
    description: `${name} in the last observation`,
    unit,
    better,
    measure: ({ observations }) => value(observations.at(-1) as readonly number[]),
  }
}

/** The share of steps whose observation has a property. */
export function shareOfSteps(
  name: string,
  description: string,
  better: 'higher' | 'lower',
  has: (observation: readonly number[]) => boolean,
): Metric {
  return {
    name,
    description,
    unit: '',
    better,
    measure: ({ observations }) => mean(observations.slice(1).map((each) => (has(each) ? 1 : 0))),
  }
}

/** The mean size of a continuous action. */
export const effort: Metric = {
  name: 'effort',
  description: "mean of |action| over the episode's steps, of all its numbers",
  unit: '',
  better: 'lower',
  measure: ({ actions }: Episode) =>
    mean(actions.flatMap((action) => Array.from(action as ArrayLike<number>, Math.abs))),
}

function valuesAfterSteps(observations: readonly (readonly number[])[], index: number): number[] {
  return observations.slice(1).map((each) => each[index] as number)
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, each) => sum + each, 0) / Math.max(1, values.length)
}
