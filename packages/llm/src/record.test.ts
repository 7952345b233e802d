import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { Chat } from './chat.ts'
import { ModelError, ReplayMissError } from './errors.ts'
import type { Exchange } from './exchange.ts'
import { parseRecording } from './exchange.ts'
import type { ChatChunk, ChatModel } from './model.ts'
import { readImage, recordToFile, replayFromFile } from './node.ts'
import { record } from './record.ts'
import { chunksOf, replay } from './replay.ts'

const folder = await mkdtemp(join(tmpdir(), 'gencode-record-'))
afterAll(() => rm(folder, { recursive: true }))

/** Counts its answers, so that each is another. */
function counting(): ChatModel {
  let count = 0
  return {
    id: 'counting',
    async *generate(messages) {
      yield { type: 'thinking', text: 'hm' }
      yield* chunksOf(`answer ${++count} to ${messages.at(-1)?.content}`)
    },
  }
}

async function conversation(model: ChatModel): Promise<string[]> {
  const chat = new Chat(model, { systemPrompt: 'S', options: { seed: 1 } })
  const first = await chat
    .addMessage('one', 'user', { images: [new Uint8Array([1, 2, 255])] })
    .generateResponse()
  const second = await chat.addMessage('two').generateResponse({ stopWhen: (text) => text.includes('2 to') })
  return [first, second, await chat.generateSimpleResponse('three')]
}

describe('a recording', () => {
  it('replays a conversation exactly, from a file, early stops included', async () => {
    const path = join(folder, 'deep/er/run.jsonl')
    const recorded = await conversation(recordToFile(counting(), path))
    expect((await readFile(path, 'utf8')).trim().split('\n')).toHaveLength(3)
    const model = await replayFromFile(path)
    expect(model.id).toBe('counting')
    expect(await conversation(model)).toEqual(recorded)
  })

  it('tells which request missed', async () => {
    const exchanges: Exchange[] = []
    await conversation(record(counting(), (exchange) => void exchanges.push(exchange)))
    const chat = new Chat(replay(exchanges)).addMessage('something else')
    const error = await chat.generateResponse().catch((thrown) => thrown)
    expect(error).toBeInstanceOf(ReplayMissError)
    expect(error.message).toMatch(/1 messages.*user: "something else".*0 of its 3 exchanges are used/)
  })

  it('answers the same request asked twice with the two recorded answers, then misses', async () => {
    const exchanges: Exchange[] = []
    const ask = (model: ChatModel) => new Chat(model).addMessage('same').generateResponse()
    const recorder = record(counting(), (exchange) => void exchanges.push(exchange))
    const recorded = [await ask(recorder), await ask(recorder)]
    const player = replay(exchanges)
    expect([await ask(player), await ask(player)]).toEqual(recorded)
    await expect(ask(player)).rejects.toThrow(ReplayMissError)
  })

  it('replays failures and the retries after them, without their waits', async () => {
    let count = 0
    const flaky: ChatModel = {
      id: 'flaky',
      async *generate() {
        if (count++ === 0) throw new ModelError('busy', { reason: 'rate-limited', retryAfterMs: 30 })
        yield* chunksOf('fine')
      },
    }
    const exchanges: Exchange[] = []
    const recorder = record(flaky, (exchange) => void exchanges.push(exchange))
    await new Chat(recorder).addMessage('go').generateResponse()
    expect(exchanges.map(({ error }) => error?.reason)).toEqual(['rate-limited', undefined])
    expect(await new Chat(replay(exchanges)).addMessage('go').generateResponse()).toBe('fine')
  })

  it('holds options to the letter, but not the signal', async () => {
    const exchanges: Exchange[] = []
    const recorder = record(counting(), (exchange) => void exchanges.push(exchange))
    const ask = (model: ChatModel, seed: number) =>
      new Chat(model)
        .addMessage('x')
        .generateResponse({ options: { seed }, signal: new AbortController().signal })
    await ask(recorder, 1)
    await expect(ask(replay(exchanges), 2)).rejects.toThrow(ReplayMissError)
    expect(await ask(replay(exchanges), 1)).toBe('answer 1 to x')
  })

  it('answers whichever request comes with plain texts, in order', async () => {
    const model = replay(['one', 'two  words\n'])
    const chat = new Chat(model).addMessage('?')
    expect([await chat.generateResponse(), await chat.generateResponse()]).toEqual(['one', 'two  words\n'])
    expect(model.id).toBe('replay')
  })

  it('survives JSON whatever the text', async () => {
    const text = fc.string({ unit: 'binary' })
    const chunk: fc.Arbitrary<ChatChunk> = fc.record({ type: fc.constantFrom('text', 'thinking'), text })
    await fc.assert(
      fc.asyncProperty(fc.array(chunk, { maxLength: 5 }), text, async (chunks, content) => {
        const source: ChatModel = {
          id: 'any',
          async *generate() {
            yield* chunks
            yield { type: 'finish', reason: 'stop' }
          },
        }
        const lines: string[] = []
        const ask = (model: ChatModel) => new Chat(model).addMessage(content).generateResponse()
        const recorded = await ask(record(source, (exchange) => void lines.push(JSON.stringify(exchange))))
        expect(await ask(replay(parseRecording(lines.join('\n'))))).toBe(recorded)
      }),
    )
  })

  it.each([
    ['not json', /Line 2 of the recording is no exchange/],
    ['{"chunks":[{"type":"smell"}]}', /Line 2.*chunks\.0/],
    ['{"request":{}}', /Line 2.*(messages|chunks)/],
  ])('names the line that is none: %s', (line, message) => {
    expect(() => parseRecording(`{"chunks":[]}\n${line}\n`)).toThrow(message)
  })

  it('reads an image from a file', async () => {
    const path = join(folder, 'dot.png')
    await writeFile(path, new Uint8Array([137, 80, 78, 71]))
    expect([...(await readImage(path))]).toEqual([137, 80, 78, 71])
  })
})
