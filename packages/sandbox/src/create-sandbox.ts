import { GencodeError } from '@gencode/contract/errors'
import type { CleanedCode, Contract } from '@gencode/contract/types'
import { checkCode } from './arguments.ts'
import { batchTimeoutMs, checkBatch, checkComponents, checkResult, rowsOf } from './checked-function.ts'
import { newColumns, parametersOfNumbers } from './columns.ts'
import { inRange, type ResolvedOptions, resolveOptions } from './options.ts'
import { loadEngine } from './quickjs/engine.ts'
import { GuestFunction } from './quickjs/guest-function.ts'
import { Realm } from './quickjs/realm.ts'
import { shapeOf } from './shape.ts'
import type {
  BatchColumn,
  BatchComponents,
  BatchOptions,
  CompileOptions,
  NumberColumn,
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
  const engine = await loadEngine()
  const realm = new Realm(engine, resolved)
  let isDisposed = false
  const alive = (): void => {
    if (isDisposed) throw new GencodeError('The sandbox was disposed of')
  }
  const dispose = (): void => {
    if (isDisposed) return
    realm.machine.dispose()
    isDisposed = true
  }
  return {
    compile<Arguments extends readonly unknown[] = readonly unknown[], Result = unknown>(
      code: string | CleanedCode,
      { entry, contract }: CompileOptions<Arguments, Result> = {},
    ): SandboxedFunction<Arguments, Result> {
      alive()
      checkCode(code)
      const plain = contract as Contract | undefined
      const fn = new GuestFunction(realm, resolved, shapeOf(plain), code, entry)
      return callable(fn, plain, resolved, alive) as unknown as SandboxedFunction<Arguments, Result>
    },
    reset() {
      alive()
      realm.clear()
    },
    dispose,
    [Symbol.dispose]: dispose,
  }
}

/** A guest function as one of the host: its arguments and results held to the contract. */
function callable(
  fn: GuestFunction,
  contract: Contract | undefined,
  options: ResolvedOptions,
  alive: () => void,
): SandboxedFunction {
  const hasText = contract?.parameters.some(({ layout }) => layout === 'json') ?? false
  const call = (...args: readonly unknown[]): unknown => {
    alive()
    if (!contract) return fn.call(args)
    return checkResult(contract, fn.call(hasText ? contract.checkArguments(args) : args))
  }
  const batch = (
    columns: readonly BatchColumn[],
    { components = false, timeoutMs }: BatchOptions = {},
  ): Float64Array | BatchComponents => {
    alive()
    const rows = rowsOf(contract, columns)
    const deadline =
      timeoutMs === undefined
        ? batchTimeoutMs(options.timeoutMs, rows)
        : inRange('timeoutMs', timeoutMs, 1, 2 ** 31 - 1)
    const raw = fn.batch(columns, rows, deadline)
    return components
      ? checkComponents(contract as Contract, raw, options.memoryBytes)
      : checkBatch(contract as Contract, raw)
  }
  const buffers = (rows: number): NumberColumn[] => {
    alive()
    return newColumns(parametersOfNumbers(contract), rows)
  }
  const dispose = (): void => fn.dispose()
  return Object.assign(call, {
    entry: fn.entry,
    params: fn.params,
    source: fn.source,
    tier: 'quickjs' as const,
    batch,
    buffers,
    dispose,
    [Symbol.dispose]: dispose,
  }) as unknown as SandboxedFunction
}
