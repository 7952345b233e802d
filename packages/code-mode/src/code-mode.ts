import { cleanProgram } from '@gencode/clean'
import { checkNames, type NamesOf } from '@gencode/contract/check-names'
import { checkNumbers } from '@gencode/contract/check-numbers'
import { CodeError, GencodeError } from '@gencode/contract/errors'
import {
  createSandbox,
  type Globals,
  type HostContext,
  tool as hostTool,
  type ProgramResult,
  type Sandbox,
  SandboxImageError,
  type SandboxWorker,
  type SuspendedAnswer,
  suspend,
} from '@gencode/sandbox'
import {
  type AnswerLimits,
  type CodeModeAnswer,
  checkedLimits,
  errorAnswer,
  shownLogs,
  valueAnswer,
} from './answer.ts'
import { withOwnSignal } from './call-signal.ts'
import { describe } from './description.ts'
import { CodeModeError } from './errors.ts'
import { type CodeModeInput, type CodeModeSchema, inputSchema, programOf } from './input-schema.ts'
import { isJson, type JsonValue, jsonValue } from './json-value.ts'
import type { ToJsonSchema } from './schema.ts'
import { type PendingCall, readState, stateText } from './state.ts'
import { callTool, checkInput, type ReadTool, readTools, type ToolCallOptions, type Tools } from './tools.ts'

/** What code mode takes. */
export interface CodeModeOptions {
  /** What the program may call; a record among them is a namespace. */
  readonly tools: Tools
  /** Where programs run. @default one of its own, in this thread, made at the first use */
  readonly sandbox?: Sandbox | SandboxWorker
  /** The program's own running time in ms, without what it waits for. @default 1000 */
  readonly timeoutMs?: number
  /** All of it in ms, with the tools. @default 300000 */
  readonly waitMs?: number
  /** Characters of JSON that a program may return. @default 40000 */
  readonly maxValueCharacters?: number
  /** Characters of its console that are shown. @default 10000 */
  readonly maxLogCharacters?: number
  /** Writes schemas that can't do it by themselves, such as those of zod before 4.2: `z.toJSONSchema`. */
  readonly toJsonSchema?: ToJsonSchema
}

const optionNames: NamesOf<CodeModeOptions> = {
  tools: true,
  sandbox: true,
  timeoutMs: true,
  waitMs: true,
  maxValueCharacters: true,
  maxLogCharacters: true,
  toJsonSchema: true,
}

/** How one run is bounded and stopped; the AI SDK's options of a call fit. */
export interface ExecuteOptions {
  readonly abortSignal?: AbortSignal | undefined
}

/** What someone decided about a call that waits. */
export type Decision = { readonly approved: true } | { readonly approved: false; readonly reason?: string }

/** One tool that runs programs over others: given to the AI SDK as it is, wrapped for MCP, or used by hand. */
export interface CodeMode {
  /** The tools as TypeScript declarations, and how a program is written. */
  readonly description: string
  readonly inputSchema: CodeModeSchema
  /** Runs a model's program; what goes wrong in it is part of the answer. @throws the signal's reason */
  execute(input: CodeModeInput | string, options?: ExecuteOptions): Promise<CodeModeAnswer>
  /**
   * Goes on with a run that waits for a decision: calls the tool, or tells the program that it may not.
   *
   * @throws CodeModeError for a state or a decision that is none, or a tool that is not there; the signal's reason
   */
  resume(state: string, decision: Decision, options?: ExecuteOptions): Promise<CodeModeAnswer>
  /** What of an answer the model is to see: all but the state of a run that waits. For the AI SDK. */
  toModelOutput(output: unknown): { type: 'json'; value: JsonValue }
  /** Lets go of the sandbox, where it is its own. */
  dispose(): void
  [Symbol.dispose](): void
}

/**
 * One tool in the place of many: its description lists them as typed functions, and the program that the model writes calls
 * them inside the sandbox, as often as it likes, side by side, and returns only what matters.
 *
 * @throws CodeModeError for a tool that no program could call, an option that there is not, or a limit that is no number from 0
 */
