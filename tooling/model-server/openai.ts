import type { Reply } from './model-server.ts'
import { stream, words } from './replies.ts'

/** An event of OpenAI's chat completions. */
function event(delta: object, finishReason: string | null = null, usage?: object): string {
  const choices = [{ index: 0, delta, finish_reason: finishReason }]
  const chunk = { id: 'c1', object: 'chat.completion.chunk', created: 1, model: 'x', choices, usage }
  return `data: ${JSON.stringify(chunk)}\n\n`
}

/** An event that carries a piece of an answer. */
export function openaiEvent(content: string): string {
  return event({ content })
}

/** The events of an answer, a word each. */
export function openaiEvents(text: string): string[] {
  return [
    event({ role: 'assistant', content: '' }),
    ...words(text).map(openaiEvent),
    event({}, 'stop', { prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 }),
    'data: [DONE]\n\n',
  ]
}

/** An answer in the protocol of OpenAI's chat completions: server-sent events. */
export function openaiAnswer(text: string, options: { readonly pauseMs?: number } = {}): Reply {
  return stream(openaiEvents(text), { type: 'text/event-stream', ...options })
}
