/** Where an error keeps the names of its classes, so that `instanceof` works across copies of a package. */
const lineage: unique symbol = Symbol.for('gencode.error.lineage') as never

/**
 * The base of every error that gencode throws on purpose. A subclass names itself with its own static
 * `marker`; `instanceof` compares markers, so an error is recognised even when two copies of a package
 * are installed.
 */
export class GencodeError extends Error {
  static readonly marker: string = 'GencodeError'

  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options)
    const markers: string[] = []
    for (let each = new.target; each.marker; each = Object.getPrototypeOf(each))
      if (Object.hasOwn(each, 'marker')) markers.push(each.marker)
    Object.defineProperty(this, 'name', { value: markers[0], configurable: true, writable: true })
    Object.defineProperty(this, lineage, { value: markers })
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    if (!Object.hasOwn(this, 'marker')) return Function.prototype[Symbol.hasInstance].call(this, value)
    if (typeof value !== 'object' || value === null) return false
    const markers = (value as { [lineage]?: unknown })[lineage]
    return Array.isArray(markers) && markers.includes(this.marker)
  }
}

/** What a `CodeError` is made of. */
export interface CodeErrorOptions {
  /** A stable string such as `'clean/no-function'`. */
  readonly code: string
  /** One short paragraph addressed to the model: what failed, where, what is expected instead. */
  readonly feedback: string
  /** For people; @default the feedback. */
  readonly message?: string | undefined
  /** One-based line in the model's own numbering (`CleanedCode.original`). */
  readonly line?: number | undefined
  /** One-based column. */
  readonly column?: number | undefined
  /** The offending lines with a marker, as `codeFrame` draws them. */
  readonly frame?: string | undefined
  readonly cause?: unknown
}

/** A failure that the model could fix. Every package's own code errors extend it. */
export class CodeError extends GencodeError {
  static override readonly marker: string = 'CodeError'
  /** A stable string such as `'sandbox/timeout'`. */
  readonly code: string
  /** One short paragraph addressed to the model. */
  readonly feedback: string
  readonly line?: number
  readonly column?: number
  readonly frame?: string

  constructor(options: CodeErrorOptions) {
    super(
      options.message ?? options.feedback,
      options.cause === undefined ? undefined : { cause: options.cause },
    )
    this.code = options.code
    this.feedback = options.feedback
    if (options.line !== undefined) this.line = options.line
    if (options.column !== undefined) this.column = options.column
    if (options.frame !== undefined) this.frame = options.frame
  }

  /** The fields that a journal or a JSON document keeps. */
  toJSON(): { name: string; code: string; feedback: string; line?: number; column?: number; frame?: string } {
    const { name, code, feedback, line, column, frame } = this
    return {
      name,
      code,
      feedback,
      ...(line === undefined ? {} : { line }),
      ...(column === undefined ? {} : { column }),
      ...(frame === undefined ? {} : { frame }),
    }
  }
}

/** A result that does not keep the contract: `contract/not-a-number` or `contract/wrong-result`. */
export class ContractError extends CodeError {
  static override readonly marker: string = 'ContractError'
}

const maxFrameColumns = 160

/**
 * Draws the lines around a place in a text, the place marked:
 *
 * ```text
 *   1 | function rewardFn(observations) {
 * > 2 |   return observation[2]
 *     |          ^
 *   3 | }
 * ```
 *
 * @param line one-based
 * @param column one-based; without it no caret is drawn
 * @param around how many lines before and after; @default 2
 */
export function codeFrame(text: string, line: number, column?: number, around = 2): string {
  const lines = text.split('\n')
  const first = Math.max(1, line - around)
  const last = Math.min(lines.length, line + around)
  const width = String(last).length
  const out: string[] = []
  for (let number = first; number <= last; number++) {
    const mark = number === line ? '>' : ' '
    const shown = (lines[number - 1] as string).slice(0, maxFrameColumns)
    out.push(`${mark} ${String(number).padStart(width)} | ${shown}`.trimEnd())
    // A tab stays one, so that the caret stands below its place.
    if (number === line && column !== undefined && column <= maxFrameColumns)
      out.push(
        `  ${' '.repeat(width)} | ${shown
          .slice(0, column - 1)
          .replace(/[^\t]/g, ' ')
          .padEnd(column - 1)}^`,
      )
  }
  return out.join('\n')
}
