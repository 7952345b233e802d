import type { Info, Rng } from '@gencode/env'
import type { Simulation } from './simulation.ts'

/** Where an episode starts. */
export interface Start {
  /** Positions, as many as the model has. */
  readonly qpos: ArrayLike<number>
  /** Velocities. */
  readonly qvel: ArrayLike<number>
}

/** A step that was taken, as `reward` sees it. */
export interface Taken {
  readonly simulation: Simulation
  /** The action, in single precision. */
  readonly action: Float32Array
  /** What `track` gave before the step; empty without it. */
  readonly before: readonly number[]
  /** What it gives now. */
  readonly after: readonly number[]
  /** Seconds that the step took: timestep times frameSkip. */
  readonly dt: number
}

/** What a step is worth. */
export interface Judged {
  readonly reward: number
  /** @default false */
  readonly terminated?: boolean
  /** What `info` says of the step. @default nothing */
  readonly info?: Info
}

/** A model, and how it becomes an environment. */
export interface MujocoDefinition {
  /** The model in MuJoCo's format, MJCF or URDF. @see https://mujoco.readthedocs.io/en/stable/XMLreference.html */
  readonly xml: string
  /** Files that the model refers to (meshes, textures, models it includes), by the names it uses. @default none */
  readonly files?: Readonly<Record<string, string | Uint8Array>>
  /** Steps of the simulator for each step of the environment. @default 1 */
  readonly frameSkip?: number
  /** Draws where an episode starts. @default the model's own positions, at rest */
  start?(simulation: Simulation, rng: Rng): Start
  /** The observation: a fresh array, of the same length each time. @default all of `qpos`, then all of `qvel` */
  observe?(simulation: Simulation): Float64Array
  /** Numbers that `reward` compares before and after a step, such as a position. @default none */
  track?(simulation: Simulation): readonly number[]
  /** What a step is worth: a number, or with it whether the episode is over and what `info` says. @default 0 */
  reward?(taken: Taken): number | Judged
  /** What `info` says after a reset. @default nothing */
  resetInfo?(simulation: Simulation): Info
  /** From where it is drawn: along y, or from above. @default 'side' */
  readonly view?: 'side' | 'top'
}
