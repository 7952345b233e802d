import { Chat } from '@gencode/llm'
import { expect, test } from 'vitest'
import { scripted } from '../../test/scripted-model.ts'
import { freshConversation, openConversation, plainMessages, withFeedback } from './conversation.ts'

const told = (chat: Chat) => chat.messages.map(({ role, content }) => `${role}: ${content}`)

test('a bare model is asked our request', () => {
  expect(told(openConversation(Chat.on(scripted([''])), { text: 'Write f' }))).toEqual(['user: Write f'])
})

test('a chat whose request led to the given answer keeps it; the answer stands in it once', () => {
  const chat = new Chat(scripted(['']), { systemPrompt: 'Be brief' })
    .addMessage('My own request')
    .addMessage('answer', 'assistant')
  const open = openConversation(chat, { text: 'Write f' }, 'answer')
  expect(told(open)).toEqual(['system: Be brief', 'user: My own request'])
  expect(told(withFeedback(open, 'answer', 'Error: x'))).toEqual([
    'system: Be brief',
    'user: My own request',
    'assistant: answer',
    'user: Error: x',
  ])
  expect(chat.messages).toHaveLength(3)
})

test('a chat that ends in another answer than the given one keeps it', () => {
  const chat = new Chat(scripted([''])).addMessage('My own request').addMessage('answer', 'assistant')
  for (const given of ['another answer', 'My own request'])
    expect(told(openConversation(chat, { text: 'Write f' }, given))).toEqual([
      'user: My own request',
      'assistant: answer',
    ])
  const asked = new Chat(scripted([''])).addMessage('answer')
  expect(told(openConversation(asked, { text: 'Write f' }, 'answer'))).toEqual(['user: answer'])
})

test('messages are plain where they leave', () => {
  const chat = new Chat(scripted([''])).addMessage('a').addMessage('b', 'assistant')
  expect(plainMessages(chat)).toEqual([
    { role: 'user', content: 'a' },
    { role: 'assistant', content: 'b' },
  ])
})

test('a chat without a request gets ours', () => {
  const chat = new Chat(scripted(['']), { systemPrompt: 'Be brief' })
  expect(told(openConversation(chat, { text: 'Write f' }, 'answer'))).toEqual([
    'system: Be brief',
    'user: Write f',
  ])
})

test('generating in a chat with a history adds our request to it', () => {
  const chat = new Chat(scripted([''])).addMessage('Hello').addMessage('Hi', 'assistant')
  expect(told(openConversation(chat, { text: 'Write f' }))).toEqual([
    'user: Hello',
    'assistant: Hi',
    'user: Write f',
  ])
})

test('a fresh conversation keeps the system prompt alone', () => {
  const chat = new Chat(scripted(['']), { systemPrompt: 'Be brief' })
    .addMessage('a')
    .addMessage('b', 'assistant')
  expect(told(freshConversation(chat, { text: 'Write f' }))).toEqual(['system: Be brief', 'user: Write f'])
})

test('failures do not pile up: there is the request and the last attempt, shortened', () => {
  const open = openConversation(Chat.on(scripted([''])), { text: 'Write f' })
  withFeedback(open, 'first', 'Error: 1')
  const second = withFeedback(open, 'long '.repeat(10_000), 'Error: 2')
  expect(second.messages).toHaveLength(3)
  expect(second.messages[1]?.content.length).toBeLessThanOrEqual(6000)
  expect(told(withFeedback(open, '', 'Error: 3'))[1]).toBe('assistant: (no answer)')
})
