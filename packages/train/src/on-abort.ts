const listeners = new WeakMap<AbortSignal, Set<() => void>>()

/**
 * Calls back once when a signal aborts, with one listener a signal however many wait for it: engines warn of a leak
 * where a hundred seeds add one each.
 *
 * @returns takes the callback back
 */
export function onAbort(signal: AbortSignal | undefined, callback: () => void): () => void {
  if (!signal) return () => {}
  let callbacks = listeners.get(signal)
  if (!callbacks) {
    const all = new Set<() => void>()
    callbacks = all
    listeners.set(signal, all)
    const tellAll = (): void => {
      for (const each of [...all]) each()
    }
    signal.addEventListener('abort', tellAll, { once: true })
  }
  callbacks.add(callback)
  return () => callbacks.delete(callback)
}
