import { type Chat, type GenerateOptions, ModelError } from '@gencode/llm'
import type { Answer, AnswerEnd } from '../attempt.ts'

/** What bounds one answer. */
export interface AskOptions {
  readonly options: GenerateOptions
  readonly signal?: AbortSignal | undefined
  /** What has arrived by then is the answer. */
  readonly timeoutMs: number
  /** The time that the run has left; what has arrived by then is lost with it. */
  readonly remainingMs: number
  readonly maxChars: number
  /** Ends an answer that says one thing over and over. */
  readonly stopRepeating: boolean
  /** Makes what is asked with the text so far (`true` cancels the rest), anew where the answer comes from its beginning again. */
  readonly createIsComplete?: (() => (textSoFar: string) => boolean) | undefined
  readonly onToken: (text: string, thinking: boolean) => void
  /** The answer broke off and comes from its beginning again. */
  readonly onRestart: () => void
}

/**
 * Asks for one answer, on a chat that has not been asked before. One that takes too long is not lost: what had arrived is the answer.
 *
 * @throws ModelError where the model failed in any other way
 */
export async function ask(chat: Chat, request: AskOptions): Promise<Answer> {
  const { options, signal, timeoutMs, remainingMs, maxChars, stopRepeating, createIsComplete } = request
  const { onToken, onRestart } = request
  const startedAt = new Date().toISOString()
  const start = performance.now()
  const deadline = new Deadline(Math.min(timeoutMs, remainingMs), signal)
  let end: AnswerEnd = 'stop'
  let response = ''
  let notes: string[] = []
  let isComplete = createIsComplete?.()
  try {
    const pieces = chat.generateResponse({
      stream: true,
      options,
      signal: deadline.signal,
      stopRepeating,
      onChunk(chunk) {
        if (chunk.type === 'thinking') onToken(chunk.text, true)
        if (chunk.type !== 'finish') return
        if (chunk.reason === 'length' || chunk.reason === 'repeating') end = chunk.reason
        if (chunk.reason === 'repeating')
          notes.push(
            'The model said one thing over and over and was stopped; its answer is what stood before.',
          )
        if (chunk.keep !== undefined) response = response.slice(0, chunk.keep)
        notes.push(...(chunk.warnings ?? []))
      },
      onRestart() {
        response = ''
        notes = []
        end = 'stop'
        isComplete = createIsComplete?.()
        onRestart()
      },
      stopWhen(text) {
        if (text.length > maxChars) end = 'length'
        else if (isComplete?.(text)) end = 'early'
        else return false
        return true
      },
    })
    for await (const text of pieces) {
      response += text
      onToken(text, false)
    }
  } catch (error) {
    const reason = error instanceof ModelError ? error.reason : undefined
    const late = reason === 'timeout' || (deadline.passed && timeoutMs <= remainingMs)
    if (!(late || reason === 'length') || signal?.aborted) throw error
    end = late ? 'timeout' : 'length'
    // All tokens went into thinking: an answer too, if an empty one.
    if (!late) notes.push((error as ModelError).message)
  } finally {
    deadline.clear()
  }
  const { usage, cost } = chat
  return {
    response,
    model: chat.model.id,
    end,
    usage,
    ...(cost === undefined ? {} : { cost }),
    startedAt,
    durationMs: performance.now() - start,
    ...(notes.length > 0 ? { notes } : {}),
  }
}

/** A signal that fires after so many milliseconds, or with another signal. */
class Deadline {
  readonly #controller = new AbortController()
  readonly #outer: AbortSignal | undefined
  readonly #timer: ReturnType<typeof setTimeout> | undefined
  readonly #onAbort = (): void => this.#controller.abort(this.#outer?.reason)
  passed = false

  constructor(ms: number, outer: AbortSignal | undefined) {
    this.#outer = outer
    outer?.addEventListener('abort', this.#onAbort, { once: true })
    if (outer?.aborted) this.#onAbort()
    // A timer takes at most 2^31 - 1 ms, and may fire a little early.
    if (ms < 2 ** 31 - 2)
      this.#timer = setTimeout(() => {
        this.passed = true
        this.#controller.abort(new Error(`No whole answer within ${Math.round(ms)} ms`))
      }, Math.ceil(ms) + 1)
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  clear(): void {
    clearTimeout(this.#timer)
    this.#outer?.removeEventListener('abort', this.#onAbort)
  }
}
