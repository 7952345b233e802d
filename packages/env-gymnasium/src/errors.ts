import { EnvError } from '@gencode/env'

/** What went wrong between Node and Python; each is explained in the README's table. */
export type GymnasiumFault =
  | 'gymnasium/python-missing'
  | 'gymnasium/gymnasium-missing'
  | 'gymnasium/unknown-environment'
  | 'gymnasium/dependency-missing'
  | 'gymnasium/import-failed'
  | 'gymnasium/unsupported-space'
  | 'gymnasium/exception'
  | 'gymnasium/not-a-number'
  | 'gymnasium/no-frame'
  | 'gymnasium/timeout'
  | 'gymnasium/process-ended'

/** What a `GymnasiumError` carries besides its message. */
export interface GymnasiumErrorDetails {
  readonly code: GymnasiumFault
  /** Python's traceback, where Python raised an exception. */
  readonly traceback?: string | undefined
  /** The last of what the process printed, where it ended. */
  readonly output?: string | undefined
  readonly cause?: unknown
}

/** A failure of the Python side; `code` names the kind, the message says what to do. */
export class GymnasiumError extends EnvError {
  static override readonly marker: string = 'GymnasiumError'
  /** A stable string such as `'gymnasium/timeout'`. */
  readonly code: GymnasiumFault
  /** Python's traceback. */
  readonly traceback?: string
  /** The last of what the process printed. */
  readonly output?: string

  constructor(message: string, details: GymnasiumErrorDetails) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.code = details.code
    if (details.traceback !== undefined) this.traceback = details.traceback
    if (details.output !== undefined && details.output !== '') this.output = details.output
  }
}
