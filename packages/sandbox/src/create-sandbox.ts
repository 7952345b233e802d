import { ContractError, codeFrame, GencodeError } from '@gencode/contract/errors'
import type { CleanedCode } from '@gencode/contract/types'
import {
  newQuickJSWASMModuleFromVariant,
  type QuickJSContext,
  type QuickJSHandle,
  type QuickJSSyncVariant,
} from 'quickjs-emscripten-core'
import {
  SandboxMemoryError,
  SandboxResultError,
  SandboxRuntimeError,
  SandboxSyntaxError,
  SandboxTimeoutError,
} from './errors.ts'
import { declaredNames } from './find-entry.ts'
import { npSource } from './np-source.ts'
import type {
  BatchColumn,
  BatchComponents,
  BatchOptions,
  CompileOptions,
  Sandbox,
  SandboxedFunction,
  SandboxOptions,
} from './types.ts'

/** Creates a sandbox in this thread. */
export async function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { timeoutMs = 100, memoryBytes = 32 * 2 ** 20, stackBytes = 256 * 1024 } = options
  const variant = (await import('@jitl/quickjs-wasmfile-release-sync' as string)) as {
    default: QuickJSSyncVariant
  }
  const module = await newQuickJSWASMModuleFromVariant(variant.default)

  function compile(
    code: string | CleanedCode,
    compileOptions: CompileOptions<never, never> = {},
  ): SandboxedFunction {
    const contract = compileOptions.contract as CompileOptions['contract']
    const source = typeof code === 'string' ? code : code.source
    const original = typeof code === 'string' ? code : code.original
    const context = module.newContext()
    context.runtime.setMemoryLimit(memoryBytes)
    context.runtime.setMaxStackSize(stackBytes)
    let deadline = Number.POSITIVE_INFINITY
    context.runtime.setInterruptHandler(() => performance.now() > deadline)
    const within = <T>(ms: number, run: () => T): T => {
      deadline = performance.now() + ms
      return run()
    }
    const fail = (handle: QuickJSHandle): never => {
      const dumped = context.dump(handle) as { name?: string; message?: string; stack?: string } | string
      handle.dispose()
      const name = typeof dumped === 'object' ? String(dumped?.name) : 'Error'
      const message = typeof dumped === 'object' ? String(dumped?.message) : String(dumped)
      const stack = typeof dumped === 'object' ? String(dumped?.stack ?? '') : ''
      const at = /candidate\.js:(\d+)(?::(\d+))?/.exec(stack)
      const line = at ? Number(at[1]) : undefined
      const column = at?.[2] ? Number(at[2]) : undefined
      const frame = line === undefined ? undefined : codeFrame(original, line, column)
      const where = line === undefined ? '' : ` on line ${line}`
      const base = { line, column, frame, guestStack: stack }
      if (message === 'interrupted')
        throw new SandboxTimeoutError({
          ...base,
          code: 'sandbox/timeout',
          feedback: `The code did not end within ${timeoutMs} ms.`,
        })
      if (message === 'out of memory')
        throw new SandboxMemoryError({
          ...base,
          code: 'sandbox/memory',
          feedback: `The code used more than ${memoryBytes} bytes of memory.`,
        })
      if (name === 'SyntaxError')
        throw new SandboxSyntaxError({
          ...base,
          code: 'sandbox/syntax',
          feedback: `The code does not parse${where}: ${message}`,
        })
      throw new SandboxRuntimeError({
        ...base,
        code: 'sandbox/runtime',
        feedback: `The code threw ${name}${where}: ${message}`,
      })
    }
    const evaluate = (text: string, file: string): QuickJSHandle => {
      const result = within(timeoutMs, () => context.evalCode(text, file))
      return result.error ? fail(result.error) : result.value
    }
    evaluate(npSource, 'np.js').dispose()
    evaluate(source, 'candidate.js').dispose()
    const wanted = compileOptions.entry ?? (typeof code === 'string' ? undefined : code.entry)
    const entry =
      wanted ??
      declaredNames(source).find((name) => {
        const handle = evaluate(`typeof ${name}==='function'`, 'entry.js')
        return context.dump(handle) === true
      })
    if (entry === undefined)
      throw new SandboxSyntaxError({ code: 'sandbox/syntax', feedback: 'The code declares no function.' })
    const fn = evaluate(`typeof ${entry}==='function'?${entry}:undefined`, 'entry.js')
    if (context.typeof(fn) !== 'function')
      throw new SandboxSyntaxError({
        code: 'sandbox/syntax',
        feedback: `The code declares no function named ${entry}.`,
      })
    const text = context.dump(evaluate(`String(${entry})`, 'entry.js')) as string
    const params =
      /\(([^)]*)\)|^\s*([\w$]+)\s*=>/
        .exec(text)
        ?.slice(1)
        .find((part) => part !== undefined) ?? ''

    const callRaw = (args: readonly unknown[], ms: number): unknown => {
      const handles = args.map((arg) => fromHost(context, arg))
      const result = within(ms, () => context.callFunction(fn, context.undefined, ...handles))
      for (const handle of handles) handle.dispose()
      if (result.error) return fail(result.error)
      if (context.typeof(result.value) === 'function' || context.typeof(result.value) === 'symbol')
        throw new SandboxResultError({
          code: 'sandbox/result',
          feedback: 'The function returned no plain data.',
        })
      const value = context.dump(result.value) as unknown
      result.value.dispose()
      return value
    }
    const call = (...args: readonly unknown[]): unknown => {
      if (contract) contract.checkArguments(args)
      const value = callRaw(args, timeoutMs)
      return contract && !Number.isFinite(value) ? contract.checkResult(value) : value
    }
    const batch = (
      columns: readonly BatchColumn[],
      batchOptions: BatchOptions = {},
    ): Float64Array | BatchComponents => {
      if (!contract) throw new GencodeError('batch needs a contract')
      const widths = contract.parameters.map(({ layout }) =>
        typeof layout === 'object' ? layout.numbers : 1,
      )
      const rows = (columns[0]?.length ?? 0) / (widths[0] ?? 1)
      const rewards = new Float64Array(rows)
      const components: Record<string, Float64Array> = {}
      for (let row = 0; row < rows; row++) {
        const args = contract.parameters.map(({ layout }, index) => {
          const column = columns[index] as BatchColumn
          if (typeof layout === 'object')
            return Array.from(column.slice(row * layout.numbers, (row + 1) * layout.numbers))
          return layout === 'boolean' ? column[row] !== 0 && column[row] !== false : column[row]
        })
        const value = callRaw(args, batchOptions.timeoutMs ?? timeoutMs)
        let checked: unknown
        try {
          checked = contract.checkResult(value)
        } catch (error) {
          if (!(error instanceof ContractError)) throw error
          throw new ContractError({
            code: error.code,
            feedback: `Row ${row}: ${error.feedback}`,
            cause: error,
          })
        }
        if (typeof checked === 'number') rewards[row] = checked
        else {
          const terms = checked as { reward: number; components: Record<string, number> }
          rewards[row] = terms.reward
          for (const [name, term] of Object.entries(terms.components)) {
            components[name] ??= new Float64Array(rows)
            ;(components[name] as Float64Array)[row] = term
          }
        }
      }
      return batchOptions.components ? { rewards, components } : rewards
    }
    const dispose = (): void => {
      if (!context.alive) return
      fn.dispose()
      context.dispose()
    }
    return Object.assign(call, {
      entry,
      params: params
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name !== ''),
      source,
      tier: 'quickjs',
      batch,
      dispose,
      [Symbol.dispose]: dispose,
    }) as unknown as SandboxedFunction
  }
  const nothing = (): void => {}
  return { compile, reset: nothing, dispose: nothing, [Symbol.dispose]: nothing } as unknown as Sandbox
}

function fromHost(context: QuickJSContext, value: unknown): QuickJSHandle {
  if (typeof value === 'number') return context.newNumber(value)
  const result = context.evalCode(`(${JSON.stringify(value)})`)
  return context.unwrapResult(result)
}
