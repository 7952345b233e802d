import { GencodeError } from '@gencode/contract/errors'

/** Anything wrong with how an environment is made or used; its message says what to do. */
export class EnvError extends GencodeError {
  static override readonly marker: string = 'EnvError'
}

/** No environment or task has this id; the message names the nearest ones. */
export class UnknownIdError extends EnvError {
  static override readonly marker: string = 'UnknownIdError'
}

/** `step` before `reset`, after the end of the episode, or after `close`. */
export class OrderError extends EnvError {
  static override readonly marker: string = 'OrderError'
}

/** An action that is none: outside a discrete space, of the wrong length, or with NaN. */
export class InvalidActionError extends EnvError {
  static override readonly marker: string = 'InvalidActionError'
}

/** An option that an environment, or a picture of it, doesn't know or can't take; also a state of the wrong length. */
export class InvalidOptionError extends EnvError {
  static override readonly marker: string = 'InvalidOptionError'
}

/** The environment needs a simulator that another package brings; the message names the packages. */
export class NeedsPackageError extends EnvError {
  static override readonly marker: string = 'NeedsPackageError'
}

/** WebAssembly may not be compiled here, and the environment's physics are WebAssembly; the message names the directive. */
export class ForbiddenCompilationError extends EnvError {
  static override readonly marker: string = 'ForbiddenCompilationError'
}

/** A simulation whose numbers have become none, as after a state or forces of enormous size. */
export class DivergedError extends EnvError {
  static override readonly marker: string = 'DivergedError'
}
