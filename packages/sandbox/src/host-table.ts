import { GencodeError } from '@gencode/contract/errors'
import { identifier } from './identifier.ts'
import { type HostContext, isTool, type StandardIssue, type StandardSchema, type Tool } from './tool.ts'
import type { Globals, HostFunction } from './types.ts'

/**
 * The functions of the host by the names under which guests know them (`save`, `db.save`). A call that cannot wait
 * brings no context.
 */
export type HostTable = ReadonlyMap<
  string,
  (args: readonly unknown[], context: HostContext | undefined) => unknown
>

/** Names that the guest's start-up or the language holds. */
const taken = new Set(['np', 'console', 'globalThis', 'undefined', 'NaN', 'Infinity', 'eval', 'arguments'])

/** @throws GencodeError where a name is not free, or a value no function, tool or namespace of them */
export function hostTable(globals: Globals): HostTable {
  const table = new Map<string, (args: readonly unknown[], context: HostContext | undefined) => unknown>()
  const add = (name: string, value: unknown): boolean => {
    if (typeof value === 'function') table.set(name, plain(value as HostFunction))
    else if (isTool(value)) table.set(name, checked(name, value))
    else return false
    return true
  }
  for (const [name, value] of Object.entries(globals)) {
    if (!identifier.test(name) || taken.has(name))
      throw new GencodeError(`A global is named by an identifier that is free; ${name} is not`)
    if (add(name, value)) continue
    if (typeof value !== 'object' || value === null)
      throw new GencodeError(`The global ${name} is not a function, a tool, or a namespace of them`)
    for (const [member, inner] of Object.entries(value)) {
      if (!identifier.test(member) || member === '__proto__')
        throw new GencodeError(`A member of the global ${name} is named by an identifier; ${member} is none`)
      if (!add(`${name}.${member}`, inner))
        throw new GencodeError(`The global ${name}.${member} is not a function or a tool`)
    }
  }
  return table
}

/** A function as it is: it gets what the guest passes, and the context where it declares one parameter more. */
function plain(fn: HostFunction): (args: readonly unknown[], context: HostContext | undefined) => unknown {
  const run = fn as (...args: unknown[]) => unknown
  return (args, context) => {
    if (context === undefined || run.length < 2 || args.length >= run.length) return run(...args)
    const padded = [...args]
    while (padded.length < run.length - 1) padded.push(undefined)
    return run(...padded, context)
  }
}

function checked(
  name: string,
  { input, output, contract, execute }: Tool,
): (args: readonly unknown[], context: HostContext | undefined) => unknown {
  const run = execute as (input: unknown, context: HostContext | undefined) => unknown
  if (contract)
    return (args, context) =>
      after(run(contract.checkArguments(args as never), context), (value) => contract.checkResult(value))
  return (args, context) =>
    after(valid(input, args[0], `${name}: the argument`), (value) =>
      after(run(value, context), (result) => valid(output, result, `${name}: the result`)),
    )
}

/** What follows a value, at once or when it is there. */
function after(value: unknown, next: (value: unknown) => unknown): unknown {
  return value instanceof Promise ? value.then(next) : next(value)
}

function valid(schema: StandardSchema | undefined, value: unknown, what: string): unknown {
  if (schema === undefined) return value
  return after(schema['~standard'].validate(value), (outcome) => {
    const { issues, value: output } = outcome as { issues?: readonly StandardIssue[]; value?: unknown }
    if (issues === undefined) return output
    throw new GencodeError(
      issues
        .slice(0, 5)
        .map((issue) => `${what}${placeOf(issue)}: ${issue.message}`)
        .join('; '),
    )
  })
}

/** Where in a value an issue is: `.user.name`, `[0]`. */
function placeOf({ path = [] }: StandardIssue): string {
  return path
    .map((part) => (typeof part === 'object' ? part.key : part))
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
}
