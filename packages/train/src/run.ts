import type { TrainingResult } from './result.ts'
import type { CurvePoint } from './trainer.ts'

/** One update of one seed. */
export interface TrainingProgress extends CurvePoint {
  readonly seed: number
  /** Environment steps that this seed may take; `environmentSteps / budget` is how far it is. */
  readonly budget: number
  /** How long this seed's training still takes, at its pace so far. */
  readonly secondsLeft: number
}

/**
 * A training under way: a promise of its result that is also an async iterable of its progress, from the start
 * on for each iteration. Leaving the loop does not stop the training; the signal does.
 */
export type TrainingRun = Promise<TrainingResult> & AsyncIterable<TrainingProgress>

/** Starts the work and makes its run. */
export function createRun(
  work: (report: (progress: TrainingProgress) => void) => Promise<TrainingResult>,
  onProgress?: (progress: TrainingProgress) => void,
): TrainingRun {
  const told: TrainingProgress[] = []
  let news = deferred()
  const promise = work((progress) => {
    told.push(progress)
    onProgress?.(progress)
    news.resolve()
    news = deferred()
  })
  async function* iterate(): AsyncGenerator<TrainingProgress, void, void> {
    let ended = false
    // Who iterates gets a failure from the loop; the promise's own rejection is then no unhandled one.
    const end = promise.then(
      () => {
        ended = true
      },
      () => {
        ended = true
      },
    )
    for (let index = 0; ; ) {
      if (index < told.length) yield told[index++] as TrainingProgress
      else if (ended) break
      else await Promise.race([news.promise, end])
    }
    await promise
  }
  return Object.assign(promise, { [Symbol.asyncIterator]: iterate })
}

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => {}
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  return { promise, resolve }
}
