import type { Contract } from '@gencode/contract'
import { CodeError, GencodeError } from '@gencode/contract/errors'
import { argumentsText } from './call-probes.ts'
import type { Examiner } from './examine.ts'
import { ProbeError, withInput } from './failure.ts'

type Callable = ((...args: never[]) => unknown) & { readonly source?: string; readonly entry?: string }

/**
 * One call of a function, its result checked by the contract. A plain object as last argument holds arguments by name; those that
 * are no parameters of the contract go to the function in one object after its arguments.
 *
 * @throws CodeError what the function threw, with the call as `input`; ContractError
 */
export async function callWith(fn: Callable, args: readonly unknown[], examiner: Examiner): Promise<unknown> {
  const contract = examiner.task.contract as Contract
  const { positional, extra } = byPosition(contract, args)
  contract.checkArguments(positional)
  try {
    const output =
      extra === undefined
        ? await fn(...(positional as never[]))
        : await callWithExtra(fn, [...positional, extra], examiner)
    return contract.checkResult(output)
  } catch (error) {
    const input = argumentsText(contract, positional)
    if (error instanceof CodeError) throw withInput(error, input)
    if (error instanceof GencodeError) throw error
    // A plain function of the host.
    const message = error instanceof Error ? error.message : String(error)
    throw new ProbeError({
      code: 'probe/threw',
      feedback: `The function threw: ${message}`,
      input,
      cause: error,
    })
  }
}

function byPosition(
  { name, parameters }: Contract,
  args: readonly unknown[],
): { positional: readonly unknown[]; extra?: Readonly<Record<string, unknown>> } {
  const last = args.at(-1)
  const named = args.length !== parameters.length && isPlainObject(last) ? last : undefined
  if (!named) return { positional: args }
  const before = args.slice(0, -1)
  const names = parameters.map((parameter) => parameter.name)
  const twice = names.slice(0, before.length).find((each) => Object.hasOwn(named, each))
  if (twice !== undefined) throw new GencodeError(`${name}: the argument ${twice} is given twice`)
  const positional = names.map((each, index) => (index < before.length ? before[index] : named[each]))
  const extra = Object.fromEntries(Object.entries(named).filter(([key]) => !names.includes(key)))
  return Object.keys(extra).length > 0 ? { positional, extra } : { positional }
}

/** Calls the same function with more arguments than the contract has room for. */
async function callWithExtra(
  fn: Callable,
  args: readonly unknown[],
  { sandbox }: Examiner,
): Promise<unknown> {
  if (fn.source === undefined || fn.entry === undefined) return fn(...(args as never[]))
  const free = await sandbox.compile(fn.source, { entry: fn.entry })
  try {
    return await free(...args)
  } finally {
    free.dispose()
  }
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}
