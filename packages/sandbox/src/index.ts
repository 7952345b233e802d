export { createSandbox } from './create-sandbox.ts'
export { createSandboxWorker } from './create-sandbox-worker.ts'
export {
  SandboxError,
  type SandboxErrorOptions,
  SandboxMemoryError,
  SandboxResultError,
  SandboxRuntimeError,
  SandboxSyntaxError,
  SandboxTimeoutError,
} from './errors.ts'
export type {
  BatchColumn,
  BatchComponents,
  BatchOptions,
  CompileOptions,
  ConsoleMessage,
  HostFunction,
  NumberColumn,
  RunOptions,
  Sandbox,
  SandboxedFunction,
  SandboxedFunctionInfo,
  SandboxOptions,
  SandboxWorker,
  SandboxWorkerOptions,
  WorkerBatchOptions,
  WorkerCompileOptions,
  WorkerFunction,
} from './types.ts'
