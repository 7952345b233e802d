/** Where debug output goes; `console` is one. */
export interface Logger {
  /** The cleaned code, a function's output: what Python's GenCode logs at DEBUG. */
  debug(message: string): void
  /** Why an answer was rejected. */
  warn(message: string): void
}

/** Says nothing. */
export const silent: Logger = { debug() {}, warn() {} }
