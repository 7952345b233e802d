export type { Brief } from './ask/asker.ts'
export type { Model } from './ask/conversation.ts'
export { feedbackMessage } from './ask/feedback.ts'
export { requestMessage, type Task } from './ask/request.ts'
export { type Move, type Situation, type StuckPolicy, unstick } from './ask/stuck.ts'
export type {
  Answer,
  AnswerEnd,
  AnySandbox,
  Asked,
  Attempt,
  RunnableFunction,
  State,
  Verdict,
} from './attempt.ts'
export { type Bounds, Ledger } from './bounds.ts'
export {
  GenCodeBusyError,
  GenerationError,
  type GenerationErrorOptions,
  RunMismatchError,
  type StopReason,
} from './errors.ts'
export type { EventListener, EventPlace, GenCodeEvent } from './events.ts'
export type { CleanFunction } from './examine/examine.ts'
export { type Failure, ProbeError, type Warning } from './examine/failure.ts'
export type { ProbeOptions } from './examine/gather-probes.ts'
export type { ProbeReport } from './examine/probe-reward.ts'
export type { Severities, SuspicionCode } from './examine/suspicions.ts'
export { GenCode } from './gen-code.ts'
export type { Logger } from './logger.ts'
export type { GenCodeOptions, GenerateOneOptions, RunOptions } from './options.ts'
export type { GenerateManyOptions, ManyStates } from './run/generate-many.ts'
export {
  type AnswerLine,
  beginRun,
  type ForeignLine,
  type Journal,
  type JournalLine,
  type NoteLine,
  type RecordedRequest,
  type RunHeader,
  type VerdictLine,
} from './run/journal.ts'
export {
  type RecordedAttempt,
  type RecordedCandidate,
  type RecordedRun,
  recordedRun,
} from './run/recorded-run.ts'
export { type PlainState, reviveState } from './state.ts'
