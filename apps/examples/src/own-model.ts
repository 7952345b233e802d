import { type ChatModel, guardChunks, ModelError, ModelUnavailableError } from '@gencode/llm'

/** A model behind a server that takes the messages as JSON and streams its answer as plain text. */
export function plainTextModel(url: string): ChatModel {
  return {
    id: `plain-text:${url}`,
    generate: (messages, options = {}) =>
      guardChunks(
        async function* (signal) {
          const body = JSON.stringify({ messages, seed: options.seed })
          const response = await fetch(url, { method: 'POST', body, signal }).catch((cause) => {
            throw new ModelUnavailableError(`Nothing answers at ${url}`, { reason: 'unreachable', cause })
          })
          if (!response.ok || !response.body)
            throw new ModelError(`${url} answered with status ${response.status}`, {
              reason: response.status < 500 ? 'rejected' : 'server',
            })
          const decoder = new TextDecoder()
          const reader = response.body.getReader()
          for (let part = await reader.read(); !part.done; part = await reader.read())
            yield { type: 'text', text: decoder.decode(part.value, { stream: true }) }
          yield { type: 'finish', reason: 'stop' }
        },
        { signal: options.signal },
      ),
  }
}
