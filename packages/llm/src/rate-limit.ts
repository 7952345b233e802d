import { checkNumbers } from '@gencode/contract/check-numbers'
import { guardChunks } from './guard.ts'
import type { ChatModel } from './model.ts'
import { pause } from './retry.ts'

/** How much a model may be asked. */
export interface RateLimitOptions {
  /** Requests begun within any `intervalMs`. @default no limit */
  readonly requests?: number | undefined
  /** In milliseconds. @default 60_000 */
  readonly intervalMs?: number | undefined
  /** Requests at once. @default no limit */
  readonly concurrent?: number | undefined
}

/**
 * Makes requests wait, first come first served, so that a limit is kept; an abort ends the wait.
 *
 * @throws GencodeError for a limit that lets nothing through, or NaN
 */
export function withRateLimit(model: ChatModel, options: RateLimitOptions): ChatModel {
  const {
    requests = Number.POSITIVE_INFINITY,
    intervalMs = 60_000,
    concurrent = Number.POSITIVE_INFINITY,
  } = options
  checkNumbers({ from: 1 }, { requests, concurrent })
  checkNumbers({ from: 0 }, { intervalMs })
  const starts: number[] = []
  let running = 0
  let onRelease = (): void => {}
  let line: Promise<unknown> = Promise.resolve()

  const enter = async (signal: AbortSignal | undefined): Promise<void> => {
    while (running >= concurrent && !signal?.aborted)
      await new Promise<void>((resolve) => {
        onRelease = resolve
        signal?.addEventListener('abort', onRelease, { once: true })
      }).finally(() => signal?.removeEventListener('abort', onRelease))
    const oldest = starts.length < requests ? undefined : starts[0]
    await pause(oldest === undefined ? 0 : Math.max(0, oldest + intervalMs - performance.now()), signal)
    if (oldest !== undefined) starts.shift()
    starts.push(performance.now())
    running++
  }

  return {
    id: model.id,
    generate: (messages, request = {}) =>
      guardChunks(async function* (signal) {
        const turn = line.then(() => enter(signal))
        line = turn.catch(() => {})
        await turn
        try {
          yield* model.generate(messages, { ...request, signal })
        } finally {
          running--
          onRelease()
        }
      }, request),
  }
}
