import {
  accountFailure,
  accountMessage,
  ModelError,
  ModelUnavailableError,
  networkFault,
  retryAfterMs,
} from '@gencode/llm'

/** The error for a response that is not 2xx. */
export async function statusError(response: Response, model: string, host: string): Promise<ModelError> {
  const body = await response.text().catch(() => '')
  const said = errorText(body) || response.statusText || 'no reason given'
  const { status } = response
  if (status === 404 && /model/i.test(said)) return notPulled(model, host)
  if (status === 404) return noOllama(host)
  const account = accountFailure(status, said)
  if (account)
    return new ModelError(
      accountMessage(account, `Ollama at ${host}`, `${said} (${status})`, 'Check the headers that you pass.'),
      { reason: account === 'empty' ? 'quota' : 'rejected' },
    )
  const wait = retryAfterMs(response.headers.get('retry-after'))
  const asks = wait === undefined ? '' : ` It asks to wait ${Math.ceil(wait / 1000)} s.`
  if (status === 429)
    return new ModelError(`Ollama at ${host} is busy (429): ${said}.${asks}`, {
      reason: 'rate-limited',
      retryAfterMs: wait,
    })
  if (status >= 500 || status === 408)
    return new ModelError(
      `Ollama at ${host} failed (${status}): ${said}. Its log says more: ollama serve.${asks}`,
      {
        reason: 'server',
        retryAfterMs: wait,
      },
    )
  return new ModelError(`Ollama at ${host} refused the request (${status}): ${said}.`, {
    reason: 'rejected',
  })
}

/** The error for a model that is not on the server. */
export function notPulled(model: string, host: string): ModelUnavailableError {
  return new ModelUnavailableError(
    `Ollama at ${host} does not have the model ${model}. Fetch it: ollama pull ${model}`,
    { reason: 'not-found' },
  )
}

/** The error for a request or an answer that the network broke. */
export function networkError(host: string, cause: unknown): ModelError {
  const { code, isUnreachable, mayPass } = networkFault(cause)
  // A browser says nothing of why.
  const browser = code === undefined ? ' In a browser, let it serve this page: OLLAMA_ORIGINS.' : ''
  if (code === undefined || isUnreachable)
    return new ModelUnavailableError(
      `Nothing answers at ${host}. Start Ollama there: ollama serve (or install it from https://ollama.com), or name another host.${browser}`,
      { reason: 'unreachable', retryable: mayPass, cause },
    )
  if (code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT')
    return new ModelError(
      `Ollama at ${host} sent nothing for minutes: is the model too large for the machine?`,
      {
        reason: 'timeout',
        cause,
      },
    )
  return connectionBroke(host, cause)
}

/** The error for an answer whose connection broke. */
export function connectionBroke(host: string, cause: unknown): ModelError {
  return new ModelError(
    `The connection to Ollama at ${host} broke before the end of the answer. Ask again; its log says more: ollama serve`,
    { reason: 'cut-off', cause },
  )
}

/** The error for a server that is something else. */
export function noOllama(host: string, beginning?: string): ModelUnavailableError {
  const page =
    beginning === undefined ? '' : ` (what came begins with ${JSON.stringify(beginning.slice(0, 80))})`
  const portal = beginning?.startsWith('<') ? ' A proxy or a login page may stand in between.' : ''
  return new ModelUnavailableError(
    `${host} answers, but not as Ollama does${page}: name the address of an Ollama.${portal}`,
    { reason: 'unreachable' },
  )
}

/** What an error body says. */
function errorText(body: string): string {
  try {
    const { error } = JSON.parse(body) as { error?: unknown }
    if (typeof error === 'string') return error
  } catch {}
  return body.slice(0, 300).trim()
}
