import { Chat } from './chat.ts'
import { ModelError } from './errors.ts'
import type { ChatChunk, ChatMessage, ChatModel, GenerateOptions } from './model.ts'

/** A model for one case of the suite. */
export interface ModelUnderTest {
  /** It answers every request with a text of several chunks (a dozen words do), not all of them at once. */
  readonly model: ChatModel
  /** The text, where it is known beforehand. */
  readonly answer?: string | undefined
  /** Options that go with every request, such as `{ maxTokens: 30 }` for a real model. */
  readonly options?: GenerateOptions | undefined
  readonly dispose?: (() => void | Promise<void>) | undefined
}

/** One promise of the interface; `run` throws where it is broken. */
export interface ContractCase {
  readonly name: string
  readonly run: () => Promise<void>
}

const question: readonly ChatMessage[] = Object.freeze([
  Object.freeze({ role: 'system', content: 'You answer in a sentence or two.' } as const),
  Object.freeze({ role: 'user', content: 'Hello!' } as const),
  Object.freeze({ role: 'assistant', content: 'Hello. How can I help?' } as const),
  Object.freeze({ role: 'user', content: 'Say something about the sea.' } as const),
])

/**
 * The promises of `ChatModel` as cases for any test runner:
 *
 * ```ts
 * for (const { name, run } of modelContract(async () => ({ model: new MyModel() }))) test(name, run)
 * ```
 *
 * @param create called for each case
 */
export function modelContract(create: () => Promise<ModelUnderTest>): readonly ContractCase[] {
  const promise = (name: string, body: (subject: ModelUnderTest) => Promise<void>): ContractCase => ({
    name,
    async run() {
      const subject = await create()
      try {
        await body(subject)
      } finally {
        await subject.dispose?.()
      }
    },
  })
  const ask = ({ model, options }: ModelUnderTest, more: GenerateOptions = {}) =>
    model.generate(question, { ...options, ...more })

  return [
    promise('has an id', async ({ model }) => {
      check(typeof model.id === 'string' && model.id.length > 0, `its id is ${model.id}`)
    }),
    promise('streams text, and one finish at the end', async (subject) => {
      const chunks = await all(ask(subject))
      const finishes = chunks.filter(({ type }) => type === 'finish')
      check(
        finishes.length === 1 && chunks.at(-1) === finishes[0],
        'exactly one finish comes, and comes last',
      )
      check(chunks.filter(({ type }) => type === 'text').length > 1, 'the text comes in several chunks')
      const text = textOf(chunks)
      if (subject.answer !== undefined) same(text, subject.answer, 'the chunks make the whole answer')
      check(text.length > 0, 'there is text')
    }),
    promise('counts tokens in whole numbers, where it counts them', async (subject) => {
      const finish = (await all(ask(subject))).at(-1)
      const usage = finish?.type === 'finish' ? finish.usage : undefined
      for (const count of usage ? [usage.inputTokens, usage.outputTokens] : [])
        check(Number.isSafeInteger(count) && count >= 0, `a count is ${count}`)
    }),
    promise('does nothing before the iteration begins', async (subject) => {
      ask(subject)
      const controller = new AbortController()
      ask(subject, { signal: controller.signal })
      controller.abort()
      check(
        textOf(await all(ask(subject))).length > 0,
        'a request after two that were never read is answered',
      )
    }),
    promise('answers again after a consumer left in the middle', async (subject) => {
      for await (const chunk of ask(subject)) if (chunk.type === 'text') break
      check(textOf(await all(ask(subject))).length > 0, 'the next request is answered')
    }),
    promise('refuses a signal that has fired', async (subject) => {
      const error = await failure(all(ask(subject, { signal: AbortSignal.abort() })))
      same(error.reason, 'aborted', 'the reason')
      same(error.partial, '', 'the partial text')
    }),
    promise('ends at once when aborted, with the text so far on the error', async (subject) => {
      const controller = new AbortController()
      let text = ''
      const error = await failure(
        (async () => {
          for await (const chunk of ask(subject, { signal: controller.signal })) {
            if (chunk.type === 'text') text += chunk.text
            if (text !== '') controller.abort()
          }
        })(),
      )
      same(error.reason, 'aborted', 'the reason')
      same(error.partial, text, 'the partial text')
    }),
    promise('answers two requests at once', async (subject) => {
      const texts = await Promise.all([all(ask(subject)), all(ask(subject))])
      for (const chunks of texts) check(textOf(chunks).length > 0, 'both are answered')
    }),
    promise('keeps a conversation through Chat', async ({ model, options, answer }) => {
      const chat = new Chat(model, { systemPrompt: 'You are brief.', options, retries: 0 })
      const first = await chat.addMessage('Hello').generateResponse()
      let second = ''
      for await (const piece of chat.addMessage('And again?').generateResponse({ stream: true }))
        second += piece
      if (answer !== undefined) same(second, answer, 'the second answer')
      same(
        chat.messages.map(({ role }) => role).join(' '),
        'system user assistant user assistant',
        'the roles',
      )
      same(chat.messages[2]?.content, first, 'the first answer in the history')
      same(chat.messages[4]?.content, second, 'the second answer in the history')
      same(chat.usage.requests, 2, 'the requests that were counted')
    }),
    promise('is stopped early through Chat', async ({ model, options, answer }) => {
      const chat = new Chat(model, { options, retries: 0 }).addMessage('Tell me a story')
      const text = await chat.generateResponse({ stopWhen: (soFar) => soFar.length > 0 })
      check(text.length > 0, 'there is text')
      if (answer !== undefined)
        check(
          text.length < answer.length && answer.startsWith(text),
          `"${text}" is the beginning of the answer`,
        )
      same(chat.messages.at(-1)?.content, text, 'the last message')
    }),
  ]
}

async function all(chunks: AsyncIterable<ChatChunk>): Promise<ChatChunk[]> {
  const list: ChatChunk[] = []
  for await (const chunk of chunks) list.push(chunk)
  return list
}

function textOf(chunks: readonly ChatChunk[]): string {
  return chunks.map((chunk) => (chunk.type === 'text' ? chunk.text : '')).join('')
}

async function failure(promise: Promise<unknown>): Promise<ModelError> {
  const error = await promise.then(
    () => undefined,
    (cause: unknown) => cause,
  )
  check(error instanceof ModelError, `a ModelError was to be thrown, and this was: ${error}`)
  return error as ModelError
}

function check(holds: boolean, what: string): void {
  if (!holds) throw new Error(`A ChatModel's promise is broken: ${what}`)
}

function same(actual: unknown, expected: unknown, what: string): void {
  check(actual === expected, `${what} is ${JSON.stringify(actual)}, not ${JSON.stringify(expected)}`)
}
