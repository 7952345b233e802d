/** Milliseconds of work between two breaths. */
const sliceMs = 20

/**
 * Makes a function to await between pieces of work: it ends at once, but every 20 ms lets other work of this
 * thread go first, so that a page stays alive and a signal can come through.
 *
 * @throws the signal's reason, from the function, once it is aborted
 */
export function createBreath(signal: AbortSignal | undefined): () => Promise<void> {
  let last = performance.now()
  return async () => {
    if (performance.now() - last > sliceMs) {
      await new Promise((resolve) => setTimeout(resolve, 0))
      last = performance.now()
    }
    signal?.throwIfAborted()
  }
}
