import type { ChatModel } from './model.ts'

/**
 * Ends an answer as soon as `stopWhen` holds for its text: the rest is cancelled, and the finish has the reason
 * `'stopped'`.
 */
export function withEarlyStop(model: ChatModel, stopWhen: (textSoFar: string) => boolean): ChatModel {
  return {
    id: model.id,
    async *generate(messages, options) {
      let text = ''
      for await (const chunk of model.generate(messages, options)) {
        yield chunk
        if (chunk.type !== 'text') continue
        text += chunk.text
        if (!stopWhen(text)) continue
        yield { type: 'finish', reason: 'stopped' }
        return
      }
    },
  }
}
