import { ModelError, ModelUnavailableError } from '@gencode/llm'

/** The error for a response that is not 2xx. */
export async function statusError(response: Response, model: string, host: string): Promise<ModelError> {
  const body = await response.text().catch(() => '')
  const said = errorText(body) || response.statusText || 'no reason given'
  const { status } = response
  if (status === 404 && /model/i.test(said)) return notPulled(model, host)
  if (status === 429)
    return new ModelError(`Ollama at ${host} is busy (429): ${said}`, {
      reason: 'rate-limited',
      retryAfterMs: retryAfterMs(response.headers.get('retry-after')),
    })
  if (status >= 500 || status === 408)
    return new ModelError(`Ollama at ${host} failed (${status}): ${said}. Its log says more: ollama serve`, {
      reason: 'server',
      retryAfterMs: retryAfterMs(response.headers.get('retry-after')),
    })
  const hint = status === 401 || status === 403 ? ' Check the headers that you pass.' : ''
  return new ModelError(`Ollama at ${host} refused the request (${status}): ${said}.${hint}`, {
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

/** The error for a server that does not answer. */
export function unreachable(host: string, cause: unknown): ModelUnavailableError {
  return new ModelUnavailableError(
    `Nothing answers at ${host}. Start Ollama there: ollama serve (or install it from https://ollama.com), or name another host.`,
    { reason: 'unreachable', cause },
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

/** `Retry-After` in milliseconds: seconds or a date. */
export function retryAfterMs(value: string | null, now: number = Date.now()): number | undefined {
  if (value === null || value.trim() === '') return undefined
  const ms = Number.isNaN(Number(value)) ? Date.parse(value) - now : Number(value) * 1000
  return Number.isNaN(ms) ? undefined : Math.max(0, ms)
}
