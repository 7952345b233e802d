import type { Language } from '@gencode/contract'
import { checkNames, type NamesOf } from '@gencode/contract/check-names'
import { checkNumbers } from '@gencode/contract/check-numbers'
import { GencodeError } from '@gencode/contract/errors'
import type { GenerateOptions, PriceTable } from '@gencode/llm'
import type { Sandbox } from '@gencode/sandbox'
import type { Brief } from './ask/asker.ts'
import type { Model } from './ask/conversation.ts'
import type { StuckPolicy } from './ask/stuck.ts'
import type { AnySandbox } from './attempt.ts'
import { type Bounds, checkBounds, type Ledger } from './bounds.ts'
import type { EventListener } from './events.ts'
import { anyLanguage, type CleanFunction } from './examine/examine.ts'
import type { ProbeOptions } from './examine/gather-probes.ts'
import type { Severities } from './examine/suspicions.ts'
import type { Logger } from './logger.ts'
import type { Journal } from './run/journal.ts'

/** What `new GenCode(task, llm, options)` may be given. */
export interface GenCodeOptions<Made extends AnySandbox = Sandbox> extends Bounds {
  /** Where functions run, a worker's with calls that give promises; the caller disposes of it. @default one of its own, in this thread, made at first use */
  readonly sandbox?: Made
  /** What a function may be written in: the first is asked for, either is taken. @default ['javascript', 'python'] */
  readonly languages?: readonly Language[]
  /** Takes the function out of an answer. @default `cleanResponse` of `@gencode/clean` */
  readonly clean?: CleanFunction
  /** How a reward task's probes are gathered. @default 200 probes, seed 0 */
  readonly probes?: ProbeOptions
  /** Suspicions that are errors, or not looked for. @default all are warnings */
  readonly suspicions?: Severities
  /** Asked in turn when the first model is stuck or fails. @default none */
  readonly fallbacks?: readonly Model[]
  /** What to do about an answer that repeats an earlier one. @default `unstick` */
  readonly stuck?: StuckPolicy
  /** Go with every request. @default the chat's own */
  readonly modelOptions?: GenerateOptions
  /** Every request gets a seed that follows from it. @default 0 */
  readonly seed?: number
  /** For `maxCost`, where `llm` is a bare model (a chat has prices of its own). */
  readonly prices?: PriceTable
  /** Longest wait for one answer; what has arrived by then is the answer. @default 600000 (ten minutes) */
  readonly answerTimeoutMs?: number
  /** A longer answer is cut off there. @default 100000 */
  readonly maxAnswerChars?: number
  /** Cancel an answer once its function is complete; a later correction is then missed. @default false */
  readonly stopEarly?: boolean
  /** End an answer that says one thing over and over; what stood before is the answer. @default true */
  readonly stopRepeating?: boolean
  readonly signal?: AbortSignal
  readonly onEvent?: EventListener
  /** @default silent */
  readonly logger?: Logger
}

const optionNames: NamesOf<GenCodeOptions> = {
  maxAttempts: true,
  maxTokens: true,
  maxCost: true,
  maxMs: true,
  sandbox: true,
  languages: true,
  clean: true,
  probes: true,
  suspicions: true,
  fallbacks: true,
  stuck: true,
  modelOptions: true,
  seed: true,
  prices: true,
  answerTimeoutMs: true,
  maxAnswerChars: true,
  stopEarly: true,
  stopRepeating: true,
  signal: true,
  onEvent: true,
  logger: true,
}

/** What one call may be given beside that. */
export interface RunOptions {
  /** Where every answer and verdict is kept, and taken from where it is known already. */
  readonly run?: Journal
  readonly signal?: AbortSignal
}

/** What a call may be given, by name. */
export const runNames: NamesOf<RunOptions> = { run: true, signal: true }

/** What `generate` may be given: with a number and a ledger of the caller's, several may run at once in one run. */
export interface GenerateOneOptions extends RunOptions {
  /** What is said beside the request. */
  readonly brief?: Brief | string
  /** Its place in the run and in events, from 0. Calls with places of their own may run side by side. @default the next one */
  readonly candidate?: number
  /** Bounds it together with others. @default one of its own, by the options of this `GenCode` */
  readonly ledger?: Ledger
  /** On top of the usual ones. */
  readonly modelOptions?: GenerateOptions
}

/** What `generate` may be given, by name. */
export const generateNames: NamesOf<GenerateOneOptions> = {
  ...runNames,
  brief: true,
  candidate: true,
  ledger: true,
  modelOptions: true,
}

/**
 * Refuses options that can't be, before a model is paid for an answer.
 *
 * @returns the languages, the one that is asked for first
 * @throws GencodeError
 */
export function checkOptions(options: GenCodeOptions<AnySandbox>): readonly [Language, ...Language[]] {
  checkNames('GenCode', optionNames, options)
  checkBounds(options)
  const { answerTimeoutMs, maxAnswerChars, seed, languages = anyLanguage } = options
  checkNumbers({ above: 0 }, { answerTimeoutMs, maxAnswerChars })
  checkNumbers({ whole: true }, { seed })
  const [first, ...others] = languages
  if (first === undefined || !languages.every((language) => anyLanguage.includes(language)))
    throw new GencodeError(`languages is javascript, python or both, not ${JSON.stringify(languages)}`)
  return [first, ...others]
}