export function codeMode(options: CodeModeOptions): CodeMode {
  if (typeof options !== 'object' || options === null)
    throw new CodeModeError('codeMode takes { tools }: what the program may call.')
  checkNames('codeMode', optionNames, options, CodeModeError)
  const {
    timeoutMs = 1_000,
    waitMs = 300_000,
    maxValueCharacters = 40_000,
    maxLogCharacters = 10_000,
  } = options
  const limits = checkedLimits({ maxValueCharacters, maxLogCharacters })
  checkNumbers({ from: 1, to: 2 ** 31 - 1 }, { timeoutMs, waitMs }, CodeModeError)
  const tools = new Map(readTools(options.tools, options.toJsonSchema).map((tool) => [tool.path, tool]))
  const globals = globalsOf([...tools.values()])
  let own: Promise<Sandbox> | undefined
  const sandbox = (): Sandbox | SandboxWorker | Promise<Sandbox> => {
    if (options.sandbox) return options.sandbox
    own ??= createSandbox()
    return own
  }
  const bounds = ({ abortSignal }: ExecuteOptions) => ({
    timeoutMs,
    waitMs,
    globals,
    ...(abortSignal && { signal: abortSignal }),
  })

  async function execute(input: CodeModeInput | string, given: ExecuteOptions = {}): Promise<CodeModeAnswer> {
    const text = programOf(input)
    if (text === undefined) return { error: 'Pass the program as `program`, a text.' }
    given.abortSignal?.throwIfAborted()
    try {
      const { source } = cleanProgram(text)
      return answer(await (await sandbox()).run(source, bounds(given)), limits)
    } catch (error) {
      given.abortSignal?.throwIfAborted()
      return errorAnswer(error, limits)
    }
  }

  async function resume(
    state: string,
    decision: Decision,
    given: ExecuteOptions = {},
  ): Promise<CodeModeAnswer> {
    if (typeof decision?.approved !== 'boolean')
      throw new CodeModeError('A decision is { approved: true } or { approved: false, reason }.')
    const { call, image } = readState(state)
    const tool = tools.get(call.tool)
    if (!tool) throw new CodeModeError(`The run waits for ${call.tool}, which is not among the tools.`)
    given.abortSignal?.throwIfAborted()
    const reply = decision.approved ? await called(tool, call, given) : refused(call.tool, decision.reason)
    if (reply === undefined)
      return {
        error: `The program did not end within ${waitMs} ms, waiting included: it still waits for ${call.tool}.`,
      }
    try {
      return answer(await resumed(image, reply, given), limits)
    } catch (error) {
      given.abortSignal?.throwIfAborted()
      return errorAnswer(error, limits)
    }
  }

  /** What the approved call came to; nothing where it does not end in time. @throws the signal's reason */
  async function called(
    tool: ReadTool,
    { input, callId }: PendingCall,
    { abortSignal }: ExecuteOptions,
  ): Promise<SuspendedAnswer | undefined> {
    const call = new AbortController()
    const abort = () => call.abort(abortSignal?.reason)
    const timer = setTimeout(() => call.abort(), waitMs)
    abortSignal?.addEventListener('abort', abort)
    const options = { toolCallId: callId, messages: [], abortSignal: call.signal }
    const reply = await untilAborted(outcomeOf(callTool(tool, input, options)), call.signal)
    clearTimeout(timer)
    abortSignal?.removeEventListener('abort', abort)
    abortSignal?.throwIfAborted()
    return reply
  }

  /** What a result can't cross for is the program's to know: the call that it waits for fails with it. */
  async function resumed(image: Uint8Array, reply: SuspendedAnswer, given: ExecuteOptions) {
    const where = await sandbox()
    try {
      return await where.resume(image, reply, bounds(given))
    } catch (error) {
      const isOfRun = error instanceof CodeError || error instanceof SandboxImageError
      if (isOfRun || 'error' in reply || !(error instanceof GencodeError)) throw error
      return await where.resume(image, { error: error.message }, bounds(given))
    }
  }

  const dispose = () => void own?.then((made) => made.dispose())
  return {
    description: describe([...tools.values()]),
    inputSchema,
    execute,
    resume,
    toModelOutput,
    dispose,
    [Symbol.dispose]: dispose,
  }
}

/** The tools as functions of the host, by namespace. */
function globalsOf(tools: readonly ReadTool[]): Globals {
  const spaces: Record<string, Record<string, ReturnType<typeof hostTool>>> = {}
  for (const tool of tools) {
    const [space, name] = tool.path.split('.') as [string, string]
    spaces[space] ??= {}
    spaces[space][name] = hostTool({
      execute: (input: unknown, { callId, signal }: HostContext) =>
        withOwnSignal(signal, (abortSignal) =>
          run(tool, input, { toolCallId: callId, messages: [], abortSignal }),
        ),
    })
  }
  return spaces
}

async function run(tool: ReadTool, input: unknown, options: ToolCallOptions): Promise<unknown> {
  const checked = await checkInput(tool, input)
  if (!(await tool.needsApproval(checked, options))) return await callTool(tool, input, options)
  const given = input === undefined ? {} : input
  if (!isJson(given))
    throw new TypeError(
      `${tool.path} waits for an approval, so its input must be JSON: dates as text, no Map or Set`,
    )
  return suspend()
}

async function outcomeOf(call: Promise<unknown>): Promise<SuspendedAnswer> {
  try {
    return { result: await call }
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) }
  }
}

/** What a promise gives, or nothing where the signal comes first. */
function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const stop = () => resolve(undefined)
    signal.addEventListener('abort', stop)
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}

function refused(tool: string, reason: string | undefined): SuspendedAnswer {
  return { error: `${tool} was not approved${reason === undefined ? '' : `: ${reason}`}` }
}

function answer(result: ProgramResult, limits: AnswerLimits): CodeModeAnswer {
  if (result.suspended === undefined) return valueAnswer(result.value, result.logs, limits)
  const { name, args, callId } = result.call
  const call = { tool: name, input: args[0] ?? {}, callId }
  return { approval: call, state: stateText(call, result.suspended), ...shownLogs(result.logs, limits) }
}

/** The AI SDK passes the output alone (5), or an object around it (6 and later). */
function toModelOutput(given: unknown): { type: 'json'; value: JsonValue } {
  const isAround = typeof given === 'object' && given !== null && 'output' in given && 'toolCallId' in given
  const output = isAround ? given.output : given
  if (typeof output !== 'object' || output === null || !('state' in output))
    return { type: 'json', value: jsonValue(output) }
  const { state, ...shown } = output
  return { type: 'json', value: jsonValue(shown) }
}
