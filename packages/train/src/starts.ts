import { episodeSeed, stream } from './random.ts'

/** The seeds of a training's episodes, one after another. */
export interface Starts {
  next(): number
  /** How many it has given. */
  readonly count: number
}

/** @param started how many were given before */
export function createStarts(seed: number, started = 0): Starts {
  const draws = stream(seed, 'training')
  let count = 0
  const next = (): number => {
    count++
    return episodeSeed(draws)
  }
  while (count < started) next()
  return {
    next,
    get count() {
      return count
    },
  }
}
