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
 * Gives a backend's chunks the promises of `ChatModel`: nothing is opened before the iteration begins; an abort
 * ends it at once, even while the source hangs; a failure is a `ModelError` with the text that had arrived; an end
 * without `finish` is `'cut-off'`; leaving the loop closes the source.
 *
 * @param open opens the source. Its signal fires on an abort and as soon as the iteration is over, however it
 * ended: pass it to whatever holds a connection.
 */
export async function* guardChunks(
  open: (signal: AbortSignal) => AsyncIterable<ChatChunk>,
  options: GuardOptions = {},
): AsyncGenerator<ChatChunk, void, void> {
  const outer = options.signal
  if (outer?.aborted) throw abortedError(outer)
  const controller = new AbortController()
  let rejectWait: (reason: Error) => void = ignore
  const onAbort = (): void => {
    controller.abort(outer?.reason)
    if (outer) rejectWait(abortedError(outer))
  }
  outer?.addEventListener('abort', onAbort, { once: true })
  let text = ''
  let iterator: AsyncIterator<ChatChunk> | undefined
  let isWaiting = false
  try {
    const source = open(controller.signal)[Symbol.asyncIterator]()
    iterator = source
    for (;;) {
      if (outer?.aborted) throw abortedError(outer)
      isWaiting = true
      // Not Promise.race: a promise of the abort would keep something of every chunk until the end.
      const result = await new Promise<IteratorResult<ChatChunk>>((resolve, reject) => {
        rejectWait = reject
        source.next().then(resolve, reject)
      })
      isWaiting = false
      if (result.done) {
        iterator = undefined
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
    outer?.removeEventListener('abort', onAbort)
    const closing = iterator?.return?.()
    closing?.catch(ignore)
    controller.abort()
    // A source that hangs in `next` would hang in `return` as well: it is told to end, not waited for.
    if (!isWaiting) await closing?.catch(ignore)
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
