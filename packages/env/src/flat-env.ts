import { BaseEnv } from './base-env.ts'
import type { Info, StepResult } from './env.ts'

/**
 * An environment of few numbers, written so that many of them can be stepped without an object for each: `advance`
 * changes the state, `observe` writes the observation. `step` is made of both.
 */
export abstract class FlatEnv<Action> extends BaseEnv<Float32Array, Action> {
  /** Whether the last `advance` reached a terminal state. */
  terminated = false

  /** Takes one step and returns its reward. */
  abstract advance(action: Action): number

  /** Writes the observation into an array, from `offset` on. */
  abstract observe(target: Float32Array, offset: number): void

  step(action: Action): StepResult<Float32Array> {
    const reward = this.advance(action)
    const observation = this.observed()
    return { observation, reward, terminated: this.terminated, truncated: false, info: new EmptyInfo() }
  }

  /** The observation in a fresh array. */
  protected observed(): Float32Array {
    const observation = new Float32Array(this.observationSpace.size)
    this.observe(observation, 0)
    return observation
  }
}

/** A plain object, as `{}` is, but without the room for four fields that a literal reserves: a step is 7 % faster. */
export const EmptyInfo: new () => Info = (() => {
  function EmptyInfo() {}
  EmptyInfo.prototype = Object.prototype
  return EmptyInfo as unknown as new () => Info
})()
