import type { ChatChunk, ChatMessage, ChatModel, GenerateOptions } from '@gencode/llm'

/** A model for tests: it gives prepared answers and keeps what it was asked. */
export interface ScriptedModel extends ChatModel {
  readonly requests: { readonly messages: readonly ChatMessage[]; readonly options: GenerateOptions }[]
}

type Answers =
  | readonly string[]
  | ((request: number, messages: readonly ChatMessage[], options: GenerateOptions) => string)

/** The n-th answer to the n-th request, the last one from then on; or what a function makes of the request. */
export function scripted(answers: Answers, id = 'scripted'): ScriptedModel {
  const requests: ScriptedModel['requests'] = []
  return {
    id,
    requests,
    async *generate(messages, options = {}): AsyncGenerator<ChatChunk> {
      const index = requests.push({ messages, options }) - 1
      const text =
        typeof answers === 'function'
          ? answers(index, messages, options)
          : (answers[index] ?? answers.at(-1) ?? '')
      for (let at = 0; at < text.length; at += 400) yield { type: 'text', text: text.slice(at, at + 400) }
      yield { type: 'finish', reason: 'stop', usage: { inputTokens: 100, outputTokens: 50 } }
    },
  }
}

/** Code as a chat model answers with it. */
export function fenced(code: string): string {
  return `Sure!\n\`\`\`js\n${code}\n\`\`\`\nHope it helps`
}
