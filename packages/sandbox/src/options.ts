import { checkNames } from '@gencode/contract/check-names'
import { checkNumbers } from '@gencode/contract/check-numbers'
import { GencodeError } from '@gencode/contract/errors'
import { sandboxNames } from './option-names.ts'
import type { SandboxOptions } from './types.ts'

/** Options with their defaults, checked; what is functions stands apart, for it does not travel between threads. */
export interface ResolvedOptions
  extends Required<Omit<SandboxOptions, 'globals' | 'onConsole' | 'transform'>> {
  readonly onConsole: SandboxOptions['onConsole']
}

/** @throws GencodeError where an option is none, or out of its range */
export function resolveOptions(options: SandboxOptions): ResolvedOptions {
  checkNames('createSandbox', sandboxNames, options)
  if (options.transform !== undefined && typeof options.transform !== 'function')
    throw new GencodeError('transform is a function from code to plain JavaScript')
  const { onConsole, deterministic = true, tier = 'auto' } = options
  if (tier !== 'auto' && tier !== 'quickjs' && tier !== 'compiled')
    throw new GencodeError(`tier is 'auto', 'quickjs' or 'compiled', not ${JSON.stringify(tier)}`)
  const mebibyte = 2 ** 20
  return {
    timeoutMs: inRange('timeoutMs', options.timeoutMs ?? 100, 1, 2 ** 31 - 1),
    memoryBytes: wholeInRange('memoryBytes', options.memoryBytes ?? 32 * mebibyte, mebibyte, 2048 * mebibyte),
    stackBytes: wholeInRange('stackBytes', options.stackBytes ?? 256 * 1024, 16 * 1024, mebibyte),
    resultBytes: wholeInRange('resultBytes', options.resultBytes ?? mebibyte, 16, 512 * mebibyte),
    resultDepth: wholeInRange('resultDepth', options.resultDepth ?? 100, 1, 500),
    seed: inRange('seed', options.seed ?? 0, -Number.MAX_VALUE, Number.MAX_VALUE),
    deterministic,
    tier,
    maxRuns: wholeInRange('maxRuns', options.maxRuns ?? 8, 1, 1000),
    maxCalls: wholeInRange('maxCalls', options.maxCalls ?? 10_000, 0, 2 ** 31 - 1),
    maxCallsAtOnce: wholeInRange('maxCallsAtOnce', options.maxCallsAtOnce ?? 1000, 1, 2 ** 20),
    sourceBytes: wholeInRange('sourceBytes', options.sourceBytes ?? mebibyte, 16, 512 * mebibyte),
    onConsole,
  }
}

/** A deadline that may have been named. @throws GencodeError where it is out of range */
export function deadlineOf(timeoutMs: number | undefined, otherwise: number): number {
  return timeoutMs === undefined ? otherwise : inRange('timeoutMs', timeoutMs, 1, 2 ** 31 - 1)
}

/** @throws GencodeError where a number is not between two others */
export function inRange(name: string, value: number, from: number, to: number): number {
  checkNumbers({ from, to }, { [name]: value })
  return value
}

/** @throws GencodeError where it is no whole number between two others */
export function wholeInRange(name: string, value: number, from: number, to: number): number {
  checkNumbers({ whole: true, from, to }, { [name]: value })
  return value
}
