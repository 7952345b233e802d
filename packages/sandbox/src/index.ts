export { createSandbox } from './create-sandbox.ts'
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
  Sandbox,
  SandboxedFunction,
  SandboxedFunctionInfo,
  SandboxOptions,
} from './types.ts'
