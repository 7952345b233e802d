/** Milliseconds of work between two breaths. */
const sliceMs = 20

/** When other work of this thread last went first: of all work that breathes, since many short pieces are as long as one. */
let last = performance.now()

/**
 * To await between pieces of work: it ends at once, but every 20 ms lets other work of this thread go first, so that
 * a page stays alive and a signal can come through.
 *
 * @throws the signal's reason, once it is aborted
 */
export async function breathe(signal: AbortSignal | undefined): Promise<void> {
  if (performance.now() - last > sliceMs) {
    await new Promise((resolve) => setTimeout(resolve, 0))
    last = performance.now()
  }
  signal?.throwIfAborted()
}
