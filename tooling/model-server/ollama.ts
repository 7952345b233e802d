import type { Reply } from './model-server.ts'
import { stream, words } from './replies.ts'

/** Options of an answer in Ollama's chat protocol. */
export interface OllamaAnswerOptions {
  readonly thinking?: string
  readonly doneReason?: string
  readonly pauseMs?: number
}

/** A line that carries a piece of an answer. */
export function ollamaLine(content: string): string {
  return `${JSON.stringify({ model: 'x', message: { role: 'assistant', content }, done: false })}\n`
}

/** The line that ends an answer. */
export function ollamaDone(reason = 'stop'): string {
  const counts = { prompt_eval_count: 11, eval_count: 7 }
  const message = { role: 'assistant', content: '' }
  return `${JSON.stringify({ model: 'x', message, done: true, done_reason: reason, ...counts })}\n`
}

/** The lines of an answer, a word each. */
export function ollamaLines(text: string, options: OllamaAnswerOptions = {}): string[] {
  const { thinking, doneReason } = options
  const message = { role: 'assistant', content: '', thinking }
  const thought = thinking ? [`${JSON.stringify({ model: 'x', message, done: false })}\n`] : []
  return [...thought, ...words(text).map(ollamaLine), ollamaDone(doneReason)]
}

/** An answer in Ollama's chat protocol: newline-delimited JSON, a word a line. */
export function ollamaAnswer(text: string, options: OllamaAnswerOptions = {}): Reply {
  const { pauseMs } = options
  return stream(ollamaLines(text, options), pauseMs === undefined ? {} : { pauseMs })
}
