export { createSandbox } from './create-sandbox.ts'
export { createSandboxWorker } from './create-sandbox-worker.ts'
export {
  SandboxError,
  type SandboxErrorOptions,
  SandboxImageError,
  SandboxMemoryError,
  SandboxResultError,
  SandboxRuntimeError,
  SandboxSyntaxError,
  SandboxTimeoutError,
} from './errors.ts'
export { type Suspension, suspend } from './run/suspend.ts'
export { type TierOfOptions, tierOf } from './tier-of.ts'
export {
  type ContractToolOptions,
  type HostContext,
  type StandardIssue,
  type StandardResult,
  type StandardSchema,
  type Tool,
  type ToolOptions,
  tool,
} from './tool.ts'
export type {
  BatchColumn,
  BatchComponents,
  BatchOptions,
  CallRecord,
  CompileOptions,
  ConsoleMessage,
  Globals,
  HostFunction,
  NumberColumn,
  ProgramOptions,
  ProgramResult,
  ResumeOptions,
  RunOptions,
  Sandbox,
  SandboxedFunction,
  SandboxedFunctionInfo,
  SandboxOptions,
  SandboxWorker,
  SandboxWorkerOptions,
  SuspendedAnswer,
  SuspendedCallInfo,
  WorkerBatchOptions,
  WorkerCompileOptions,
  WorkerFunction,
} from './types.ts'
