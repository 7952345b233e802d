import { ModelError } from '../src/errors.ts'
import type { ChatChunk, ChatMessage, ChatModel, GenerateOptions } from '../src/model.ts'
import { chunksOf } from '../src/replay.ts'

/** How one request goes. */
export type Attempt = (options: GenerateOptions) => AsyncIterable<ChatChunk>

/** A model whose n-th request goes as the n-th attempt says. */
export function attempts(...list: Attempt[]): ChatModel & { count: number } {
  const model = {
    id: 'scripted',
    count: 0,
    generate: (_messages: unknown, options: GenerateOptions = {}) =>
      (list[model.count++] as Attempt)(options),
  }
  return model
}

/** Says all of "all is well". */
export const good: Attempt = async function* () {
  yield* chunksOf('all is well')
}
/** Says these, then fails. */
export const failsAfter = (
  chunks: ChatChunk[],
  options: ConstructorParameters<typeof ModelError>[1],
): Attempt =>
  async function* () {
    yield* chunks
    throw new ModelError('failed', options)
  }
export const half: ChatChunk[] = [{ type: 'text', text: 'half' }]
/** Says these, then nothing more. */
export const hangs = (chunks: ChatChunk[]): Attempt =>
  async function* () {
    yield* chunks
    await new Promise(() => {})
  }

/** The text of the chunks. */
export async function textOf(chunks: AsyncIterable<ChatChunk>): Promise<string> {
  let text = ''
  for await (const chunk of chunks) if (chunk.type === 'text') text += chunk.text
  return text
}

/** A request of one message. */
export const user = (content: string): readonly ChatMessage[] => [{ role: 'user', content }]
