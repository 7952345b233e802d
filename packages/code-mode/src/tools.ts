import { CodeModeError } from './errors.ts'
import { jsonValue } from './json-value.ts'
import { identifierOf } from './names.ts'
import { plainResult } from './plain-result.ts'
import { type ReadSchema, readSchema, type ToJsonSchema } from './schema.ts'

/** What a tool is told beside its input: the fields that the AI SDK's tools read, and the call's own id. */
export interface ToolCallOptions {
  /** Of this call, the same where a suspended run is resumed twice: with it a tool can be idempotent. */
  readonly toolCallId: string
  readonly messages: readonly never[]
  readonly abortSignal: AbortSignal | undefined
}

/** Any of the tools that people have: one of the AI SDK, of an MCP client, of `@gencode/sandbox`, or by hand. */
export interface ToolLike {
  readonly description?: string | undefined
  /** Standard Schema, a schema of the AI SDK, or JSON Schema; likewise `input` and `parameters`. */
  readonly inputSchema?: unknown
  readonly input?: unknown
  readonly parameters?: unknown
  readonly outputSchema?: unknown
  readonly output?: unknown
  /** Gets one object; gives a value, a promise, or an async iterable whose last value counts. */
  readonly execute?: ((input: never, options: never) => unknown) | undefined
  /** The run is suspended before it is called, until someone decides. */
  readonly needsApproval?:
    | boolean
    | ((input: never, options: never) => boolean | PromiseLike<boolean>)
    | undefined
}

/** A tool, or the function that it would execute. */
export type GivenTool = ToolLike | ((input: never, options: ToolCallOptions) => unknown)

/** Tools by name; a record in it is a namespace, such as the tools of one MCP server. */
export type Tools = Readonly<Record<string, GivenTool | Readonly<Record<string, GivenTool>>>>

/** A tool as code mode uses it. */
export interface ReadTool {
  /** How the program calls it: `tools.getWeather`, or `github.listIssues` of a namespace. */
  readonly path: string
  readonly description: string | undefined
  readonly input: ReadSchema | undefined
  readonly output: ReadSchema | undefined
  execute(input: unknown, options: ToolCallOptions): unknown
  needsApproval(input: unknown, options: ToolCallOptions): boolean | PromiseLike<boolean>
}

/** What a program has by these names itself. */
const programNames: ReadonlySet<string> = new Set(['np', 'input', 'arguments'])

/** All tools in the order that they were given. @throws CodeModeError where one can't be called, or two get one name */
export function readTools(tools: Tools, toJsonSchema?: ToJsonSchema): ReadTool[] {
  const found = new Map<string, ReadTool>()
  const add = (space: string, name: string, tool: GivenTool) => {
    const path = `${space}.${identifierOf(name)}`
    if (found.has(path)) throw new CodeModeError(`Two tools would be called ${path}; rename ${name}.`)
    found.set(path, readTool(path, tool, toJsonSchema))
  }
  checkRecord('`tools`', tools)
  for (const [name, tool] of Object.entries(tools)) {
    checkRecord(name, tool)
    if (!isNamespace(tool)) {
      add('tools', name, tool)
      continue
    }
    const space = identifierOf(name)
    if (space in globalThis || programNames.has(space))
      throw new CodeModeError(`The namespace ${name} would hide a global; rename it.`)
    for (const [inner, one] of Object.entries(tool)) add(space, inner, one)
  }
  if (found.size === 0) throw new CodeModeError('There are no tools: give `tools` at least one.')
  return [...found.values()]
}

/** Where a record would be read in silence as one of no tools, or of tools without names. @throws CodeModeError */
function checkRecord(what: string, given: unknown): void {
  if (given instanceof Promise)
    throw new CodeModeError(`${what} is a promise: await it, as in \`await mcpTools(client)\`.`)
  const isRecord = (typeof given === 'object' && given !== null) || typeof given === 'function'
  if (isRecord && !Array.isArray(given) && !(given instanceof Map)) return
  const kind = Array.isArray(given) ? 'a list' : given instanceof Map ? 'a Map' : String(given)
  throw new CodeModeError(`${what} is ${kind}: give tools as a record, by their names.`)
}

