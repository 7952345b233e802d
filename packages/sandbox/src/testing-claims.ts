import type { CodeError } from '@gencode/contract/errors'

/** What it throws. @throws Error where it throws nothing */
export async function thrown(
  run: (...args: never[]) => unknown,
  ...args: readonly unknown[]
): Promise<unknown> {
  try {
    await (run as (...args: unknown[]) => unknown)(...args)
  } catch (error) {
    return error
  }
  throw new Error('it did not throw')
}

/** The code error that it throws. @throws whatever else it throws */
export async function failure(
  run: (...args: never[]) => unknown,
  ...args: readonly unknown[]
): Promise<CodeError> {
  const error = (await thrown(run, ...args)) as CodeError
  if (typeof error?.code !== 'string') throw error
  return error
}

/** @throws Error that says what is broken, unless it holds */
export function check(isSo: boolean, what: string): void {
  if (!isSo) throw new Error(`Broken: ${what}`)
}

/** As deep as it goes, and of the same classes. */
export function same(actual: unknown, expected: unknown, what: string): void {
  if (!alike(actual, expected)) throw new Error(`Broken: ${what} is ${shown(actual)}, not ${shown(expected)}`)
}

function alike(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b)
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false
  const keys = Reflect.ownKeys(a)
  return (
    keys.length === Reflect.ownKeys(b).length &&
    keys.every((key) =>
      alike((a as Record<PropertyKey, unknown>)[key], (b as Record<PropertyKey, unknown>)[key]),
    )
  )
}

function shown(value: unknown): string {
  return (
    JSON.stringify(value, (_key, inner) => (typeof inner === 'bigint' ? `${inner}n` : inner)) ?? 'undefined'
  )
}
