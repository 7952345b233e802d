import type { ChatChunk } from '@gencode/llm'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { objectLines } from './ndjson.ts'
import { OllamaModel } from './ollama-model.ts'

/** A body that arrives in packets of these sizes, the rest in one. */
function inPackets(bytes: Uint8Array, sizes: readonly number[]): ReadableStream<Uint8Array> {
  let start = 0
  const left = [...sizes]
  return new ReadableStream({
    pull(controller) {
      if (start >= bytes.length) return controller.close()
      const end = Math.min(bytes.length, start + (left.shift() ?? bytes.length))
      controller.enqueue(bytes.slice(start, end))
      start = end
    },
  })
}

const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 60 })
const encode = (text: string) => new TextEncoder().encode(text)

describe('the lines of a body', () => {
  it('are the same wherever it is cut, whatever stands between the objects', async () => {
    const noise = fc.constantFrom('', ' ', '\r', ': ping', 'null', '[1]', '"text"', '<html>')
    const text = fc.string({ unit: 'binary', maxLength: 20 })
    const line = fc.oneof(
      noise,
      text.map((content) => JSON.stringify({ content })),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 12 }),
        sizes,
        fc.boolean(),
        async (lines, cuts, isEnded) => {
          const body = encode(lines.join('\n') + (isEnded ? '\n' : ''))
          const passed = await new Response(
            objectLines(inPackets(body, cuts), () => new Error('broken')),
          ).text()
          const objects = lines.filter((each) => each.startsWith('{'))
          expect(passed).toBe(objects.map((each) => `${each}\n`).join(''))
        },
      ),
    )
  })

  it('end at one that has lost a part, those before it passed on', async () => {
    const good = '{"a":1}\n{"b":2}\n'
    await fc.assert(
      fc.asyncProperty(sizes, async (cuts) => {
        const reader = objectLines(
          inPackets(encode(`${good}{"c":\n{"d":4}\n`), cuts),
          (line) => new Error(line),
        ).getReader()
        let passed = ''
        const read = async () => {
          for (let part = await reader.read(); !part.done; part = await reader.read())
            passed += new TextDecoder().decode(part.value)
        }
        await expect(read()).rejects.toThrow('{"c":')
        expect(passed).toBe(good)
      }),
      { numRuns: 50 },
    )
  })
})

describe('an answer of any bytes', () => {
  it('ends as text or as a ModelError, and never hangs', async () => {
    const pieces = fc.constantFrom(
      '{"message":{"content":"a"}}',
      '{"message":{}}',
      '{"message":null}',
      '{"error":"e"}',
      '{"error":{}}',
      '{"done":true}',
      '{"message":{"content":5},"done":false}',
      '{"done":1,"done_reason":7}',
      '\n',
      '{',
      'x',
      '\u0000',
      '{"message":{"thinking":"t"}}',
    )
    const bytes = fc.oneof(
      fc.array(pieces, { maxLength: 8 }).map((each) => encode(each.join('\n'))),
      fc.uint8Array({ maxLength: 80 }),
    )
    await fc.assert(
      fc.asyncProperty(bytes, sizes, async (body, cuts) => {
        const model = new OllamaModel({ fetch: async () => new Response(inPackets(body, cuts)) })
        const chunks: ChatChunk[] = []
        try {
          for await (const chunk of model.generate([])) chunks.push(chunk)
          expect(chunks.at(-1)).toMatchObject({ type: 'finish' })
          for (const chunk of chunks) if (chunk.type !== 'finish') expect(chunk.text).toBeTypeOf('string')
        } catch (error) {
          expect(error).toMatchObject({
            reason: expect.stringMatching(/^(cut-off|server|protocol|unreachable)$/),
          })
        }
      }),
    )
  })
})
