import { CodeError, type CodeErrorOptions, GencodeError } from '@gencode/contract/errors'
import type { ConsoleMessage } from './types.ts'

/** What a sandbox error is made of. */
export interface SandboxErrorOptions extends CodeErrorOptions {
  /** The guest's own stack, innermost frame first, as plain text. */
  readonly guestStack?: string | undefined
  /** What the run wrote to its console before it failed. */
  readonly logs?: readonly ConsoleMessage[] | undefined
}

/** The base of every failure that the guest's code caused. Plain data: reading it never runs guest code. */
export class SandboxError extends CodeError {
  static override readonly marker: string = 'SandboxError'
  /** The guest's own stack, innermost frame first, as plain text. */
  readonly guestStack?: string
  /** What the run wrote to its console before it failed; missing where it was no run. */
  readonly logs?: readonly ConsoleMessage[]

  constructor(options: SandboxErrorOptions) {
    super(options)
    if (options.guestStack !== undefined) this.guestStack = options.guestStack
    if (options.logs !== undefined) this.logs = options.logs
  }
}

/** The same error with what its run wrote to its console. */
export function withLogs(error: SandboxError, logs: readonly ConsoleMessage[]): SandboxError {
  return Object.assign(error, { logs })
}

/** `sandbox/syntax`: the code does not parse, or holds no function of the wanted name. */
export class SandboxSyntaxError extends SandboxError {
  static override readonly marker: string = 'SandboxSyntaxError'
}

/** `sandbox/runtime`: the code threw, or overflowed its stack. */
export class SandboxRuntimeError extends SandboxError {
  static override readonly marker: string = 'SandboxRuntimeError'
}

/** `sandbox/timeout`: the code did not end before its deadline. */
export class SandboxTimeoutError extends SandboxError {
  static override readonly marker: string = 'SandboxTimeoutError'
}

/** `sandbox/memory`: the code wanted more memory than it may have. */
export class SandboxMemoryError extends SandboxError {
  static override readonly marker: string = 'SandboxMemoryError'
}

/** `sandbox/result`: the result is no plain data, or too large, too deep, or never settled. */
export class SandboxResultError extends SandboxError {
  static override readonly marker: string = 'SandboxResultError'
}

/** Bytes that are no image of a suspended run, or not one that can be resumed here; the message says why. */
export class SandboxImageError extends GencodeError {
  static override readonly marker: string = 'SandboxImageError'
}
