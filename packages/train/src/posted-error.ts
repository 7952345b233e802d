import { CodeError } from '@gencode/contract/errors'

/** Where an error keeps the names of its classes (see `GencodeError`). */
const lineage: unique symbol = Symbol.for('gencode.error.lineage') as never

/** An error as plain data. */
export interface PostedError {
  readonly name: string
  readonly message: string
  readonly stack: string | undefined
  readonly lineage: readonly string[]
  /** Its own fields that are text or numbers, such as `code`, `feedback` and `line`. */
  readonly fields: Readonly<Record<string, string | number>>
}

/** What a worker threw, as plain data. */
export function postedError(thrown: unknown): PostedError {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown))
  const fields = Object.entries(error).filter(
    ([, value]) => typeof value === 'string' || typeof value === 'number',
  )
  return {
    name: error.name,
    message: error.message,
    stack: error.stack,
    lineage: (error as { [lineage]?: readonly string[] })[lineage] ?? [],
    fields: Object.fromEntries(fields),
  }
}

/** The error again: `instanceof` knows its gencode classes. */
export function receivedError(posted: PostedError): Error {
  const { name, message, stack, fields } = posted
  const prototype = posted.lineage.includes('CodeError') ? CodeError.prototype : Error.prototype
  const error: Error = Object.setPrototypeOf(new Error(message), prototype)
  Object.assign(error, fields)
  Object.defineProperty(error, 'name', { value: name, configurable: true, writable: true })
  Object.defineProperty(error, 'stack', { value: stack, configurable: true, writable: true })
  Object.defineProperty(error, lineage, { value: posted.lineage })
  return error
}
