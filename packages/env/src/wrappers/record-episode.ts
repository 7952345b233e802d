import type { Env, ResetOptions, ResetResult, StepResult } from '../env.ts'
import { flattenObservation } from '../flatten.ts'
import type { Scene } from '../render/scene.ts'
import type { Episode, Outcome, SuccessInput } from '../task.ts'
import { Wrapper } from './wrapper.ts'

/** An episode and, where they were asked for, its frames. */
export interface RecordedEpisode extends Episode {
  /** After the reset, then after each step; empty unless `scenes` was set. */
  readonly scenes: readonly Scene[]
}

/** What `RecordEpisode` takes. */
export interface RecordEpisodeOptions {
  /** The task's rule; @default no success and no failure */
  readonly success?: (step: SuccessInput) => Outcome
  /** Whether to keep each frame. @default false */
  readonly scenes?: boolean
  /** Called at the end of each episode that ends. */
  readonly onEpisode?: (episode: RecordedEpisode) => void
}

interface Recording {
  readonly observations: number[][]
  readonly actions: unknown[]
  readonly rewards: number[]
  readonly scenes: Scene[]
  isSuccess: boolean
  isFailure: boolean
}

/** Keeps the current episode: observations, actions, rewards, outcome, and frames. */
export class RecordEpisode<Observation = unknown, Action = unknown> extends Wrapper<Observation, Action> {
  readonly #options: RecordEpisodeOptions
  #recording: Recording | undefined

  constructor(env: Env<Observation, Action>, options: RecordEpisodeOptions = {}) {
    super(env)
    this.#options = options
  }

  /** The current episode so far; undefined before the first reset. */
  get episode(): RecordedEpisode | undefined {
    return this.#recording
  }

  override reset(options?: ResetOptions): ResetResult<Observation> {
    const start = this.env.reset(options)
    this.#recording = {
      observations: [flattenObservation(this.observationSpace, start.observation)],
      actions: [],
      rewards: [],
      scenes: [],
      isSuccess: false,
      isFailure: false,
    }
    this.#keepScene(this.#recording)
    return start
  }

  override step(action: Action): StepResult<Observation> {
    const step = this.env.step(action)
    const recording = this.#recording
    if (!recording) return step
    recording.observations.push(flattenObservation(this.observationSpace, step.observation))
    recording.actions.push(typeof action === 'number' ? action : structuredClone(action))
    recording.rewards.push(step.reward)
    const outcome = this.#options.success?.({ ...step, steps: recording.actions.length })
    recording.isSuccess = outcome?.isSuccess ?? false
    recording.isFailure = outcome?.isFailure ?? false
    this.#keepScene(recording)
    if (step.terminated || step.truncated) this.#options.onEpisode?.(recording)
    return step
  }

  #keepScene(recording: Recording): void {
    const scene = this.#options.scenes ? this.env.render() : undefined
    if (scene) recording.scenes.push(scene)
  }
}