/** A tool has an `execute` function, or at least a schema (and is then refused with its reason). */
function isNamespace(tool: Tools[string]): tool is Readonly<Record<string, GivenTool>> {
  if (typeof tool !== 'object' || tool === null) return false
  const { execute, inputSchema, parameters, type } = tool as ToolLike & { type?: unknown }
  return (
    [typeof execute, typeof type].every((kind) => kind !== 'function' && kind !== 'string') &&
    !(inputSchema ?? parameters)
  )
}

function readTool(path: string, given: GivenTool, toJsonSchema?: ToJsonSchema): ReadTool {
  const tool: ToolLike = typeof given === 'function' ? { execute: given } : given
  const { execute, needsApproval = false } = tool ?? {}
  if (typeof execute !== 'function')
    throw new CodeModeError(
      `The tool ${path} has no execute function, so a program can't call it. Give it one, or leave it out of code mode.`,
    )
  const schema = tool.inputSchema ?? tool.input ?? tool.parameters
  if (isRawShape(schema))
    throw new CodeModeError(
      `The input schema of ${path} is a record of schemas, which checks nothing: wrap it, as in z.object({ ... }).`,
    )
  const input = readSchema(schema, toJsonSchema)
  return {
    path,
    description: tool.description,
    input,
    output: readSchema(tool.outputSchema ?? tool.output, toJsonSchema),
    execute: (value, options) => execute.call(tool, value as never, options as never),
    needsApproval: (value, options) =>
      typeof needsApproval === 'function'
        ? needsApproval.call(tool, value as never, options as never)
        : needsApproval,
  }
}

/** `{ city: z.string() }`, which looks like a JSON Schema without a word in it. */
function isRawShape(schema: unknown): boolean {
  if (typeof schema !== 'object' || schema === null || '~standard' in schema) return false
  return Object.values(schema).some((one) => typeof one === 'object' && one !== null && '~standard' in one)
}

/** Calls a tool with a checked input. @throws Error whose message a program can show and a model can act on */
export async function callTool(tool: ReadTool, input: unknown, options: ToolCallOptions): Promise<unknown> {
  const checked = await checkInput(tool, input)
  const result = await executed(tool, checked, options)
  if (!tool.output) return plainResult(result)
  const output = await tool.output.check(result).catch((error: Error) => {
    throw new Error(`${tool.path} gave what its own schema forbids: ${error.message}`)
  })
  return plainResult(output)
}

async function executed(tool: ReadTool, input: unknown, options: ToolCallOptions): Promise<unknown> {
  try {
    const given = tool.execute(input, options)
    return isAsyncIterable(given) ? await lastOf(given) : await given
  } catch (error) {
    throw error instanceof Error ? error : new Error(thrownText(error))
  }
}

/** What is told of something thrown that is no Error, as many clients of services do: its message, else all of it. */
function thrownText(thrown: unknown): string {
  if (typeof thrown !== 'object' || thrown === null) return String(thrown)
  const { message } = thrown as { message?: unknown }
  return typeof message === 'string' ? message : JSON.stringify(jsonValue(thrown))
}

/** The input as the tool's schema makes it; none at all counts as an empty object. */
export async function checkInput(tool: ReadTool, input: unknown): Promise<unknown> {
  const value = input === undefined ? {} : input
  if (!tool.input) return value
  return await tool.input.check(value).catch((error: Error) => {
    throw new TypeError(`${tool.path} was called with a wrong input: ${error.message}`)
  })
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value
}

async function lastOf(values: AsyncIterable<unknown>): Promise<unknown> {
  let last: unknown
  for await (const value of values) last = value
  return last
}
