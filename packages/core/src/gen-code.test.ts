import { task } from '@gencode/env'
import { Chat } from '@gencode/llm'
import { describe, expect, test } from 'vitest'
import { scripted } from '../test/scripted-model.ts'
import { GenCode, type GenCodeEvent, GenerationError } from './index.ts'

const cartPole = task('CartPole-v1')
const good =
  'function rewardFn(observations, isSuccess, isFailure) {\n  return isFailure ? -1 : 1 - Math.abs(observations[2])\n}'
const fenced = (code: string) => `Sure!\n\`\`\`js\n${code}\n\`\`\`\nHope it helps`

describe('get', () => {
  test('gives a state with the callable function and its text', async () => {
    using genCode = new GenCode(cartPole)
    const state = await genCode.get(fenced(good))
    expect(state.index).toBe(1)
    expect(state.entry).toBe('rewardFn')
    expect(state.code).toContain('Math.abs(observations[2])')
    expect(state.rewardFunction([0, 0, 0.5, 0], false, false)).toBe(0.5)
    expect(state.attempts).toHaveLength(1)
    expect(state.attempts[0]?.rewards).toHaveLength(200)
  })

  test('without a model makes one attempt and throws a typed error that holds it', async () => {
    using genCode = new GenCode(cartPole)
    const error = await genCode
      .get('I would rather talk about the weather.')
      .catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(GenerationError)
    const { attempts, code, feedback, reason } = error as GenerationError
    expect(code).toMatch(/^clean\//)
    expect(feedback).not.toBe('')
    expect(reason).toBe('attempts')
    expect(attempts).toHaveLength(1)
    expect(attempts[0]?.response).toContain('weather')
  })

  test('asks the model again with the reason, on a fork of the chat', async () => {
    const model = scripted([fenced(good)])
    const chat = new Chat(model).addMessage('Write me a reward function.')
    const events: GenCodeEvent[] = []
    using genCode = new GenCode(cartPole, chat, { onEvent: (event) => events.push(event) })
    const state = await genCode.get(fenced('function rewardFn() { while (true) {} }'))
    expect(state.attempts.map((attempt) => attempt.error?.code)).toEqual(['sandbox/timeout', undefined])
    expect(chat.messages).toHaveLength(1)
    const [request] = model.requests
    expect(request?.messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'user'])
    expect(request?.messages[2]?.content).toMatch(/^Error: sandbox\/timeout\n/)
    expect(events.filter(({ type }) => type !== 'token').map(({ type }) => type)).toEqual([
      'attempt-started',
      'cleaned',
      'compiled',
      'rejected',
      'attempt-started',
      'cleaned',
      'compiled',
      'probed',
      'accepted',
    ])
  })
})
