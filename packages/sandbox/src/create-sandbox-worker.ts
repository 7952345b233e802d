import { checkNames } from '@gencode/contract/check-names'
import { GencodeError } from '@gencode/contract/errors'
import type { CleanedCode, Contract } from '@gencode/contract/types'
import { checkCode, checkProgram } from './arguments.ts'
import { batchTimeoutMs, checkBatch, checkComponents, checkResult, rowsOf } from './checked-function.ts'
import { hostTable } from './host-table.ts'
import { batchNames, compileNames, runNames, workerNames } from './option-names.ts'
import { deadlineOf, resolveOptions, wholeInRange } from './options.ts'
import { encodeText } from './quickjs/codec.ts'
import { loadEngine } from './quickjs/engine.ts'
import type { RawBatch } from './raw-batch.ts'
import { Runs } from './run/runs.ts'
import { shapeOf } from './shape.ts'
import type {
  BatchColumn,
  BatchComponents,
  RunOptions,
  SandboxedFunctionInfo,
  SandboxWorker,
  SandboxWorkerOptions,
  WorkerBatchOptions,
  WorkerCompileOptions,
  WorkerFunction,
} from './types.ts'
import { WorkerPool } from './worker/pool.ts'
import type { Answer, Definition, RemoteTask, Work } from './worker/protocol.ts'
import { RemoteHost } from './worker/remote-host.ts'

type Asked = [work: Work, entry: string, timeoutMs: number, signal?: AbortSignal | undefined]

/**
 * Creates a sandbox in threads of its own (`worker_threads` in Node, Web Workers in a browser): the same methods as
 * `createSandbox`, asynchronous; a guest that overruns its deadline is killed with its thread.
 *
 * Functions of the host run in the thread that made it; a guest waits for each of them, and for none of the others.
 *
 * @throws GencodeError where an option is wrong
 */
export async function createSandboxWorker(options: SandboxWorkerOptions = {}): Promise<SandboxWorker> {
  checkNames('createSandboxWorker', workerNames, options)
  const { size = 1, createWorker, ...rest } = options
  wholeInRange('size', size, 1, 256)
  const { globals = {}, transform = (source) => source } = rest
  const table = hostTable(globals)
  const all = resolveOptions(rest)
  const { onConsole, ...resolved } = all
  const [engine, { program }] = await Promise.all([loadEngine(), loadProgram()])
  const pool = new WorkerPool({
    size,
    program,
    start: {
      kind: 'start',
      engine,
      options: resolved,
      hasConsole: onConsole !== undefined,
      names: [...table.keys()],
    },
    onConsole,
    createWorker,
  })
  try {
    await pool.ready()
  } catch (error) {
    pool.dispose()
    throw error
  }
  const host = new RemoteHost(pool, resolved.maxRuns)
  const runs = new Runs<RemoteTask>({ functions: host, programs: host, engine: engine.id }, all, table)
  let keys = 0
  /** How many functions each answer told of; a worker counts its own. */
  let mismatches = 0
  let epoch = 0

  const run = (
    definition: Definition,
    work: Work,
    entry: string,
    timeoutMs: number,
    signal?: AbortSignal,
  ): Promise<unknown> =>
    pool.run({ message: { kind: 'work', epoch, definition, work }, timeoutMs, entry, signal })

  async function compile<Arguments extends readonly unknown[] = readonly unknown[], Result = unknown>(
    code: string | CleanedCode,
    options: WorkerCompileOptions<Arguments, Result> = {},
  ): Promise<WorkerFunction<Arguments, Result>> {
    checkCode(code)
    checkNames('compile', compileNames, options)
    const { entry, contract, signal } = options
    const plain = contract as Contract | undefined
    const definition: Definition = {
      key: keys++,
      code: typeof code === 'string' ? transform(code) : { ...code },
      original: typeof code === 'string' ? code : code.original,
      entry,
      parameters: shapeOf(plain).parameters,
    }
    let last: Answer | undefined
    const answered = async (...[work, entry, deadline, from]: Asked): Promise<unknown> => {
      last = (await run(definition, work, entry, deadline, from)) as Answer
      mismatches = Math.max(mismatches, last.mismatches)
      return last.value
    }
    const compiling: Work = { kind: 'compile' }
    const info = (await answered(compiling, 'The code', resolved.timeoutMs, signal)) as Pick<
      SandboxedFunctionInfo,
      'entry' | 'params' | 'source'
    >
    let isDisposed = false
    const alive = (): void => {
      if (isDisposed) throw new GencodeError(`${info.entry} was disposed of`)
    }

    const call = async (args: readonly unknown[], options: RunOptions = {}): Promise<Result> => {
      alive()
      if (!Array.isArray(args)) throw new GencodeError('run takes the arguments as an array')
      checkNames('run', runNames, options)
      const hasText = plain?.parameters.some(({ layout }) => layout === 'json') ?? true
      const crossing = plain && hasText ? plain.checkArguments(args) : args
      // Said here, where the stack is the caller's own.
      if (hasText) encodeText(crossing, resolved.resultDepth + 1)
      const deadline = deadlineOf(options.timeoutMs, resolved.timeoutMs)
      const work: Work = { kind: 'call', args: crossing, timeoutMs: deadline }
      const value =
        table.size > 0
          ? await runs.call(info.entry, { kind: 'function', definition, args: crossing }, options)
          : await answered(work, info.entry, deadline, options.signal)
      return (plain ? checkResult(plain, value) : value) as Result
    }

    const batch = async (
      columns: readonly BatchColumn[],
      options: WorkerBatchOptions = {},
    ): Promise<Float64Array | BatchComponents> => {
      alive()
      checkNames('batch', batchNames, options)
      const { components = false, timeoutMs, signal } = options
      const rows = rowsOf(plain, columns)
      const deadline = deadlineOf(timeoutMs, batchTimeoutMs(resolved.timeoutMs, rows))
      const work: Work = { kind: 'batch', columns, rows, timeoutMs: deadline }
      const raw = (await answered(work, info.entry, deadline, signal)) as RawBatch
      return components
        ? checkComponents(plain as Contract, raw, resolved.memoryBytes)
        : checkBatch(plain as Contract, raw)
    }

    const dispose = (): void => {
      isDisposed = true
    }
    const fn = (...args: Arguments): Promise<Result> => call(args)
    Object.defineProperties(fn, {
      tier: { enumerable: true, get: () => last?.tier },
      tierReason: { enumerable: true, get: () => last?.tierReason },
    })
    return Object.assign(fn, {
      entry: info.entry,
      params: info.params,
      source: info.source,
      run: call,
      batch,
      dispose,
      [Symbol.dispose]: dispose,
    }) as unknown as WorkerFunction<Arguments, Result>
  }

  const dispose = (): void => {
    pool.dispose()
    runs.dispose()
  }
  return {
    get tierMismatches() {
      return mismatches
    },
    compile,
    async run(program, options = {}) {
      checkProgram(program, resolved.sourceBytes)
      return runs.program(transform(program), program, options)
    },
    resume: async (suspended, answer, options = {}) => runs.resume(suspended, answer, options),
    reset() {
      epoch++
    },
    dispose,
    [Symbol.dispose]: dispose,
  }
}

async function loadProgram(): Promise<{ program: string }> {
  try {
    return await import('#worker-program')
  } catch (cause) {
    throw new GencodeError(
      'The program of the sandbox worker is not there: generated/worker-program.js could not be loaded. In a clone, make it with `pnpm turbo run wasm`.',
      { cause },
    )
  }
}
