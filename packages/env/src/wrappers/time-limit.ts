import type { Env, EnvSpec, ResetOptions, ResetResult, StepResult } from '../env.ts'
import { EnvError } from '../errors.ts'
import { Wrapper } from './wrapper.ts'

/**
 * Truncates an episode after so many steps.
 *
 * @see gymnasium/wrappers/common.py
 */
export class TimeLimit<Observation = unknown, Action = unknown> extends Wrapper<Observation, Action> {
  readonly #maxEpisodeSteps: number
  #steps = 0

  /** @throws EnvError unless `maxEpisodeSteps` is a positive integer */
  constructor(env: Env<Observation, Action>, maxEpisodeSteps: number) {
    super(env)
    if (!Number.isSafeInteger(maxEpisodeSteps) || maxEpisodeSteps <= 0)
      throw new EnvError(`maxEpisodeSteps is a positive integer, not ${maxEpisodeSteps}`)
    this.#maxEpisodeSteps = maxEpisodeSteps
  }

  override get spec(): EnvSpec {
    return { ...this.env.spec, maxEpisodeSteps: this.#maxEpisodeSteps }
  }

  override reset(options?: ResetOptions): ResetResult<Observation> {
    this.#steps = 0
    return this.env.reset(options)
  }

  override step(action: Action): StepResult<Observation> {
    const result = this.env.step(action)
    // The result is the environment's own, which may hand it out again.
    return ++this.#steps >= this.#maxEpisodeSteps ? { ...result, truncated: true } : result
  }
}
