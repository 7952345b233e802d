import type { Env, EnvSpec, ResetOptions, ResetResult, StepResult } from '../env.ts'
import { actionError, type EpisodePhase, isAction, orderError } from '../guard.ts'
import type { Scene } from '../render/scene.ts'
import { Wrapper } from './wrapper.ts'

/** What `make` puts outermost: knows the spec, refuses steps out of order and actions that are none. */
export class Checked<Observation = unknown, Action = unknown> extends Wrapper<Observation, Action> {
  readonly #spec: EnvSpec
  readonly #actions: Env<Observation, Action>['actionSpace']
  #phase: EpisodePhase = 'new'

  constructor(env: Env<Observation, Action>, spec: EnvSpec) {
    super(env)
    this.#spec = spec
    this.#actions = env.actionSpace
  }

  override get spec(): EnvSpec {
    return this.#spec
  }

  override reset(options?: ResetOptions): ResetResult<Observation> {
    if (this.#phase === 'closed') throw orderError(this.#spec.id, 'closed')
    const result = this.env.reset(options)
    this.#phase = 'running'
    return result
  }

  override step(action: Action): StepResult<Observation> {
    if (this.#phase !== 'running') throw orderError(this.#spec.id, this.#phase)
    if (!isAction(this.#actions, action)) throw actionError(this.#spec.id, this.#actions, action)
    const result = this.env.step(action)
    if (result.terminated || result.truncated) this.#phase = 'done'
    return result
  }

  override render(): Scene | undefined {
    if (this.#phase === 'new') throw orderError(this.#spec.id, 'new', 'render')
    return this.env.render()
  }

  override close(): void {
    if (this.#phase === 'closed') return
    this.#phase = 'closed'
    this.env.close()
  }
}
