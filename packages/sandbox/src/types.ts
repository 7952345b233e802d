/// <reference lib="esnext.disposable" preserve="true" />
import type { CleanedCode, Contract } from '@gencode/contract/types'
import type { Tool } from './tool.ts'

/** What a guest wrote to its console. */
export interface ConsoleMessage {
  readonly level: 'debug' | 'error' | 'info' | 'log' | 'warn'
  /** Its arguments as text, joined by spaces, cut at the limit. */
  readonly text: string
}

/** A function of the host that the guest may call; its arguments and its result are copied. */
export type HostFunction = (...args: never[]) => unknown

/** Functions of the host by name: functions, tools, or namespaces of them. */
export type Globals = Readonly<
  Record<string, HostFunction | Tool | Readonly<Record<string, HostFunction | Tool>>>
>

/** Limits and surroundings of a sandbox. */
export interface SandboxOptions {
  /** Wall time of one crossing: a compile, a call, with the reading of its result. @default 100 */
  readonly timeoutMs?: number
  /** All memory of the guest, shared buffers included. @default 33554432 (32 MiB) */
  readonly memoryBytes?: number
  /** The guest's stack. @default 262144 (256 KiB) */
  readonly stackBytes?: number
  /** The size of a copied result. @default 1048576 (1 MiB) */
  readonly resultBytes?: number
  /** How deep a copied result may be nested. @default 100 */
  readonly resultDepth?: number
  /** Where `Math.random` starts. @default 0 */
  readonly seed?: number
  /** Seeded randomness and a clock that stands still. @default true */
  readonly deterministic?: boolean
  /** Functions of the host, by name. One that gives a promise is waited for by `run` alone. */
  readonly globals?: Globals
  /** Gets what the guest writes to its console. Without it, nothing is kept. */
  readonly onConsole?: (message: ConsoleMessage) => void
  /**
   * How code is run: `'auto'` compiles a numeric function to WebAssembly of its own once it is called enough, `'compiled'`
   * at once, `'quickjs'` never. The results are the same. @default 'auto'
   */
  readonly tier?: 'auto' | 'quickjs' | 'compiled'
  /** How many runs go on at a time, each in a guest of its own; others wait their turn. @default 8 */
  readonly maxRuns?: number
  /** How often a run may call the host. @default 10000 */
  readonly maxCalls?: number
  /** How many calls of a run may be under way. @default 1000 */
  readonly maxCallsAtOnce?: number
  /** The size of a program. @default 1048576 (1 MiB) */
  readonly sourceBytes?: number
  /**
   * Makes plain JavaScript of code that is given as a string, line for line, such as `eraseTypes` of `@gencode/clean`.
   * It runs in the caller's thread.
   */
  readonly transform?: (source: string) => string
}

/** What `compile` takes beside the code. */
export interface CompileOptions<Arguments extends readonly unknown[] = readonly unknown[], Result = unknown> {
  /** The function's name. @default that of the `CleanedCode`; for a string, the last function declared at top level */
  readonly entry?: string | undefined
  /** How arguments cross, and what the result must be. Without it everything crosses as a copy, unchecked. */
  readonly contract?: Contract<Arguments, Result>
}

/** One typed array a parameter, row-major; for a parameter that is no number, an array of plain values. */
export type BatchColumn = Float64Array | Uint8Array | readonly unknown[]

/** A column of numbers, or of booleans. */
export type NumberColumn = Float64Array<ArrayBuffer> | Uint8Array<ArrayBuffer>

/** What `batch` takes beside its columns. */
export interface BatchOptions {
  /** Also give the named terms of each reward. @default false */
  readonly components?: boolean
  /** @default the sandbox's `timeoutMs` and a little for each row */
  readonly timeoutMs?: number
}

/** A batch's rewards and their named terms; a term that a row lacks is 0 there. */
export interface BatchComponents {
  readonly rewards: Float64Array
  readonly components: Readonly<Record<string, Float64Array>>
}

/** What a compiled function tells about itself. */
export interface SandboxedFunctionInfo {
  /** The function's name in the code. */
  readonly entry: string
  /** The names of its parameters. */
  readonly params: readonly string[]
  /** What was compiled, plain JavaScript. */
  readonly source: string
  /** How it is run now; in a worker, how it was run last. */
  readonly tier: 'compiled' | 'quickjs'
  /** Why it is not compiled, for a person, such as `line 7: a string is built`; `undefined` where it is. */
  readonly tierReason?: string | undefined
}

