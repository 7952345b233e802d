import { counted } from './counted.ts'
import type { Env, EnvSpec, EnvState, ResetOptions, ResetResult, StepResult } from './env.ts'
import { InvalidOptionError } from './errors.ts'
import { Rng } from './random/rng.ts'
import type { Scene } from './render/scene.ts'
import type { Space } from './space.ts'
import { isNumbers } from './spaces/box.ts'

/**
 * What to extend for an environment of one's own: give spaces, `reset` (its first line `this.reseed(options)`)
 * and `step`. `register` and `make` add the time limit and the checks of order and actions.
 */
export abstract class BaseEnv<Observation, Action> implements Env<Observation, Action> {
  abstract readonly observationSpace: Space<Observation>
  abstract readonly actionSpace: Space<Action>
  readonly spec: EnvSpec = { id: this.constructor.name, options: {} }
  #rng: Rng | undefined

  abstract reset(options?: ResetOptions): ResetResult<Observation>
  abstract step(action: Action): StepResult<Observation>

  get state(): EnvState | undefined {
    return undefined
  }

  get unwrapped(): Env {
    return this
  }

  render(): Scene | undefined {
    return undefined
  }

  close(): void {}

  /** The generator that `reset` seeds; from entropy until then. */
  protected get rng(): Rng {
    this.#rng ??= new Rng()
    return this.#rng
  }

  /** Starts the generator over where a seed is given. @throws GencodeError for a seed that is none */
  protected reseed(options: ResetOptions | undefined): void {
    if (options?.seed !== undefined && options.seed !== null) this.#rng = new Rng(options.seed)
  }

  /** The `state` among the reset options. @throws InvalidOptionError unless it is so many finite numbers */
  protected stateOption(options: ResetOptions | undefined, length: number): readonly number[] | undefined {
    const state = options?.options?.state
    if (state === undefined) return undefined
    if (!isNumbers(state) || state.length !== length || !Array.from(state).every(Number.isFinite))
      throw new InvalidOptionError(
        `The state of ${this.spec.id} is ${counted(length, 'finite number')}, not ${isNumbers(state) ? `[${Array.from(state).join(', ')}]` : String(state)}`,
      )
    return Array.from(state)
  }
}
