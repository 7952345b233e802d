import { Script } from 'node:vm'
import { defineContract } from '@gencode/contract'
import { CodeError } from '@gencode/contract/errors'
import type { CleanedCode } from '@gencode/contract/types'
import type { Sandbox } from '@gencode/sandbox'
import { array, boolean, number, unknown } from 'zod/mini'
import { lowerPython } from '../src/index.ts'
import type { Answer, Program, Result } from './cpython.ts'

/** Python as `cleanResponse` would give it. */
function cleaned(source: string, entry = 'reward'): CleanedCode {
  return { source, original: source, language: 'python', entry, params: [], warnings: [], lineMap: [] }
}

/** Called as rewards are, with any result. */
const looseContract = (numbers: number): ReturnType<typeof defineContract> =>
  defineContract({
    name: 'reward',
    description: '',
    parameters: [
      { name: 'observations', description: '', schema: array(number()), layout: { numbers } },
      { name: 'a', description: '', schema: boolean(), layout: 'boolean' },
      { name: 'b', description: '', schema: boolean(), layout: 'boolean' },
    ],
    result: { schema: unknown(), layout: 'json' },
  }) as never

/** What the lowered function says in the sandbox, in the words of CPython's answers; `refused` where it does not lower. */
export interface Lowered extends Answer {
  readonly refused?: readonly [code: string, feedback: string, line: number | undefined]
}

export function runLowered(sandbox: Sandbox, program: Program): Lowered {
  let code: CleanedCode
  try {
    const contract = looseContract(program.calls[0]?.[0].length ?? 4)
    code = lowerPython(cleaned(program.source, program.entry), { contract })
  } catch (error) {
    if (!(error instanceof CodeError)) throw error
    return { refused: [error.code, error.feedback, error.line] }
  }
  try {
    const fn = sandbox.compile(code)
    const results = program.calls.map((args): Result => {
      try {
        return encoded(fn(...args))
      } catch (error) {
        return raised(error)
      }
    })
    fn.dispose()
    return { results }
  } catch (error) {
    const { e } = raised(error)
    return { load: e }
  }
}

const place = /reward\.js:(\d+):(\d+)/

/** The same in Node's own engine, which is faster to start, and whose last digits may differ. */
export function runInNode(program: Program): Lowered {
  let code: CleanedCode
  try {
    code = lowerPython(cleaned(program.source, program.entry), {
      contract: looseContract(program.calls[0]?.[0].length ?? 4),
    })
  } catch (error) {
    if (!(error instanceof CodeError)) throw error
    return { refused: [error.code, error.feedback, error.line] }
  }
  const { source, entry, prelude = 0 } = code
  const script = new Script(`(() => { ${source}; return ${entry} })()`, {
    filename: 'reward.js',
    columnOffset: -9,
  })
  const fn = script.runInThisContext() as (...args: unknown[]) => unknown
  const results = program.calls.map(([observation, ...flags]): Result => {
    try {
      return encoded(fn([...observation], ...flags))
    } catch (error) {
      const { name, message, stack } = error as Error
      const own = (stack ?? '').split('\n').find((text) => {
        const found = place.exec(text)
        return found !== null && !(found[1] === '1' && Number(found[2]) <= prelude)
      })
      return { e: [name, message, Number(place.exec(own ?? '')?.[1] ?? 0)] }
    }
  })
  return { results }
}

function raised(error: unknown): { e: readonly [string, string, number | null] } {
  if (!(error instanceof CodeError)) throw error
  const text = / threw ([\s\S]*?)(?: on line \d+ \(`[\s\S]*`\))?\. It must return/.exec(error.feedback)?.[1]
  const [, type = error.code, message = ''] = /^(\w+)(?:: ([\s\S]*))?$/.exec(text ?? error.code) ?? []
  return { e: [type, text === undefined ? error.feedback : message, error.line ?? null] }
}

function encoded(value: unknown): Result {
  if (value === null || value === undefined) return null
  if (typeof value === 'number') {
    if (Number.isNaN(value)) return 'nan'
    if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf'
    return Object.is(value, -0) ? '-0' : value
  }
  if (typeof value === 'boolean') return +value
  if (typeof value === 'string') return { s: value }
  if (Array.isArray(value)) return { l: value.map(encoded) }
  return { d: Object.entries(value).map(([key, one]) => [key, encoded(one)] as const) }
}
