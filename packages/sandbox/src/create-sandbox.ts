import { checkNames } from '@gencode/contract/check-names'
import { GencodeError } from '@gencode/contract/errors'
import type { CleanedCode, Contract } from '@gencode/contract/types'
import { checkCode, checkProgram } from './arguments.ts'
import { batchTimeoutMs, checkBatch, checkComponents, checkResult, rowsOf } from './checked-function.ts'
import { checkBuffers } from './columns.ts'
import { disposed } from './disposed.ts'
import { type HostTable, hostTable } from './host-table.ts'
import { batchNames, compileNames, runNames } from './option-names.ts'
import { deadlineOf, type ResolvedOptions, resolveOptions } from './options.ts'
import { directCaller } from './quickjs/direct-caller.ts'
import { type Engine, loadEngine } from './quickjs/engine.ts'
import { GuestFunction } from './quickjs/guest-function.ts'
import type { Caller } from './quickjs/host-calls.ts'
import type { RunTask } from './quickjs/open-run.ts'
import { programBase } from './quickjs/program-base.ts'
import { Realm } from './quickjs/realm.ts'
import { LocalHost } from './run/run-host.ts'
import { Runs } from './run/runs.ts'
import { loadRunners, type Runner } from './runner.ts'
import { shapeOf } from './shape.ts'
import type {
  BatchColumn,
  BatchComponents,
  BatchOptions,
  CompileOptions,
  NumberColumn,
  RunOptions,
  Sandbox,
  SandboxedFunction,
  SandboxOptions,
} from './types.ts'

/**
 * Creates a sandbox in this thread: model-written code runs in QuickJS inside WebAssembly, under limits that hold
 * for whatever it does, and every call is synchronous.
 *
 * @throws GencodeError where an option is wrong, or the engine cannot be loaded
 */
export async function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const resolved = resolveOptions(options)
  const { globals = {}, transform = (source) => source } = options
  const table = hostTable(globals)
  const engine = await loadEngine()
  const caller = directCaller(table)
  const runs = localRuns(engine, resolved, table, caller)
  const realm = new Realm(engine, resolved, { names: [...table.keys()], caller })
  const runners = await loadRunners(engine, resolved, realm)
  let isDisposed = false
  const alive = (): void => {
    if (isDisposed) throw disposed()
  }
  const dispose = (): void => {
    if (isDisposed) return
    realm.machine.dispose()
    runs.dispose()
    runners.dispose()
    isDisposed = true
  }
  return {
    get tierMismatches() {
      return runners.mismatches
    },
    compile<Arguments extends readonly unknown[] = readonly unknown[], Result = unknown>(
      code: string | CleanedCode,
      options: CompileOptions<Arguments, Result> = {},
    ): SandboxedFunction<Arguments, Result> {
      alive()
      checkCode(code)
      checkNames('compile', compileNames, options)
      const { entry, contract } = options
      const isText = typeof code === 'string'
      const plainCode = isText ? transform(code) : code
      const original = isText ? code : code.original
      const plain = contract as Contract | undefined
      const shape = shapeOf(plain)
      const guest = GuestFunction.compile(realm, resolved, shape, plainCode, entry, original)
      const withForks = (fn: Runner): SandboxedFunction =>
        callable(fn, plain, resolved, alive, table.size > 0 ? runs : undefined, () => {
          alive()
          return withForks(runners.plain(fn.guest.fork(), shape))
        })
      return withForks(runners.of(guest, shape)) as unknown as SandboxedFunction<Arguments, Result>
    },
    async run(program, options = {}) {
      alive()
      checkProgram(program, resolved.sourceBytes)
      return runs.program(transform(program), program, options)
    },
    async resume(suspended, answer, options = {}) {
      alive()
      return runs.resume(suspended, answer, options)
    },
    reset() {
      alive()
      realm.clear()
    },
    dispose,
    [Symbol.dispose]: dispose,
  }
}

/** The runs of a sandbox, each in a guest of its own in this thread. */
function localRuns(
  engine: Engine,
  options: ResolvedOptions,
  table: HostTable,
  caller: Caller,
): Runs<RunTask> {
  const base = () => programBase(engine, options)
  const host = (hasTimers: boolean) =>
    new LocalHost((names) => new Realm(engine, options, { names, caller, hasTimers }), options.maxRuns, base)
  return new Runs({ functions: host(false), programs: host(true), engine: engine.id }, options, table)
}

/** A guest function as one of the host: its arguments and results held to the contract. */
function callable(
  fn: Runner,
  contract: Contract | undefined,
  limits: ResolvedOptions,
  alive: () => void,
  runs: Runs<RunTask> | undefined,
  fork: () => SandboxedFunction,
): SandboxedFunction {
  const hasText = contract?.parameters.some(({ layout }) => layout === 'json') ?? false
  const takesAll = contract?.takesEveryNumber === true && contract.takesEveryReward === true
  const call = (...args: readonly unknown[]): unknown => {
    alive()
    if (!contract) return fn.call(args)
    const value = fn.call(hasText ? contract.checkArguments(args) : args)
    return fn.gaveFinite && takesAll ? value : checkResult(contract, value)
  }
  const run = async (args: readonly unknown[], options: RunOptions = {}): Promise<unknown> => {
    alive()
    if (!Array.isArray(args)) throw new GencodeError('run takes the arguments as an array')
    checkNames('run', runNames, options)
    const checked = contract && hasText ? contract.checkArguments(args) : args
    if (options.signal?.aborted) throw options.signal.reason
    const value = runs
      ? await runs.call(
          fn.guest.definition.entry,
          { kind: 'function', definition: fn.guest.definition, args: checked },
          options,
        )
      : await fn.call(checked, deadlineOf(options.timeoutMs, limits.timeoutMs))
    return contract ? checkResult(contract, value) : value
  }
  const batch = (
    columns: readonly BatchColumn[],
    options: BatchOptions = {},
  ): Float64Array | BatchComponents => {
    alive()
    checkNames('batch', batchNames, options)
    const { components = false, timeoutMs } = options
    const rows = rowsOf(contract, columns)
    const raw = fn.batch(columns, rows, deadlineOf(timeoutMs, batchTimeoutMs(limits.timeoutMs, rows)))
    return components
      ? checkComponents(contract as Contract, raw, limits.memoryBytes)
      : checkBatch(contract as Contract, raw)
  }
  const buffers = (rows: number): NumberColumn[] => {
    alive()
    checkBuffers(contract, rows)
    return fn.buffers(rows)
  }
  const dispose = (): void => fn.dispose()
  const { entry, params, source } = fn.guest.definition
  Object.defineProperties(call, {
    tier: { enumerable: true, get: () => fn.tier },
    tierReason: { enumerable: true, get: () => fn.tierReason },
  })
  return Object.assign(call, {
    entry,
    params,
    source,
    run,
    batch,
    buffers,
    fork,
    dispose,
    [Symbol.dispose]: dispose,
  }) as unknown as SandboxedFunction
}
