import type { Env, EnvSpec, EnvState, ResetOptions, ResetResult, StepResult } from '../env.ts'
import type { Scene } from '../render/scene.ts'
import type { Space } from '../space.ts'

/** An environment around another one that passes everything on; extend it and change what you need. */
export class Wrapper<Observation = unknown, Action = unknown> implements Env<Observation, Action> {
  protected readonly env: Env<Observation, Action>

  constructor(env: Env<Observation, Action>) {
    this.env = env
  }

  get spec(): EnvSpec {
    return this.env.spec
  }

  get observationSpace(): Space<Observation> {
    return this.env.observationSpace
  }

  get actionSpace(): Space<Action> {
    return this.env.actionSpace
  }

  get state(): EnvState | undefined {
    return this.env.state
  }

  get unwrapped(): Env {
    return this.env.unwrapped
  }

  reset(options?: ResetOptions): ResetResult<Observation> {
    return this.env.reset(options)
  }

  step(action: Action): StepResult<Observation> {
    return this.env.step(action)
  }

  render(): Scene | undefined {
    return this.env.render()
  }

  close(): void {
    this.env.close()
  }
}
