import { type SeedResult, TrainError, type TrainingProgress } from '@gencode/train'

/** One `run` of a producer. */
export interface Listener {
  readonly onProgress: (progress: TrainingProgress) => void
  readonly resolve: (result: SeedResult) => void
  readonly reject: (error: unknown) => void
}

/** A job that a producer waits for: all its `run`s of the same training. */
export class PendingJob {
  readonly key: string
  readonly #listeners = new Set<Listener>()
  /** The last update that was told; a job that was begun again tells its updates again. */
  #told = -1
  #budget = Number.NaN

  constructor(key: string) {
    this.key = key
  }

  get isWanted(): boolean {
    return this.#listeners.size > 0
  }

  add(listener: Listener): void {
    this.#listeners.add(listener)
  }

  leave(listener: Listener): void {
    this.#listeners.delete(listener)
  }

  progress(points: readonly TrainingProgress[]): void {
    for (const point of points) {
      if (point.update <= this.#told) continue
      this.#told = point.update
      this.#budget = point.budget
      for (const listener of [...this.#listeners]) {
        try {
          listener.onProgress(point)
        } catch (error) {
          this.#listeners.delete(listener)
          listener.reject(error)
        }
      }
    }
  }

  /** Tells the updates that were not heard of yet, then the result. */
  done(result: SeedResult): void {
    const { seed, curve, environmentSteps } = result
    const budget = Number.isNaN(this.#budget) ? environmentSteps : this.#budget
    this.progress(curve.map((point) => ({ ...point, seed, budget, secondsLeft: 0 })))
    for (const listener of this.#listeners) listener.resolve(result)
    this.#listeners.clear()
  }

  fail(error: unknown): void {
    for (const listener of this.#listeners) listener.reject(error)
    this.#listeners.clear()
  }
}

/** What `close` rejects with. */
export const closedError = (): TrainError => new TrainError('These training workers are closed')
