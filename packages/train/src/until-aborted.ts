import { onAbort } from './on-abort.ts'

/**
 * What work gives; or, as soon as a signal is aborted, its reason, for work that may never end.
 *
 * @throws (as a rejection) what the work throws; the signal's reason
 */
export async function untilAborted<Result>(
  signal: AbortSignal | undefined,
  work: Result | PromiseLike<Result>,
): Promise<Result> {
  if (!signal) return work
  let stop = (): void => {}
  const aborted = new Promise<never>((_, reject) => {
    stop = onAbort(signal, () => reject(signal.reason))
    if (signal.aborted) reject(signal.reason)
  })
  try {
    return await Promise.race([work, aborted])
  } finally {
    stop()
  }
}
