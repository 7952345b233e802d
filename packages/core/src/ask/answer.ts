import { createCleaner } from '@gencode/clean'
import type { Language } from '@gencode/contract'
import { type GenerateOptions, ModelError, noUsage } from '@gencode/llm'
import type { Answer } from '../attempt.ts'
import { RunMismatchError } from '../errors.ts'
import { wantedFunction } from '../examine/examine.ts'
import { type AnswerLine, answerOf, type RecordedRequest } from '../run/journal.ts'
import type { Keeper } from '../run/keeper.ts'
import { ask } from './ask.ts'
import type { Asker } from './asker.ts'
import { plainMessages } from './conversation.ts'
import type { Task } from './request.ts'
import { chatOf, type Turn } from './turn.ts'

/**
 * The answer of a turn: the one that is there already, the one that the journal holds, or the model's.
 *
 * @returns a ModelError where the model gave none
 * @throws RunMismatchError where the journal holds the answer to another request
 */
export async function answerTo(
  turn: Turn,
  index: number,
  task: Task,
  asker: Asker,
  keeper: Keeper,
): Promise<Answer | ModelError> {
  const { candidate, events, ledger } = keeper
  const known = keeper.recollection.of(candidate, index).answer
  const request = turn.given === undefined ? requestOf(turn, asker) : undefined
  // The model that was asked first had failed then.
  if (known?.request && request && known.request.model !== request.model && asker.models[turn.model + 1])
    return new ModelError(`${request.model} gave no answer when this run was made`, { reason: 'failed' })

  const start = { candidate, attempt: index, move: turn.move, ...(request ? { model: request.model } : {}) }
  events.emit({ type: 'attempt-started', ...start })
  const answer = known
    ? checked(known, request, turn)
    : await freshAnswer(turn, index, request, task, asker, keeper)
  if (!(answer instanceof ModelError)) ledger.spend(answer)
  return answer
}

async function freshAnswer(
  turn: Turn,
  attempt: number,
  request: RecordedRequest | undefined,
  task: Task,
  asker: Asker,
  keeper: Keeper,
): Promise<Answer | ModelError> {
  const { candidate, journal } = keeper
  try {
    const answer = request
      ? await askModel(turn, attempt, request.options, task, asker, keeper)
      : givenAnswer(turn.given ?? '')
    await journal?.append({
      type: 'answer',
      candidate,
      attempt,
      move: turn.move,
      ...(request ? { request } : {}),
      ...answer,
    })
    return answer
  } catch (error) {
    if (error instanceof ModelError) return error
    throw error
  }
}

function askModel(
  turn: Turn,
  attempt: number,
  options: GenerateOptions,
  task: Task,
  { answerTimeoutMs, maxAnswerChars, stopEarly, stopRepeating, languages }: Asker,
  { ledger, signal, events, candidate }: Keeper,
): Promise<Answer> {
  const chat = chatOf(turn)
  // What is left is no part of the request: when others ask at once, it depends on who asks first.
  const left = ledger.answerTokens(chat.messages)
  const maxTokens = Math.min(left, options.maxTokens ?? Number.POSITIVE_INFINITY)
  return ask(chat, {
    options: Number.isFinite(maxTokens) ? { ...options, maxTokens } : options,
    signal,
    timeoutMs: answerTimeoutMs,
    remainingMs: ledger.remainingMs,
    maxChars: maxAnswerChars,
    stopRepeating,
    createIsComplete: stopEarly ? () => holdsWholeFunction(task, languages) : undefined,
    onToken: (text, thinking) => events.emit({ type: 'token', candidate, attempt, text, thinking }),
    onRestart: () => events.emit({ type: 'restarted', candidate, attempt }),
  })
}

function requestOf(turn: Turn, { modelOptions, seed }: Asker): RecordedRequest {
  const chat = chatOf(turn)
  const { temperature, seedShift = 0 } = turn.move
  const options: GenerateOptions = {
    ...modelOptions,
    seed: (seed + 104_729 * seedShift) % 2 ** 31,
    ...(temperature === undefined ? {} : { temperature }),
  }
  return { model: chat.model.id, messages: plainMessages(chat), options }
}

function givenAnswer(response: string): Answer {
  return {
    response,
    end: 'given',
    usage: noUsage,
    startedAt: new Date().toISOString(),
    durationMs: 0,
  }
}

/** The recorded answer, if it answers this very request. */
function checked(known: AnswerLine, request: RecordedRequest | undefined, { given }: Turn): Answer {
  const same = request
    ? JSON.stringify(known.request) === JSON.stringify(request)
    : known.request === undefined && known.response === given
  if (!same)
    throw new RunMismatchError(
      `The run holds the answer to another request (candidate ${known.candidate}, attempt ${known.attempt}): it was made with another task, model, seed or prompt. Resume it with those, or begin a new run.`,
    )
  return answerOf(known)
}

/** Whether the text so far holds the whole function; it is asked again and again, with more. */
function holdsWholeFunction(
  { contract }: Task,
  languages: readonly Language[],
): (textSoFar: string) => boolean {
  const cleaner = createCleaner(wantedFunction(contract, languages))
  return (textSoFar) => cleaner.push(textSoFar.slice(cleaner.text.length))
}
