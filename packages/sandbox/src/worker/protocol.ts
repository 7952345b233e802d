import { GencodeError } from '@gencode/contract/errors'
import type { CleanedCode } from '@gencode/contract/types'
import {
  SandboxError,
  type SandboxErrorOptions,
  SandboxImageError,
  SandboxMemoryError,
  SandboxResultError,
  SandboxRuntimeError,
  SandboxSyntaxError,
  SandboxTimeoutError,
} from '../errors.ts'
import type { ResolvedOptions } from '../options.ts'
import type { Engine } from '../quickjs/engine.ts'
import type { RunTask } from '../quickjs/open-run.ts'
import type { Settlement } from '../quickjs/turn.ts'
import type { Shape } from '../shape.ts'
import type { BatchColumn, ConsoleMessage, SandboxedFunctionInfo } from '../types.ts'

/** A function as it travels: a worker that has it already does not evaluate it again. */
export interface Definition {
  readonly key: number
  readonly code: string | CleanedCode
  /** The text whose lines errors name. */
  readonly original: string
  readonly entry: string | undefined
  readonly parameters: Shape['parameters'] | undefined
}

/** What is run in a worker's guest. */
export type RemoteTask =
  | { readonly kind: 'function'; readonly definition: Definition; readonly args: readonly unknown[] }
  | Exclude<RunTask, { readonly kind: 'function' }>

/** How a run's guest is opened. */
export interface OpenRemote {
  readonly task: RemoteTask
  readonly names: readonly string[]
  readonly timeoutMs: number
}

/** What a run wants of its guest. */
export type RunWork =
  | {
      readonly kind: 'turn'
      readonly open: OpenRemote | undefined
      readonly settlements: readonly Settlement[] | undefined
    }
  | { readonly kind: 'save' }
  | { readonly kind: 'end' }

/** What a worker is asked to do. */
export type Work =
  | { readonly kind: 'compile' }
  | { readonly kind: 'call'; readonly args: readonly unknown[]; readonly timeoutMs: number }
  | {
      readonly kind: 'batch'
      readonly columns: readonly BatchColumn[]
      readonly rows: number
      readonly timeoutMs: number
    }

/** To a worker. */
export type ToWorker =
  | {
      readonly kind: 'start'
      readonly engine: Engine
      readonly options: Omit<ResolvedOptions, 'onConsole'>
      readonly hasConsole: boolean
      /** The functions of the host. */
      readonly names: readonly string[]
    }
  | Asked
  /** One after the other. */
  | { readonly kind: 'group'; readonly messages: readonly Asked[] }

/** What has one outcome. */
export type Asked =
  | { readonly kind: 'run'; readonly run: number; readonly work: RunWork }
  | {
      readonly kind: 'work'
      /** Another number than the last time: begin from the clean start. */
      readonly epoch: number
      readonly definition: Definition
      readonly work: Work
    }

/** How a worker's work ended. */
export type Outcome =
  | { readonly kind: 'done'; readonly value: unknown }
  | { readonly kind: 'failed'; readonly error: ErrorData }

/** From a worker; the outcomes of a group come in its order, some at a time. */
export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'console'; readonly message: ConsoleMessage }
  | Outcome
  | { readonly kind: 'group'; readonly answers: readonly Outcome[] }

/** The value of `done` where a function was compiled, called or ran a batch. */
export interface Answer extends Pick<SandboxedFunctionInfo, 'tier' | 'tierReason'> {
  readonly value: unknown
  /** How many functions of the worker gave another result compiled. */
  readonly mismatches: number
}

/** An error as plain data. */
export type ErrorData = SandboxErrorOptions & { readonly name: string }

const classes = {
  SandboxError,
  SandboxMemoryError,
  SandboxResultError,
  SandboxRuntimeError,
  SandboxSyntaxError,
  SandboxTimeoutError,
} as const

/** An error for the way between threads. */
export function packError(error: unknown): ErrorData {
  if (error instanceof SandboxError) {
    const { name, code, feedback, message, line, column, frame, guestStack, logs } = error
    return { name, code, feedback, message, line, column, frame, guestStack, logs }
  }
  const name = error instanceof SandboxImageError ? 'SandboxImageError' : 'GencodeError'
  return { name, code: '', feedback: error instanceof Error ? error.message : String(error) }
}

/** The error that `packError` packed, as one of this thread. */
export function unpackError(data: ErrorData): Error {
  if (data.name === 'SandboxImageError') return new SandboxImageError(data.feedback)
  if (!Object.hasOwn(classes, data.name)) return new GencodeError(data.feedback)
  return new classes[data.name as keyof typeof classes](data)
}
