import { CleanError, cleanResponse } from '@gencode/clean'
import { feedbackMessage } from '@gencode/core'
import { taskOf } from '../tasks/playable.ts'

/** A line of an answer, and whether it is in the function. */
export interface AnswerLine {
  readonly text: string
  readonly isKept: boolean
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
  const texts = answer.split('\n')
  try {
    const { original, lineMap, warnings } = cleanResponse(answer, {
      entry: contract.name,
      params: contract.parameters.map(({ name }) => name),
    })
    const kept = new Set(lineMap)
    const lines = texts.map((text, index) => ({ text, isKept: kept.has(index + 1) }))
    return { lines, warnings, code: original }
  } catch (error) {
    if (!(error instanceof CleanError)) throw error
    const { feedback } = error
    const message = feedbackMessage(error.toJSON(), contract)
    return {
      lines: texts.map((text) => ({ text, isKept: false })),
      warnings: [],
      failure: { feedback, message },
    }
  }
}
