import type { Contract } from '@gencode/contract/types'

/** What a host function may use of the run that called it. */
export interface HostContext {
  /** Aborts when the run is over: ended, out of time, or aborted itself. */
  readonly signal: AbortSignal
  /** The same when a resumed image asks again, so that a tool can do its work once; unique to the call otherwise. */
  readonly callId: string
}

/** As much of a Standard Schema (zod, valibot, arktype, ...) as a tool uses; see https://standardschema.dev. */
export interface StandardSchema<Input = unknown, Output = Input> {
  readonly '~standard': {
    readonly version: 1
    readonly vendor: string
    readonly validate: (value: unknown) => StandardResult<Output> | Promise<StandardResult<Output>>
    readonly types?: { readonly input: Input; readonly output: Output } | undefined
  }
}

/** What a Standard Schema says of a value. */
export type StandardResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly StandardIssue[] }

/** One thing that is wrong with a value. */
export interface StandardIssue {
  readonly message: string
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined
}

const marker: unique symbol = Symbol.for('gencode.sandbox.tool') as never

/** A function of the host whose one argument and result are checked; `tool` makes it. */
export interface Tool {
  readonly [marker]: true
  readonly input?: StandardSchema
  readonly output?: StandardSchema
  readonly contract?: Contract
  readonly execute: (...args: never[]) => unknown
}

/** A function of the host by its schemas. */
export interface ToolOptions<Input, Output> {
  /** What its one argument must be. */
  readonly input?: StandardSchema<unknown, Input>
  /** What its result must be. */
  readonly output?: StandardSchema<unknown, Output>
  readonly execute: (input: Input, context: HostContext) => Output | Promise<Output>
}

/** A function of the host by its contract. */
export interface ContractToolOptions<Arguments extends readonly unknown[], Result> {
  /** What its arguments and its result must be. */
  readonly contract: Contract<Arguments, Result>
  readonly execute: (args: Arguments, context: HostContext) => Result | Promise<Result>
}

/**
 * A function of the host for `globals`, checked on both ways: arguments that do not fit are an error that the guest can
 * catch and that names the field. Unlike a plain function it always gets its context, whatever the guest passes.
 *
 * @example
 * globals: { loadUser: tool({ input: z.object({ id: z.string() }), execute: ({ id }, { signal }) => load(id, signal) }) }
 */
export function tool<Arguments extends readonly unknown[], Result>(
  options: ContractToolOptions<Arguments, Result>,
): Tool
export function tool<Input = unknown, Output = unknown>(options: ToolOptions<Input, Output>): Tool
export function tool(options: object): Tool {
  return { ...(options as Tool), [marker]: true }
}

/** Whether a value is a tool, also one of another copy of this package. */
export function isTool(value: unknown): value is Tool {
  return typeof value === 'object' && value !== null && (value as Partial<Tool>)[marker] === true
}
