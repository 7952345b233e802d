import type { NamesOf } from '@gencode/contract/check-names'
import type {
  ProgramOptions,
  ResumeOptions,
  RunOptions,
  SandboxOptions,
  SandboxWorkerOptions,
  WorkerBatchOptions,
  WorkerCompileOptions,
} from './types.ts'

export const sandboxNames: NamesOf<SandboxOptions> = {
  timeoutMs: true,
  memoryBytes: true,
  stackBytes: true,
  resultBytes: true,
  resultDepth: true,
  seed: true,
  deterministic: true,
  globals: true,
  onConsole: true,
  tier: true,
  maxRuns: true,
  maxCalls: true,
  maxCallsAtOnce: true,
  sourceBytes: true,
  transform: true,
}

export const workerNames: NamesOf<SandboxWorkerOptions> = { ...sandboxNames, size: true, createWorker: true }

/** Of both kinds of sandbox, for callers that serve either: what is done at once has no use for a signal. */
export const compileNames: NamesOf<WorkerCompileOptions> = { entry: true, contract: true, signal: true }

/** Of both kinds as well. */
export const batchNames: NamesOf<WorkerBatchOptions> = { components: true, timeoutMs: true, signal: true }

export const runNames: NamesOf<RunOptions> = { timeoutMs: true, waitMs: true, signal: true }

export const resumeNames: NamesOf<ResumeOptions> = { ...runNames, globals: true }

export const programNames: NamesOf<ProgramOptions> = { ...resumeNames, input: true }