/** A guest function that is called like one of the host. */
export interface SandboxedFunction<
  Arguments extends readonly unknown[] = readonly unknown[],
  Result = unknown,
> extends SandboxedFunctionInfo {
  /** @throws SandboxError, ContractError */
  (...args: Arguments): Result
  /**
   * The same function, which begins from where this one stands now: with what it keeps in module-level variables, at
   * the price of a copy. It goes back there when it begins anew. It stays in QuickJS.
   */
  fork(): SandboxedFunction<Arguments, Result>
  /**
   * The same call, which also waits for functions of the host that give promises. Where the sandbox has such functions
   * it runs in a guest of its own, which starts anew. @throws SandboxError, ContractError, the signal's reason
   */
  run(args: Arguments, options?: RunOptions): Promise<Awaited<Result>>
  /** Calls it once a row, in one crossing. @throws SandboxError, ContractError, whose message names the row */
  batch(
    columns: readonly BatchColumn[],
    options: BatchOptions & { readonly components: true },
  ): BatchComponents
  batch(columns: readonly BatchColumn[], options?: BatchOptions): Float64Array
  /**
   * Columns for a batch of so many rows, to be filled: `batch` takes them, or the first rows of each, without a copy where
   * the function is compiled. Valid until the next `buffers` or `dispose`; their contents are no longer there then.
   *
   * @throws GencodeError without a contract of numbers, booleans and number arrays
   */
  buffers(rows: number): NumberColumn[]
  /** Lets go of it; a later call throws. */
  dispose(): void
  [Symbol.dispose](): void
}

/** Code under limits, in this thread. */
export interface Sandbox {
  /** Functions that stay in QuickJS because their compiled form gave another result: each is a bug to be reported. */
  readonly tierMismatches: number
  /** @throws SandboxError */
  compile<Arguments extends readonly unknown[] = readonly unknown[], Result = unknown>(
    code: string | CleanedCode,
    options?: CompileOptions<Arguments, Result>,
  ): SandboxedFunction<Arguments, Result>
  /**
   * Runs a whole program, fresh each time, in a guest of its own: `await` and `return` may stand at its top level.
   *
   * @throws SandboxError, the signal's reason
   */
  run(program: string, options?: ProgramOptions): Promise<ProgramResult>
  /**
   * Goes on with a program that was suspended, here or anywhere with the same version of this package, by an answer to
   * the call that was put off. To resume an image twice runs what follows twice.
   *
   * @throws SandboxImageError where it cannot be resumed here, SandboxError, the signal's reason
   */
  resume(suspended: Uint8Array, answer: SuspendedAnswer, options?: ResumeOptions): Promise<ProgramResult>
  /** Back to the clean start. Functions stay usable: each is evaluated again at its next call. */
  reset(): void
  dispose(): void
  [Symbol.dispose](): void
}

/** What a sandbox worker takes beside the options of a sandbox. */
export interface SandboxWorkerOptions extends SandboxOptions {
  /** How many threads; a call takes the next that is free. @default 1 */
  readonly size?: number
  /** Gives the Web Worker, made from `@gencode/sandbox/worker`; for a page that forbids `blob:` workers. */
  readonly createWorker?: () => Worker
}

/** What a function's `run` takes beside the arguments. */
export interface RunOptions {
  /** The guest's own running time, summed over the run, without what it waits for. @default the sandbox's `timeoutMs` */
  readonly timeoutMs?: number
  /** All of it, with what it waits for. @default 30000 */
  readonly waitMs?: number
  /** Ends it; functions of the host that are under way learn of it by their own signal. */
  readonly signal?: AbortSignal
}

/** What `run` takes beside a program. */
export interface ProgramOptions {
  /** The guest's own running time, summed over the run, without what it waits for. @default the sandbox's `timeoutMs` */
  readonly timeoutMs?: number
  /** All of it, with what it waits for. @default 300000 */
  readonly waitMs?: number
  /** Ends it; functions of the host that are under way learn of it by their own signal. */
  readonly signal?: AbortSignal
  /** What the program finds as `input`. */
  readonly input?: unknown
  /** Functions of the host beside those of the sandbox, and in their place where they have the same name. */
  readonly globals?: Globals
}

