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
 * Work under way: a promise of its result that is also an async iterable of its news, from the start on for each
 * iteration. Leaving the loop does not stop the work; its signal does.
 */
export type Run<News, Result> = Promise<Result> & AsyncIterable<News>

/** A training under way. */
export type TrainingRun = Run<TrainingProgress, TrainingResult>

/**
 * Starts the work and makes its run, for loops over trainings that are to be followed as a training is.
 *
 * @param work is given what it reports its news to
 * @param onNews told each of them after those who iterate
 */
export function createRun<News, Result>(
  work: (report: (news: News) => void) => Promise<Result>,
  onNews?: (news: News) => void,
): Run<News, Result> {
  const told: News[] = []
  let news = deferred()
  const promise = work((each) => {
    told.push(each)
    onNews?.(each)
    news.resolve()
    news = deferred()
  })
  async function* iterate(): AsyncGenerator<News, void, void> {
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
      if (index < told.length) yield told[index++] as News
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
