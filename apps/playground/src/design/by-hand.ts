import type { ChatMessage, ChatModel } from '@gencode/llm'

/** A model that is a person with a chat somewhere: each question waits for its answer, one after the other. */
export interface ByHand {
  readonly model: ChatModel
  /** Answers the question that waits. */
  answer(text: string): void
}

/** @param ask shows a question to the person */
export function byHand(ask: (messages: readonly ChatMessage[]) => void): ByHand {
  let last: Promise<unknown> = Promise.resolve()
  let give: ((text: string) => void) | undefined
  const asked = (messages: readonly ChatMessage[]): Promise<string> => {
    const turn = last.then(
      () =>
        new Promise<string>((resolve) => {
          give = resolve
          ask(messages)
        }),
    )
    last = turn
    return turn
  }
  return {
    model: {
      id: 'by-hand',
      async *generate(messages) {
        yield { type: 'text', text: await asked(messages) }
        yield { type: 'finish', reason: 'stop' }
      },
    },
    answer(text) {
      give?.(text)
      give = undefined
    },
  }
}

/** A conversation as one text that any chat takes. */
export function promptText(messages: readonly ChatMessage[]): string {
  const [only] = messages
  if (messages.length === 1 && only) return only.content
  const titles = { system: 'Instructions', user: 'Request', assistant: 'Your last answer' }
  return messages.map(({ role, content }) => `${titles[role]}:\n\n${content}`).join('\n\n')
}