/** What `resume` takes beside the image and the answer. */
export type ResumeOptions = Omit<ProgramOptions, 'input'>

/** A call of a function of the host in a program's run. */
export interface CallRecord {
  /** Counts up within a run. */
  readonly id: number
  /** As the program knows it: `save`, `db.save`. */
  readonly name: string
  /** What it passed; left out where a run's arguments are too large in all. */
  readonly args: readonly unknown[] | undefined
  readonly outcome: 'returned' | 'threw' | 'suspended' | 'open'
  /** How long it took, in milliseconds. */
  readonly ms: number
}

/** A call that a function of the host put off. */
export interface SuspendedCallInfo {
  /** The same each time that the image is resumed. */
  readonly callId: string
  readonly name: string
  readonly args: readonly unknown[]
  /** What `suspend` was given. */
  readonly reason: unknown
}

/** What a program came to. */
export type ProgramResult =
  | {
      readonly value: unknown
      readonly logs: readonly ConsoleMessage[]
      readonly calls: readonly CallRecord[]
      readonly suspended?: undefined
    }
  | {
      /** The guest as it is, for `resume`, in any process with the same version of this package. */
      readonly suspended: Uint8Array
      /** What is to be answered. */
      readonly call: SuspendedCallInfo
      readonly logs: readonly ConsoleMessage[]
      readonly calls: readonly CallRecord[]
    }

/** The answer to a call that was put off. */
export type SuspendedAnswer = { readonly result: unknown } | { readonly error: string }

/** What a worker's `compile` takes beside the code. */
export interface WorkerCompileOptions<
  Arguments extends readonly unknown[] = readonly unknown[],
  Result = unknown,
> extends CompileOptions<Arguments, Result> {
  readonly signal?: AbortSignal
}

/** What a worker's `batch` takes beside its columns. */
export interface WorkerBatchOptions extends BatchOptions {
  readonly signal?: AbortSignal
}

/** A guest function in a thread of its own. With more than one thread, module-level variables differ from call to call. */
export interface WorkerFunction<Arguments extends readonly unknown[] = readonly unknown[], Result = unknown>
  extends SandboxedFunctionInfo {
  /** @throws SandboxError, ContractError */
  (...args: Arguments): Promise<Result>
  /** The same call with its own deadline, or a signal. @throws SandboxError, ContractError, the signal's reason */
  run(args: Arguments, options?: RunOptions): Promise<Result>
  /** Calls it once a row, in one crossing. @throws SandboxError, ContractError, whose message names the row */
  batch(
    columns: readonly BatchColumn[],
    options: WorkerBatchOptions & { readonly components: true },
  ): Promise<BatchComponents>
  batch(columns: readonly BatchColumn[], options?: WorkerBatchOptions): Promise<Float64Array>
  /** Lets go of it; a later call throws. */
  dispose(): void
  [Symbol.dispose](): void
}

/** Code under limits, in threads of its own. */
export interface SandboxWorker {
  /** As of a sandbox; of its threads, the most that one of them met with. */
  readonly tierMismatches: number
  /** @throws SandboxError, the signal's reason */
  compile<Arguments extends readonly unknown[] = readonly unknown[], Result = unknown>(
    code: string | CleanedCode,
    options?: WorkerCompileOptions<Arguments, Result>,
  ): Promise<WorkerFunction<Arguments, Result>>
  /**
   * Runs a whole program, fresh each time, in a guest of its own: `await` and `return` may stand at its top level.
   *
   * @throws SandboxError, the signal's reason
   */
  run(program: string, options?: ProgramOptions): Promise<ProgramResult>
  /**
   * Goes on with a program that was suspended, here or anywhere with the same version of this package, by an answer to
   * the call that was put off. To resume an image twice runs what follows twice.
   *
   * @throws SandboxImageError where it cannot be resumed here, SandboxError, the signal's reason
   */
  resume(suspended: Uint8Array, answer: SuspendedAnswer, options?: ResumeOptions): Promise<ProgramResult>
  /** Back to the clean start. Functions stay usable: each is evaluated again at its next call. */
  reset(): void
  /** Ends the threads; what is under way fails. */
  dispose(): void
  [Symbol.dispose](): void
}
