import type { Language } from '@gencode/contract'
import type { Chat, ChatImage, GenerateOptions } from '@gencode/llm'
import type { StuckPolicy } from './stuck.ts'

/** What is said beside the request: a parent and what became of it, a person's words, pictures. */
export interface Brief {
  /** Stands behind the request, in every wording of it. */
  readonly text: string
  /** Go with the request; a run keeps nothing of them. */
  readonly images?: readonly ChatImage[] | undefined
}

/** Who is asked for one candidate, and how. */
export interface Asker {
  /** The first one and the fallbacks; none where nothing can be asked. */
  readonly models: readonly Chat[]
  readonly modelOptions: GenerateOptions
  /** Of this candidate. */
  readonly seed: number
  readonly brief: Brief | undefined
  /** What functions are asked for in. */
  readonly language: Language
  /** What they may be written in. */
  readonly languages: readonly Language[]
  readonly stuck: StuckPolicy
  readonly answerTimeoutMs: number
  readonly maxAnswerChars: number
  readonly stopEarly: boolean
  readonly stopRepeating: boolean
}
