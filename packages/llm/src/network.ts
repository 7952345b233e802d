/** Codes of connections that were not made, though a later try may make one. */
const passing = new Set(['EAI_AGAIN', 'ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT'])
const lasting = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH', 'ENETUNREACH'])

/** How a request failed on its way. */
export interface NetworkFault {
  /** The system's code, such as `'ECONNREFUSED'`; missing where it tells none, as in a browser. */
  readonly code?: string
  /** No connection was made: nothing answers at the address. */
  readonly isUnreachable: boolean
  /** No connection was made, but a later try may make one. */
  readonly mayPass: boolean
}

/** How a request failed, by what `fetch` or a library on it threw. */
export function networkFault(thrown: unknown): NetworkFault {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    const { code } = error as { code?: unknown }
    if (typeof code === 'string')
      return { code, isUnreachable: passing.has(code) || lasting.has(code), mayPass: passing.has(code) }
  }
  // A browser says nothing of why; what it throws differs where an answer had begun.
  const message = thrown instanceof TypeError ? thrown.message : ''
  const isUnreachable = /^(?:failed to fetch|networkerror when attempting|load failed)/i.test(message)
  return { isUnreachable, mayPass: false }
}

/** What a `Retry-After` header asks for, seconds or a date, in milliseconds; undefined where it says neither. */
export function retryAfterMs(header: string | null | undefined): number | undefined {
  if (!header?.trim()) return undefined
  const seconds = Number(header)
  const ms = Number.isNaN(seconds) ? Date.parse(header) - Date.now() : seconds * 1000
  return Number.isNaN(ms) ? undefined : Math.max(0, ms)
}
