import type { Env, EnvSpec, ResetOptions, ResetResult, StepResult } from '../env.ts'
import { InvalidActionError, OrderError } from '../errors.ts'
import type { Scene } from '../render/scene.ts'
import { Box, isNumbers } from '../spaces/box.ts'
import { Wrapper } from './wrapper.ts'

/** What `make` puts outermost: knows the spec, refuses steps out of order and actions that are none. */
export class Checked<Observation = unknown, Action = unknown> extends Wrapper<Observation, Action> {
  readonly #spec: EnvSpec
  readonly #box: Box | undefined
  readonly #actions: Env<Observation, Action>['actionSpace']
  #phase: 'new' | 'running' | 'done' | 'closed' = 'new'

  constructor(env: Env<Observation, Action>, spec: EnvSpec) {
    super(env)
    this.#spec = spec
    this.#actions = env.actionSpace
    this.#box = (env.actionSpace as unknown) instanceof Box ? (env.actionSpace as unknown as Box) : undefined
  }

  override get spec(): EnvSpec {
    return this.#spec
  }

  override reset(options?: ResetOptions): ResetResult<Observation> {
    if (this.#phase === 'closed') throw new OrderError(`${this.#spec.id} is closed; make a new one`)
    const result = this.env.reset(options)
    this.#phase = 'running'
    return result
  }

  override step(action: Action): StepResult<Observation> {
    if (this.#phase !== 'running') throw this.#orderError()
    const fits = this.#box ? isBoxAction(this.#box, action) : this.#actions.contains(action)
    if (!fits) throw this.#actionError(action)
    const result = this.env.step(action)
    if (result.terminated || result.truncated) this.#phase = 'done'
    return result
  }

  override render(): Scene | undefined {
    if (this.#phase === 'new') throw new OrderError(`${this.#spec.id}: call reset before render`)
    return this.env.render()
  }

  override close(): void {
    if (this.#phase === 'closed') return
    this.#phase = 'closed'
    this.env.close()
  }

  #orderError(): OrderError {
    const why = {
      new: 'call reset before step',
      done: 'the episode is over; call reset before the next step',
      closed: 'it is closed; make a new one',
      running: '',
    }[this.#phase]
    return new OrderError(`${this.#spec.id}: ${why}`)
  }

  #actionError(action: unknown): InvalidActionError {
    const given = isNumbers(action) ? `[${Array.from(action).join(', ')}]` : String(action)
    return new InvalidActionError(
      `${this.#spec.id}: an action is ${this.#box ? 'an array of ' : ''}${this.actionSpace.text}, not ${given}`,
    )
  }
}

/** Numbers out of range are fine (the environment clips them as Gymnasium's does), a wrong length or NaN isn't. */
function isBoxAction(space: Box, action: unknown): boolean {
  if (!isNumbers(action) || action.length !== space.size) return false
  for (let index = 0; index < action.length; index++) {
    const number = action[index]
    if (typeof number !== 'number' || Number.isNaN(number)) return false
  }
  return true
}
