import type { Language } from '@gencode/contract'
import type { Chat } from '@gencode/llm'
import type { Attempt } from '../attempt.ts'
import type { Failure } from '../examine/failure.ts'
import type { Asker } from './asker.ts'
import { freshConversation, withFeedback } from './conversation.ts'
import { feedbackMessage } from './feedback.ts'
import { requestWith, type Task } from './request.ts'
import type { Move } from './stuck.ts'

/** Where a conversation stands before an attempt. */
export interface Turn {
  /** Which model of the list. */
  readonly model: number
  /** The conversation up to the request; missing where there is no model to ask. */
  readonly open?: Chat | undefined
  /** The last answer, and what the model is told about it; missing at the start of a conversation. */
  readonly last?: { readonly response: string; readonly feedback: string }
  readonly move: Move
  /** An answer that is there already. */
  readonly given?: string
}

/** In characters; about 500 tokens. */
const longAnswer = 2000

/** The messages of a turn: the request, the last answer and its error; never more, so that a small model is not drowned. */
export function chatOf({ open, last }: Turn): Chat {
  if (!open) throw new Error('There is no model to ask')
  return last ? withFeedback(open, last.response, last.feedback) : open.fork()
}

/** The turn after a rejected attempt, as the stuck policy decides. */
export function nextTurn(asker: Asker, task: Task, turn: Turn, attempts: readonly Attempt[]): Turn {
  if (!turn.open) return { model: 0, move: {} }
  const { stuck, models } = asker
  const here = sinceModelChange(attempts)
  const last = here.at(-1) as Attempt
  const repeats = here.filter((attempt) => isRepeat(attempt, here)).length
  const repeated = isRepeat(last, here)
  const move = stuck({
    attempt: attempts.length + 1,
    repeats: repeated ? repeats : 0,
    model: turn.model,
    models: models.length,
  })
  if (move.model !== undefined && move.model !== turn.model)
    return turnWith(asker, task, move.model, move) ?? { ...turn, move }
  if (move.fresh) return turnWith(asker, task, turn.model, move) as Turn
  const feedback = feedbackMessage(failureOf(last), task.contract, repeated, languageFor(asker, last))
  return { model: turn.model, open: turn.open, last: { response: shownAnswer(last), feedback }, move }
}

const endings: Partial<Record<Attempt['end'], string>> = {
  length: 'Your answer was cut off at its limit of length: think and say less.',
  repeating: 'You said one thing over and over and were stopped: say it once.',
}

/** What was wrong with an attempt, and with how it ended. */
function failureOf({ error, end }: Attempt): Failure {
  const failure = error as Failure
  const ending = endings[end]
  return ending === undefined ? failure : { ...failure, feedback: `${failure.feedback} ${ending}` }
}

/** What to ask for again: what the model wrote, where that may be, else what was asked for. */
function languageFor({ language, languages }: Asker, last: Attempt): Language {
  const written =
    last.language === undefined ? language : last.language === 'python' ? 'python' : 'javascript'
  return languages.includes(written) ? written : language
}

/** The answer as the model sees it again: without its prose where it is long, for the code alone counts. */
function shownAnswer({ response, original, code, language }: Attempt): string {
  const text = original ?? code
  return response.length <= longAnswer || text === undefined
    ? response
    : `\`\`\`${language === 'python' ? 'python' : 'js'}\n${text}\n\`\`\``
}

/** A fresh conversation with a model of the list; nothing where there is no such model. */
export function turnWith(
  { models, brief, language }: Asker,
  task: Task,
  model: number,
  move: Move = { model },
): Turn | undefined {
  const chat = models[model]
  if (!chat) return undefined
  return { model, open: freshConversation(chat, requestWith(task, brief, move.wording, language)), move }
}

/** Whether an earlier attempt gave near-equal code, or no code in the same way. */
function isRepeat(attempt: Attempt, attempts: readonly Attempt[]): boolean {
  return attempts.some((other) => other.index < attempt.index && other.fingerprint === attempt.fingerprint)
}

function sinceModelChange(attempts: readonly Attempt[]): readonly Attempt[] {
  const model = attempts.at(-1)?.model
  const other = attempts.findLastIndex((attempt) => attempt.end !== 'given' && attempt.model !== model)
  return attempts.slice(other + 1)
}
