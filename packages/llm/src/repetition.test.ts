import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  Chat,
  type ChatChunk,
  type ChatModel,
  createRepetitionDetector,
  withRepetitionStop,
} from './index.ts'

/** Where a text is stopped that arrives in pieces of so many characters: what had arrived, and what is kept. */
function stopped(text: string, size = 7): { arrived: number; kept: number } | undefined {
  const detector = createRepetitionDetector()
  for (let at = 0; at < text.length; at += size) {
    const kept = detector.push(text.slice(at, at + size))
    if (kept !== undefined) return { arrived: Math.min(text.length, at + size), kept }
  }
  return undefined
}

describe('a text that says one thing over and over', () => {
  const paragraph = Array.from({ length: 30 }, (_, index) => `Sentence ${index} of a long plan.`).join(' ')
  it.each([
    ['a line', 'I will now write the function.\n', 13],
    ['a short line', 'done\n', 13],
    ['two lines in turn', 'Wait, no.\nActually, yes.\n', 13],
    ['a phrase within a line', 'and then the cart moves ', 30],
    ['a digit', '7', 700],
    ['a pair of tokens', '0, ', 220],
    ['a paragraph', `${paragraph}\n`, 6],
    ['a fence', '```js\nfunction rewardFn(o) {\n  return 1 - Math.abs(o[2])\n}\n```\n', 13],
    ['blanks', ' ', 4200],
  ])('is stopped soon: %s', (_name, span, times) => {
    for (const size of [1, 5, 64, 3000]) {
      const before = 'Here is the reward.\nIt keeps the pole upright:\n'
      const end = stopped(before + span.repeat(200 + times), size)
      expect(end).toBeDefined()
      const { arrived, kept } = end as { arrived: number; kept: number }
      // Long spans are looked for less often than short ones.
      expect(arrived).toBeLessThanOrEqual(before.length + span.length * times + Math.max(1100, size))
      expect(kept).toBeLessThanOrEqual(before.length + span.length)
      expect(kept).toBeGreaterThanOrEqual(before.length)
    }
  })

  it('is stopped whatever the span and the text before it', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 300 }),
        fc.string({ minLength: 1, maxLength: 400 }).filter((span) => span.trim() !== ''),
        (before, span) => {
          const end = stopped(before + span.repeat(Math.ceil(6000 / span.length) + 30), 50)
          expect(end?.kept).toBeLessThanOrEqual(before.length + span.length)
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('a text that is let through', () => {
  const root = fileURLToPath(new URL('../../..', import.meta.url))
  const sources = [
    'packages/llm/src',
    'packages/env/src',
    'packages/env/src/random',
    'packages/train/src',
  ].flatMap((folder) =>
    readdirSync(`${root}/${folder}`)
      .filter((name) => name.endsWith('.ts'))
      .map((name) => `${folder}/${name}`),
  )
  it.each(sources)('the source %s', (name) => {
    expect(stopped(readFileSync(`${root}/${name}`, 'utf8'), 4)).toBeUndefined()
  })

  it.each([
    ['a table of zeros', `const grid = [\n${'  [0, 0, 0, 0, 0, 0, 0, 0],\n'.repeat(11)}]`],
    ['a rule of dashes', `${'-'.repeat(120)}\n`],
    ['indentation', `${' '.repeat(400)}x`],
    ['an unrolled loop', 'reward += step(o)\n'.repeat(10)],
    ['a list that counts', Array.from({ length: 300 }, (_, index) => `${index}. item\n`).join('')],
  ])('%s', (_name, text) => expect(stopped(text)).toBeUndefined())

  it('and a megabyte of it costs little', () => {
    const words = Array.from({ length: 20_000 }, (_, index) => `word${(index * 7919) % 20_011} `).join('')
    expect(stopped(words, 400)).toBeUndefined()
  })
})

describe('a model that never ends', () => {
  let closed = 0
  const endless = (type: 'text' | 'thinking'): ChatModel => ({
    id: 'endless',
    async *generate() {
      try {
        yield { type: 'text', text: 'Here it is:\n' }
        for (;;) yield { type, text: 'I write the function now.\n' }
      } finally {
        closed++
      }
    },
  })

  it('is cancelled, and the answer is what stood before, with the line once', async () => {
    const chat = new Chat(endless('text')).addMessage('go')
    const chunks: ChatChunk[] = []
    const text = await chat.generateResponse({ stopRepeating: true, onChunk: (chunk) => chunks.push(chunk) })
    expect(text.trimEnd()).toBe('Here it is:\nI write the function now.')
    expect(chunks.at(-1)).toEqual({ type: 'finish', reason: 'repeating', keep: text.length })
    expect(chat.messages.at(-1)).toEqual({ role: 'assistant', content: text })
    expect(chunks.length).toBeLessThan(20)
    expect(closed).toBe(1)
  })

  it('is cancelled in its thinking as well', async () => {
    const chunks: ChatChunk[] = []
    for await (const chunk of withRepetitionStop(endless('thinking')).generate([])) chunks.push(chunk)
    expect(chunks.at(-1)).toEqual({ type: 'finish', reason: 'repeating', keep: 12 })
  })
})
