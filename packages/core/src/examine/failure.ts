import { CodeError, type CodeErrorOptions } from '@gencode/contract/errors'

/** Why an answer was not accepted, as plain JSON: what the model, a journal and a report are told. */
export interface Failure {
  /** A stable string such as `'clean/no-function'`, `'sandbox/timeout'`, `'probe/not-finite'`. */
  readonly code: string
  /** One short paragraph addressed to the model. */
  readonly feedback: string
  /** One-based, in the model's own numbering. */
  readonly line?: number
  readonly column?: number
  /** The offending lines with a marker. */
  readonly frame?: string
  /** The call that failed, such as `observations = [0, 1], isSuccess = false, isFailure = false`. */
  readonly input?: string
  /** What came out of it. */
  readonly output?: string
}

/** A suspicion about a function that was nevertheless accepted. */
export type Warning = Pick<Failure, 'code' | 'feedback'>

/** A function that ran, but did not hold what is expected of it: `probe/*`, `example/*` and `property/*`. */
export class ProbeError extends CodeError {
  static override readonly marker: string = 'ProbeError'
  readonly input?: string
  readonly output?: string

  constructor(options: CodeErrorOptions & { readonly input?: string; readonly output?: string }) {
    super(options)
    if (options.input !== undefined) this.input = options.input
    if (options.output !== undefined) this.output = options.output
  }
}

/** The error, with the call that it was thrown by. */
export function withInput<Thrown extends CodeError>(error: Thrown, input: string): Thrown {
  return Object.assign(error, { input })
}

/** The plain facts of a `CodeError`. */
export function failureOf(error: CodeError): Failure {
  const { name: _name, ...facts } = error.toJSON()
  const { input, output } = error as { input?: string; output?: string }
  return {
    ...facts,
    ...(input === undefined ? {} : { input }),
    ...(output === undefined ? {} : { output }),
  }
}
