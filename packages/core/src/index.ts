export type { Answer, AnswerEnd, Attempt, RunnableFunction, State, Verdict } from './attempt.ts'
export type { Bounds } from './bounds.ts'
export type { Model } from './conversation.ts'
export {
  GenCodeBusyError,
  GenerationError,
  type GenerationErrorOptions,
  RunMismatchError,
  type StopReason,
} from './errors.ts'
export type { EventListener, GenCodeEvent } from './events.ts'
export type { Cleaner } from './examine.ts'
export { type Failure, ProbeError, type Warning } from './failure.ts'
export { feedbackMessage } from './feedback.ts'
export type { ProbeOptions } from './gather-probes.ts'
export { GenCode } from './gen-code.ts'
export type { GenerateManyOptions, ManyStates } from './generate-many.ts'
export type { AnswerLine, Journal, JournalLine, RecordedRequest, RunHeader, VerdictLine } from './journal.ts'
export type { Logger } from './logger.ts'
export type { GenCodeOptions, RunOptions } from './options.ts'
export type { ProbeReport } from './probe-reward.ts'
export { requestMessage, type Task } from './request.ts'
export { type Move, type Situation, type StuckPolicy, unstick } from './stuck.ts'
export type { Severities, SuspicionCode } from './suspicions.ts'
