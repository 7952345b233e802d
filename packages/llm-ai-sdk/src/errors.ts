import {
  type AccountFailure,
  accountFailure,
  accountMessage,
  ModelError,
  ModelUnavailableError,
  networkFault,
  retryAfterMs,
} from '@gencode/llm'

/** The fields of the AI SDK's `APICallError` that say what happened. */
interface CallError extends Error {
  readonly statusCode?: number | undefined
  readonly url?: string | undefined
  readonly responseBody?: string | undefined
  readonly responseHeaders?: Readonly<Record<string, string | undefined>> | undefined
}

/** Says as a `ModelError` what a model of the AI SDK threw or put into its stream. */
export function toModelError(cause: unknown, model: string): ModelError {
  if (cause instanceof ModelError) return cause
  // A stream carries plain objects and texts as well: what the server said.
  if (!(cause instanceof Error)) {
    const account = accountFailure(undefined, `${said(cause)} ${JSON.stringify(cause)}`)
    if (account) return accountError(account, model, said(cause), cause)
    return new ModelError(`${model} failed: ${said(cause)}`, { reason: 'server', cause })
  }
  const error: CallError = cause
  switch (error.name) {
    case 'AI_APICallError':
      if (error.statusCode === undefined || (error.statusCode < 300 && networkFault(error).code))
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
  const wait = waitOf(responseHeaders)
  const asks = wait === undefined ? '' : ` It asks to wait ${Math.ceil(wait / 1000)} s.`
  const what = `${model} (${error.url ?? 'its server'})`
  const account = accountFailure(status, `${message} ${error.responseBody ?? ''}`)
  if (account) return accountError(account, what, `${message} (${status})`, error)
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
      retryAfterMs: wait,
      cause: error,
    })
  if (status >= 500 || status === 408 || status === 409)
    return new ModelError(`${what} failed (${status}): ${message}.${asks}`, {
      reason: 'server',
      retryAfterMs: wait,
      cause: error,
    })
  if (status < 300)
    return new ModelError(`${what} sent what is no answer: ${message}`, { reason: 'protocol', cause: error })
  return new ModelError(`${what} refused the request (${status}): ${message}.`, {
    reason: 'rejected',
    cause: error,
  })
}

function accountError(account: AccountFailure, who: string, what: string, cause: unknown): ModelError {
  return new ModelError(accountMessage(account, who, what, 'Check the API key.'), {
    reason: account === 'empty' ? 'quota' : 'rejected',
    cause,
  })
}

function networkError(error: CallError, model: string): ModelError {
  const { code, isUnreachable, mayPass } = networkFault(error)
  if (!isUnreachable) return cutOff(error, model)
  const why = code ? ` (${code})` : ''
  const browser = code ? '' : ' In a browser, the server must allow this page (CORS).'
  return new ModelUnavailableError(
    `Nothing answers at ${error.url ?? `the address of ${model}`}${why}. Start the server, or check the address.${browser}`,
    { reason: 'unreachable', retryable: mayPass, cause: error },
  )
}

function cutOff(error: CallError, model: string): ModelError {
  const why = error.message.replace(/\.$/, '')
  return new ModelError(`The answer of ${model} broke off before its end: ${why}. Ask again.`, {
    reason: 'cut-off',
    cause: error,
  })
}

/** `retry-after-ms`, or `retry-after`. */
function waitOf(headers: Readonly<Record<string, string | undefined>>): number | undefined {
  const ms = Number.parseFloat(headers['retry-after-ms'] ?? '')
  return ms >= 0 ? ms : retryAfterMs(headers['retry-after'])
}

function said(cause: unknown): string {
  if (typeof cause === 'string') return cause
  const { message } = (cause ?? {}) as { message?: unknown }
  return typeof message === 'string' ? message : (JSON.stringify(cause)?.slice(0, 300) ?? String(cause))
}
