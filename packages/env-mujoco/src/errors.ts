import { EnvError } from '@gencode/env'

/** What went wrong with MuJoCo. */
export type MujocoFault =
  /** The engine can't be loaded here. */
  | 'mujoco/engine'
  /** MuJoCo can't read the model. */
  | 'mujoco/model'
  /** What the definition of an environment gave does not fit the model. */
  | 'mujoco/definition'
  /** The simulation left all bounds: its numbers are NaN, infinite or beyond 1e10. */
  | 'mujoco/diverged'

/** A failure of the simulator or of a model; `code` names the kind, the message says what to do. */
export class MujocoError extends EnvError {
  static override readonly marker: string = 'MujocoError'
  /** A stable string such as `'mujoco/model'`. */
  readonly code: MujocoFault

  constructor(code: MujocoFault, message: string, options?: { readonly cause?: unknown }) {
    super(message, options)
    this.code = code
  }
}
