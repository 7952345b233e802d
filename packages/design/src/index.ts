export {
  type Candidate,
  type Lineage,
  type Order,
  originText,
  type Proposal,
  type Ranked,
  standing,
} from './candidate.ts'
export { design } from './design.ts'
export type {
  DesignEvent,
  DesignResult,
  DesignRun,
  Measured,
  RoundSummary,
  Stopped,
  StopReason,
} from './events.ts'
export type { DesignBudget, DesignOptions, Feedback } from './options.ts'
export { type Preference, type Preferred, preferredOf } from './people/preferences.ts'
export type { Training, TrainingSettings } from './race/training.ts'
export type { Finding, FindingCode, Reflection, SampledEpisode } from './reflect/reflection.ts'
export { reflectionText } from './reflect/reflection-text.ts'
export type { TermLevel, TermSummary } from './reflect/terms.ts'
export type { Refusal } from './refusal.ts'
export { type MakeSheet, type NapiCanvas, napiSheets, type Sheet } from './watch/canvas.ts'
export type { WatchOptions } from './watch/watched.ts'
