import type { Chat, ChatMessage, ChatModel } from '@gencode/llm'
import type { Brief } from './asker.ts'
import { shortened } from './feedback.ts'

/** How much of an answer is shown to the model again, in characters. */
const shownCharacters = 6000

/** A model, or a chat, whose system prompt, history, options and prices are then used. */
export type Model = ChatModel | Chat

/** The request alone: a chat's own history where it holds one, without the answer that was given; else ours. */
export function openConversation(chat: Chat, request: Brief, given?: string): Chat {
  const open = chat.fork()
  const last = open.messages.at(-1)
  if (given !== undefined && last?.role === 'assistant' && last.content === given)
    open.rollback(open.messages.length - 1)
  const asked = given !== undefined && open.messages.some((message) => message.role === 'user')
  return asked ? open : withRequest(open, request)
}

/** A conversation that starts over: the system prompt and a request. */
export function freshConversation(chat: Chat, request: Brief): Chat {
  const fresh = chat.fork()
  const system = fresh.messages.filter((message) => message.role === 'system')
  fresh.rollback(0)
  for (const message of system) fresh.addMessage(message.content, 'system')
  return withRequest(fresh, request)
}

function withRequest(chat: Chat, { text, images }: Brief): Chat {
  return chat.addMessage(text, 'user', images ? { images } : {})
}

/** The request, the last answer and what was wrong with it: never more, so that a small model is not drowned. */
export function withFeedback(open: Chat, response: string, feedback: string): Chat {
  const shown = shortened(response, shownCharacters)
  return open
    .fork()
    .addMessage(shown === '' ? '(no answer)' : shown, 'assistant')
    .addMessage(feedback)
}

/** What is kept of a request: its messages without the bytes of images. */
export function plainMessages(chat: Chat): ChatMessage[] {
  return chat.messages.map(({ role, content }) => ({ role, content }))
}
