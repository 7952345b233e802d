import { setTimeout as sleep } from 'node:timers/promises'
import { task } from '@gencode/env'
import type { ChatChunk, ChatModel } from '@gencode/llm'
import { expect, test } from 'vitest'
import { fenced, scripted } from '../test/scripted-model.ts'
import { GenCode } from './index.ts'

const good = fenced('function rewardFn(o, s, f) { return f ? -1 : 1 - Math.abs(o[2]) }')
const line = 'I will now write the reward function.\n'

/** Says something, then one line for ever, 20 times a second. */
function looping(
  start: string,
  type: 'text' | 'thinking' = 'text',
): ChatModel & { lines: number; tenth: number } {
  const model = {
    id: 'looping',
    lines: 0,
    tenth: 0,
    async *generate(): AsyncGenerator<ChatChunk> {
      yield { type: 'text', text: start }
      for (; ; model.lines++) {
        if (model.lines === 11) model.tenth = performance.now()
        yield { type, text: line }
        await sleep(50)
      }
    },
  }
  return model
}

test('a model that repeats one line for ever is stopped soon after its tenth repeat, and its answer judged', async () => {
  const model = looping(good)
  using genCode = new GenCode(task('CartPole-v1'), model)
  const { attempts } = await genCode.generate()
  expect(performance.now() - model.tenth).toBeLessThan(3000)
  expect(model.lines).toBeLessThan(30)
  expect(attempts).toHaveLength(1)
  expect(attempts[0]).toMatchObject({ end: 'repeating', entry: 'rewardFn' })
  expect(attempts[0]?.response.trimEnd()).toBe(`${good}${line}`.trimEnd())
  expect(attempts[0]?.notes).toEqual([expect.stringMatching(/over and over/)])
})

test('a model that thinks in circles is stopped as well, and told what it did', async () => {
  const circles = looping('Hm.', 'thinking')
  const after = scripted([good])
  let asked = 0
  const model: ChatModel = {
    id: 'both',
    generate: (messages, options) =>
      asked++ === 0 ? circles.generate(messages) : after.generate(messages, options),
  }
  using genCode = new GenCode(task('CartPole-v1'), model)
  const { attempts } = await genCode.generate()
  expect(attempts.map(({ end }) => end)).toEqual(['repeating', 'stop'])
  expect(after.requests[0]?.messages.at(-1)?.content).toMatch(/one thing over and over/)
})

test('it is left alone where that is asked for', async () => {
  const text = good + line.repeat(40)
  using genCode = new GenCode(task('CartPole-v1'), scripted([text]), { stopRepeating: false })
  const { attempts } = await genCode.generate()
  expect(attempts[0]).toMatchObject({ end: 'stop', response: text })
})

test('tokens that all went into thinking are an empty answer, which the model is told', async () => {
  let asked = 0
  const model: ChatModel = {
    id: 'thinker',
    async *generate(messages) {
      yield { type: 'thinking', text: 'Okay, let me' }
      if (asked++ > 0) {
        expect(messages.at(-1)?.content).toMatch(/cut off at its limit of length/)
        yield { type: 'text', text: good }
      }
      yield {
        type: 'finish',
        reason: asked > 1 ? 'stop' : 'length',
        usage: { inputTokens: 9, outputTokens: 4 },
      }
    },
  }
  using genCode = new GenCode(task('CartPole-v1'), model)
  const { attempts, usage } = await genCode.generate()
  expect(attempts.map(({ end, response }) => [end, response === ''])).toEqual([
    ['length', true],
    ['stop', false],
  ])
  expect(attempts[0]?.notes).toEqual([expect.stringMatching(/limit of tokens in its thinking/)])
  expect(usage.outputTokens).toBe(8)
})
