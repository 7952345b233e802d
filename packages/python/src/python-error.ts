import { CodeError, codeFrame } from '@gencode/contract/errors'

/** What `PythonError.code` can be. */
export type PythonErrorCode = 'python/syntax' | 'python/unsupported' | 'python/import'

/** The Python does not parse, or uses what can't be lowered; it speaks of the Python's own lines. */
export class PythonError extends CodeError {
  static override readonly marker: string = 'PythonError'
  declare readonly code: PythonErrorCode
}

/** Why a text is refused, before it is known where it is told. */
export class Refusal extends Error {
  readonly code: PythonErrorCode
  /** One-based; missing where no line is to blame. */
  readonly line: number | undefined

  constructor(code: PythonErrorCode, message: string, line: number | undefined) {
    super(message)
    this.code = code
    this.line = line
  }
}

/** Something of a tree that has a line. */
interface Placed {
  readonly lineno?: number
}

/** @throws Refusal */
export function unsupported(what: string, node?: Placed): never {
  throw new Refusal('python/unsupported', what, node?.lineno)
}

/** @throws Refusal */
export function syntaxError(message: string, node?: Placed): never {
  throw new Refusal('python/syntax', message, node?.lineno)
}

/** @throws Refusal */
export function importError(module: string, node?: Placed): never {
  throw new Refusal(
    'python/import',
    `the module ${module} is not available; numpy, math and random are`,
    node?.lineno,
  )
}

/** The refusal as an error that tells the model its line. */
export function toPythonError({ code, message, line }: Refusal, source: string): PythonError {
  const text = line === undefined ? '' : (source.split('\n')[line - 1] ?? '').trim()
  const shown = text.length > 120 ? `${text.slice(0, 120)}...` : text
  const on = line === undefined ? '' : `line ${line}${shown === '' ? '' : ` (\`${shown}\`)`}`
  const feedback =
    code === 'python/syntax'
      ? `The code does not parse as Python${on === '' ? '' : ` on ${on}`}: SyntaxError: ${message}. Give one complete function in plain Python.`
      : `${on === '' ? '' : `${on.replace(/^l/, 'L')}: `}${message}.`
  return new PythonError({
    code,
    feedback,
    line,
    frame: line === undefined ? undefined : codeFrame(source, line),
  })
}
