import { GencodeError } from '@gencode/contract/errors'
import type { SandboxOptions } from './types.ts'

/** Options with their defaults, checked. */
export interface ResolvedOptions extends Required<Omit<SandboxOptions, 'globals' | 'onConsole'>> {
  readonly globals: NonNullable<SandboxOptions['globals']>
  readonly onConsole: SandboxOptions['onConsole']
}

const identifier = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u

/** Names that the guest's start-up or the language holds. */
const taken = new Set(['np', 'console', 'globalThis', 'undefined', 'NaN', 'Infinity', 'eval', 'arguments'])

/** @throws GencodeError where an option is none, or out of its range */
export function resolveOptions(options: SandboxOptions): ResolvedOptions {
  const known = new Set([
    'timeoutMs',
    'memoryBytes',
    'stackBytes',
    'resultBytes',
    'resultDepth',
    'seed',
    'deterministic',
    'globals',
    'onConsole',
    'tier',
  ])
  for (const name of Object.keys(options))
    if (!known.has(name))
      throw new GencodeError(
        `A sandbox has no option ${name}. Its engine is its own: another wasm binary is not taken, for it would run unmetered.`,
      )
  const { globals = {}, onConsole, deterministic = true, tier = 'auto' } = options
  if (tier !== 'auto' && tier !== 'quickjs')
    throw new GencodeError(`tier is 'auto' or 'quickjs', not ${JSON.stringify(tier)}`)
  for (const [name, value] of Object.entries(globals)) {
    if (!identifier.test(name) || taken.has(name))
      throw new GencodeError(`A global is named by an identifier that is free; ${name} is not`)
    if (typeof value !== 'function') throw new GencodeError(`The global ${name} is not a function`)
  }
  const mebibyte = 2 ** 20
  return {
    timeoutMs: inRange('timeoutMs', options.timeoutMs ?? 100, 1, 2 ** 31 - 1),
    memoryBytes: whole('memoryBytes', options.memoryBytes ?? 32 * mebibyte, mebibyte, 2048 * mebibyte),
    stackBytes: whole('stackBytes', options.stackBytes ?? 256 * 1024, 16 * 1024, mebibyte),
    resultBytes: whole('resultBytes', options.resultBytes ?? mebibyte, 16, 512 * mebibyte),
    resultDepth: whole('resultDepth', options.resultDepth ?? 100, 1, 500),
    seed: inRange('seed', options.seed ?? 0, -Number.MAX_VALUE, Number.MAX_VALUE),
    deterministic,
    tier,
    globals,
    onConsole,
  }
}

/** @throws GencodeError where a number is not between two others */
export function inRange(name: string, value: number, low: number, high: number): number {
  if (typeof value !== 'number' || !(value >= low && value <= high))
    throw new GencodeError(`${name} is a number from ${low} to ${high}, not ${String(value)}`)
  return value
}

function whole(name: string, value: number, low: number, high: number): number {
  if (!Number.isInteger(value)) throw new GencodeError(`${name} is a whole number, not ${String(value)}`)
  return inRange(name, value, low, high)
}
