export { type AccountFailure, accountFailure, accountMessage } from './account.ts'
export { type BudgetedModel, type BudgetOptions, withBudget } from './budget.ts'
export { Chat, type ChatOptions, type ResponseOptions } from './chat.ts'
export { withEarlyStop } from './early-stop.ts'
export {
  abortedError,
  BudgetError,
  ChatBusyError,
  ModelError,
  type ModelErrorOptions,
  type ModelFailure,
  ModelUnavailableError,
  modelFailures,
  ReplayMissError,
} from './errors.ts'
export { type Exchange, parseRecording } from './exchange.ts'
export { type GuardOptions, guardChunks } from './guard.ts'
export { imageBase64, imageMediaType } from './images.ts'
export type {
  ChatChunk,
  ChatImage,
  ChatMessage,
  ChatModel,
  ChatRole,
  FinishReason,
  GenerateOptions,
  Usage,
} from './model.ts'
export { type NetworkFault, networkFault, retryAfterMs } from './network.ts'
export { type RateLimitOptions, withRateLimit } from './rate-limit.ts'
export { record } from './record.ts'
export { createRepetitionDetector, type RepetitionDetector, withRepetitionStop } from './repetition.ts'
export { chunksOf, replay } from './replay.ts'
export { type RetryOptions, withRetry } from './retry.ts'
export { type TimeoutOptions, withTimeout } from './timeout.ts'
export {
  addUsage,
  estimateInputTokens,
  noUsage,
  type Price,
  type PriceTable,
  type UsageTotal,
} from './usage.ts'
