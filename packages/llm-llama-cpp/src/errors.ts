import { ModelError, ModelUnavailableError } from '@gencode/llm'

/** The error for a process without `node-llama-cpp`. */
export function notInstalled(cause: unknown): ModelUnavailableError {
  return new ModelUnavailableError(
    'A GGUF model needs node-llama-cpp. Install it: npm install node-llama-cpp (its GPU binaries, 600 MB, stay away with --omit=optional and the package @node-llama-cpp/ of your platform)',
    { reason: 'not-found', cause },
  )
}

/** The error for a model that can't be loaded. */
export function notLoaded(model: string, cause: unknown): ModelError {
  const { name, message } = cause instanceof Error ? cause : { name: '', message: String(cause) }
  if (name === 'NoBinaryFoundError')
    return new ModelUnavailableError(
      `node-llama-cpp has no ready-made binary here: ${message}. Install the package @node-llama-cpp/ of your platform.`,
      { reason: 'not-found', cause },
    )
  if (/ENOENT|no such file|not found|404/i.test(message))
    return new ModelUnavailableError(
      `There is no model ${model}: ${message}. Name a GGUF file, or where to fetch one from, such as hf:USER/REPOSITORY:Q4_K_M.`,
      { reason: 'not-found', cause },
    )
  if (name === 'InsufficientMemoryError')
    return new ModelUnavailableError(
      `${model} does not fit into this machine's memory: ${message}. Take a smaller model, or fewer contextTokens.`,
      { reason: 'not-found', cause },
    )
  return new ModelUnavailableError(`${model} could not be loaded: ${message}. Is it a whole GGUF file?`, {
    reason: 'not-found',
    cause,
  })
}

/** The error for an answer that failed. */
export function notGenerated(model: string, cause: unknown): ModelError {
  if (cause instanceof ModelError) return cause
  const message = cause instanceof Error ? cause.message : String(cause)
  return new ModelError(`${model} failed: ${message}`, { reason: 'failed', cause })
}
