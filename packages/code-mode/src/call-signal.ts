const openCalls = new WeakMap<AbortSignal, Set<AbortController>>()

/**
 * Runs one call with an abort signal of its own, aborted with the run's: clients leave their listeners on a signal, and
 * that of a run is the same for all its calls, however many.
 */
export async function withOwnSignal<T>(
  ofRun: AbortSignal,
  call: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controllers = openCalls.get(ofRun) ?? watch(ofRun)
  const controller = new AbortController()
  controllers.add(controller)
  if (ofRun.aborted) controller.abort(ofRun.reason)
  try {
    return await call(controller.signal)
  } finally {
    controllers.delete(controller)
  }
}

function watch(ofRun: AbortSignal): Set<AbortController> {
  const controllers = new Set<AbortController>()
  openCalls.set(ofRun, controllers)
  const abort = () => {
    for (const each of controllers) each.abort(ofRun.reason)
  }
  ofRun.addEventListener('abort', abort, { once: true })
  return controllers
}
