import { ModelError, ModelUnavailableError } from '@gencode/llm'

/** The fields of the AI SDK's `APICallError` that say what happened. */
interface CallError extends Error {
  readonly statusCode?: number | undefined
  readonly url?: string | undefined
  readonly responseHeaders?: Readonly<Record<string, string | undefined>> | undefined
  readonly isRetryable?: boolean | undefined
}

const passingNetworkCodes = new Set(['EAI_AGAIN', 'ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT'])
const noConnectionCodes = new Set([...passingNetworkCodes, 'ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH'])

/** Says as a `ModelError` what a model of the AI SDK threw or put into its stream. */
export function toModelError(cause: unknown, model: string): ModelError {
  if (cause instanceof ModelError) return cause
  // A stream carries plain objects and texts as well: what the server said.
  if (!(cause instanceof Error))
    return new ModelError(`${model} failed: ${said(cause)}`, { reason: 'server', cause })
  const error: CallError = cause
  switch (error.name) {
    case 'AI_APICallError':
    case 'AI_RetryError':
      if (error.statusCode === undefined || (error.statusCode < 300 && codeOf(error)))
        return networkError(error, model)
      return statusError(error, error.statusCode, model)
    case 'AI_LoadAPIKeyError':
    case 'AI_NoSuchModelError':
      return new ModelUnavailableError(`${model}: ${error.message}`, { reason: 'not-found', cause })
    case 'AI_JSONParseError':
    case 'AI_TypeValidationError':
    case 'AI_InvalidResponseDataError':
    case 'AI_EmptyResponseBodyError':
      if (/\bended\b/.test(error.message)) return cutOff(error, model)
      return new ModelError(`${model} sent what is no answer: ${error.message.slice(0, 300)}`, {
        reason: 'protocol',
        cause,
      })
    case 'TypeError':
      return networkError(error, model)
    default:
      return new ModelError(`${model} failed: ${error.message}`, { reason: 'failed', cause })
  }
}

function statusError(error: CallError, status: number, model: string): ModelError {
  const { message, responseHeaders = {} } = error
  const retryAfterMs = retryAfter(responseHeaders)
  const asks = retryAfterMs === undefined ? '' : ` It asks to wait ${Math.ceil(retryAfterMs / 1000)} s.`
  const what = `${model} (${error.url ?? 'its server'})`
  if (status === 404)
    return new ModelUnavailableError(
      `${what} was not found (404): ${message}. Check the model's name and the address.`,
      {
        reason: 'not-found',
        cause: error,
      },
    )
  if (status === 429)
    return new ModelError(`${what} limits its requests (429): ${message}.${asks}`, {
      reason: 'rate-limited',
      retryAfterMs,
      cause: error,
    })
  if (status >= 500 || status === 408 || status === 409)
    return new ModelError(`${what} failed (${status}): ${message}.${asks}`, {
      reason: 'server',
      retryAfterMs,
      cause: error,
    })
  if (status < 300)
    return new ModelError(`${what} sent what is no answer: ${message}`, { reason: 'protocol', cause: error })
  const hint = status === 401 || status === 403 ? ' Check the API key.' : ''
  return new ModelError(`${what} refused the request (${status}): ${message}.${hint}`, {
    reason: 'rejected',
    cause: error,
  })
}

function networkError(error: CallError, model: string): ModelError {
  const code = codeOf(error)
  if (code !== undefined && noConnectionCodes.has(code))
    return new ModelUnavailableError(
      `Nothing answers at ${error.url ?? `the address of ${model}`} (${code}). Start the server, or check the address.`,
      { reason: 'unreachable', retryable: passingNetworkCodes.has(code), cause: error },
    )
  return cutOff(error, model)
}

function cutOff(error: CallError, model: string): ModelError {
  return new ModelError(`The answer of ${model} broke off before its end: ${error.message}. Ask again.`, {
    reason: 'cut-off',
    cause: error,
  })
}

function codeOf(cause: unknown): string | undefined {
  for (let error = cause; error instanceof Error; error = error.cause) {
    const { code } = error as { code?: unknown }
    if (typeof code === 'string') return code
  }
  return undefined
}

/** `retry-after-ms`, or `retry-after` in seconds or as a date. */
function retryAfter(headers: Readonly<Record<string, string | undefined>>): number | undefined {
  const ms = Number.parseFloat(headers['retry-after-ms'] ?? '')
  if (ms >= 0) return ms
  const value = headers['retry-after'] ?? ''
  const wait = Number.isNaN(Number.parseFloat(value)) ? Date.parse(value) - Date.now() : Number(value) * 1000
  return Number.isNaN(wait) ? undefined : Math.max(0, wait)
}

function said(cause: unknown): string {
  if (typeof cause === 'string') return cause
  const { message } = (cause ?? {}) as { message?: unknown }
  return typeof message === 'string' ? message : (JSON.stringify(cause)?.slice(0, 300) ?? String(cause))
}
