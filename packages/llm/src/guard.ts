import { abortedError, ModelError } from './errors.ts'
import type { ChatChunk } from './model.ts'

/** What `guardChunks` takes. */
export interface GuardOptions {
  readonly signal?: AbortSignal | undefined
  /** Turns whatever a backend threw into a `ModelError`. @default a `ModelError` with reason `'failed'` */
  readonly toError?: (cause: unknown) => Error
}

const ignore = (): void => {}

/**
 * Gives a backend's chunks the promises of `ChatModel`: an abort ends the iteration at once, even while the
 * source hangs; a failure is a `ModelError` with the text that had arrived; an end without `finish` is
 * `'cut-off'`; leaving the loop closes the source.
 */
export async function* guardChunks(
  source: AsyncIterable<ChatChunk>,
  options: GuardOptions = {},
): AsyncGenerator<ChatChunk, void, void> {
  const { signal } = options
  if (signal?.aborted) throw abortedError(signal)
  const iterator = source[Symbol.asyncIterator]()
  const abort = abortPromise(signal)
  let text = ''
  let waiting = false
  let open = true
  try {
    for (;;) {
      waiting = true
      const next = iterator.next()
      next.catch(ignore)
      const result = await (abort.promise === undefined ? next : Promise.race([abort.promise, next]))
      waiting = false
      if (result.done) {
        open = false
        throw new ModelError('The answer ended before its end', { reason: 'cut-off' })
      }
      const chunk = result.value
      if (chunk.type === 'text') text += chunk.text
      yield chunk
      if (chunk.type === 'finish') return
    }
  } catch (cause) {
    throw withPartial(cause, text, options)
  } finally {
    abort.dispose()
    // A source that hangs in `next` would hang in `return` as well: it is told to end, not waited for.
    const closing = open ? iterator.return?.() : undefined
    closing?.catch(ignore)
    if (!waiting) await closing?.catch(ignore)
  }
}

function withPartial(cause: unknown, text: string, { signal, toError }: GuardOptions): Error {
  if (signal?.aborted && !(cause instanceof ModelError)) return abortedError(signal, text)
  const error =
    cause instanceof ModelError
      ? cause
      : (toError?.(cause) ??
        new ModelError(`The model failed: ${messageOf(cause)}`, { reason: 'failed', cause }))
  if (error instanceof ModelError && error.partial === '') error.partial = text
  return error
}

/** The message of anything that was thrown. */
export function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}

function abortPromise(signal: AbortSignal | undefined): {
  promise: Promise<never> | undefined
  dispose: () => void
} {
  if (signal === undefined) return { promise: undefined, dispose: ignore }
  let onAbort: () => void = ignore
  const promise = new Promise<never>((_resolve, reject) => {
    onAbort = () => reject(abortedError(signal))
    signal.addEventListener('abort', onAbort, { once: true })
  })
  promise.catch(ignore)
  return { promise, dispose: () => signal.removeEventListener('abort', onAbort) }
}
