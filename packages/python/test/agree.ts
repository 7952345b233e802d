import type { Answer, Result } from './cpython.ts'
import type { Lowered } from './lowered.ts'

/**
 * How far an answer is CPython's, from the best to the worst: the same bits; a last digit of what CPUs round differently
 * (exp, tanh, powers, dot products); CPython's own slip in a line; the same error in other words; refused with a reason; and what is wrong.
 */
const levels = ['same', 'rounding', 'quirk', 'words', 'refused', 'line', 'class', 'differs'] as const
export type Level = (typeof levels)[number]

const worse = (a: Level, b: Level): Level => (levels.indexOf(a) > levels.indexOf(b) ? a : b)

const numberOf = (value: Result): number | undefined =>
  typeof value === 'number'
    ? value
    : typeof value === 'string'
      ? { nan: Number.NaN, inf: Number.POSITIVE_INFINITY, '-inf': Number.NEGATIVE_INFINITY, '-0': -0 }[value]
      : undefined

/** The level of one call. */
function compareResults(wanted: Result, got: Result): Level {
  const [a, b] = [numberOf(wanted), numberOf(got)]
  if (a !== undefined && b !== undefined) {
    if (Object.is(a, b)) return 'same'
    const gap = Math.abs(a - b)
    return gap <= 1e-12 * Math.max(Math.abs(a), Math.abs(b)) || gap <= 1e-13 ? 'rounding' : 'differs'
  }
  // A typed error instead of what doubles can't hold is no wrong number.
  if (got !== null && typeof got === 'object' && 'e' in got && /not supported here/.test(got.e[1]))
    return 'refused'
  if (wanted === null || got === null || typeof wanted !== 'object' || typeof got !== 'object')
    return wanted === got ? 'same' : 'differs'
  if ('e' in wanted && 'e' in got) {
    const [[type, message, line], [gotType, gotMessage, gotLine]] = [wanted.e, got.e]
    if (type !== gotType && !isAlike(type, gotType)) return 'class'
    // CPython 3.11 names the line before, once it has specialised the code.
    if (line !== gotLine) return type === 'UnboundLocalError' ? 'quirk' : 'line'
    return type === gotType && message === gotMessage ? 'same' : 'words'
  }
  if ('l' in wanted && 'l' in got && wanted.l.length === got.l.length)
    return wanted.l.reduce<Level>(
      (level, one, i) => worse(level, compareResults(one, got.l[i] as Result)),
      'same',
    )
  if ('d' in wanted && 'd' in got && wanted.d.length === got.d.length) {
    const known = new Map(got.d)
    return wanted.d.reduce<Level>(
      (level, [key, one]) =>
        worse(level, known.has(key) ? compareResults(one, known.get(key) as Result) : 'differs'),
      'same',
    )
  }
  return JSON.stringify(wanted) === JSON.stringify(got) ? 'same' : 'differs'
}

/** numpy's errors of numpy's own classes, and an overflow of a stack. */
function isAlike(type: string, got: string): boolean {
  return (
    (type.startsWith('_UFunc') && got === 'UFuncTypeError') ||
    (type === 'RecursionError' && got === 'sandbox/runtime')
  )
}

/** The level of a whole function, and the first call that is at it. */
export function compareAnswers(
  wanted: Answer,
  got: Lowered,
): { readonly level: Level; readonly call?: number } {
  if (got.refused) {
    const [code, , line] = got.refused
    if (wanted.syntax)
      return { level: code !== 'python/syntax' ? 'refused' : line === wanted.syntax[1] ? 'same' : 'line' }
    return { level: code === 'python/syntax' ? 'differs' : 'refused' }
  }
  if (wanted.syntax) return { level: 'differs' }
  if (wanted.load || got.load)
    return { level: compareResults({ e: wanted.load ?? ['', '', 0] }, { e: got.load ?? ['', '', 0] }) }
  let level: Level = 'same'
  let call: number | undefined
  wanted.results?.forEach((one, index) => {
    const next = compareResults(one, got.results?.[index] ?? null)
    if (worse(level, next) !== level) {
      level = next
      call = index
    }
  })
  return call === undefined ? { level } : { level, call }
}
