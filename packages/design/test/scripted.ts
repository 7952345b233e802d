import type { Journal, JournalLine } from '@gencode/core'
import type { ChatChunk, ChatMessage, ChatModel, GenerateOptions } from '@gencode/llm'

/** A model for tests: what a function makes of the request, or throws. */
export function answering(
  answer: (request: number, messages: readonly ChatMessage[], options: GenerateOptions) => string,
): ChatModel & { readonly requests: (readonly ChatMessage[])[] } {
  const requests: (readonly ChatMessage[])[] = []
  return {
    id: 'scripted',
    requests,
    async *generate(messages, options = {}): AsyncGenerator<ChatChunk> {
      const text = answer(requests.push(messages) - 1, messages, options)
      yield { type: 'text', text }
      yield { type: 'finish', reason: 'stop', usage: { inputTokens: 100, outputTokens: 50 } }
    },
  }
}

/** Code as a chat model answers with it. */
export function fenced(code: string): string {
  return `\`\`\`js\n${code}\n\`\`\``
}

/** A reward for CartPole that works, weighted so that each is another one. */
export function reward(weight: number): string {
  return fenced(
    `function rewardFn(o, s, f) {\n  const components = { angle: -${weight} * Math.abs(o[2]), living: 1, end: f ? -2 : 0 }\n  return { reward: components.angle + components.living + components.end, components }\n}`,
  )
}

/** A journal that a process dies at: after so many lines nothing more is written. */
export function dyingJournal(
  lines: readonly JournalLine[],
  life: number,
): Journal & { readonly lines: JournalLine[] } {
  const kept = [...lines]
  let left = life
  return {
    lines: kept,
    append(line) {
      if (left-- <= 0) throw new Error('killed')
      kept.push(JSON.parse(JSON.stringify(line)) as JournalLine)
    },
  }
}
