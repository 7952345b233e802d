import { CleanError, cleanResponse } from '@gencode/clean'
import { feedbackMessage } from '@gencode/core'
import { taskOf } from '../tasks/playable.ts'

/** A line of an answer, and what it was taken for. */
interface AnswerLine {
  readonly text: string
  readonly kind: 'kept' | 'fence' | 'other code' | 'prose' | 'blank'
}

/** What the cleaner makes of an answer. */
export interface ReadAnswer {
  readonly lines: readonly AnswerLine[]
  /** Why lines were passed over, what was repaired. */
  readonly warnings: readonly string[]
  /** The function, as the model wrote it; missing where there is none. */
  readonly code?: string
  /** Where there is none: why, and what the model would be told. */
  readonly failure?: { readonly feedback: string; readonly message: string }
}

/** Reads a chat model's whole answer. */
export function readAnswer(taskId: string, answer: string): ReadAnswer {
  const { contract } = taskOf(taskId)
  try {
    const { original, lineMap, warnings } = cleanResponse(answer, {
      entry: contract.name,
      params: contract.parameters.map(({ name }) => name),
      languages: ['javascript', 'python'],
    })
    const lines = answerLines(answer, new Set(lineMap))
    return { lines, warnings, code: original }
  } catch (error) {
    if (!(error instanceof CleanError)) throw error
    const { feedback } = error
    const message = feedbackMessage(error.toJSON(), contract)
    return { lines: answerLines(answer, new Set()), warnings: [], failure: { feedback, message } }
  }
}

function answerLines(answer: string, kept: ReadonlySet<number>): AnswerLine[] {
  let isInFence = false
  return answer.split('\n').map((text, index) => {
    if (kept.has(index + 1)) return { text, kind: 'kept' }
    if (/^\s*(```|~~~)/.test(text)) {
      isInFence = !isInFence
      return { text, kind: 'fence' }
    }
    if (text.trim() === '') return { text, kind: 'blank' }
    return { text, kind: isInFence ? 'other code' : 'prose' }
  })
}
