import { imageBase64 } from './images.ts'
import type { ChatMessage, GenerateOptions } from './model.ts'

/** A request as plain JSON: images as base64, without what does not change the answer (`signal`, `onRestart`). */
export function plainRequest(
  messages: readonly ChatMessage[],
  options: GenerateOptions,
): { messages: ChatMessage[]; options: GenerateOptions } {
  const { signal: _signal, onRestart: _onRestart, ...rest } = options
  return {
    messages: messages.map(({ role, content, images }) => ({
      role,
      content,
      ...(images?.length ? { images: images.map(imageBase64) } : {}),
    })),
    options: rest,
  }
}

/** A text that is the same for the same request. */
export function requestKey(messages: readonly ChatMessage[], options: GenerateOptions): string {
  return JSON.stringify(plainRequest(messages, options), (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  )
}
