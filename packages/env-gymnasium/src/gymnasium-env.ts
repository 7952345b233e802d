/// <reference lib="esnext.disposable" preserve="true" />
import {
  actionError,
  type Env,
  type EnvSpec,
  type EpisodePhase,
  isAction,
  orderError,
  type ResetOptions,
  type ResetResult,
  type Scene,
  type Space,
  type StepResult,
  spaceFromJson,
} from '@gencode/env'
import { type Cursor, countOf, notANumber, readValue, writeValue } from './codec.ts'
import type { Answer } from './protocol.ts'
import { type GymnasiumMetadata, readInfo, type Session } from './session.ts'

/** An environment in a Python process, behind the same interface as the built-in ones. */
export class GymnasiumEnv<Observation = unknown, Action = unknown> implements Env<Observation, Action> {
  readonly spec: EnvSpec
  readonly metadata: GymnasiumMetadata
  readonly observationSpace: Space<Observation>
  readonly actionSpace: Space<Action>
  readonly state: undefined = undefined
  readonly #session: Session
  readonly #actionCount: number
  #phase: EpisodePhase = 'new'

  /** @internal */
  constructor(session: Session) {
    const { description } = session
    this.#session = session
    this.spec = session.spec
    this.metadata = session.metadata
    this.observationSpace = spaceFromJson(description.observationSpace) as Space<Observation>
    this.actionSpace = spaceFromJson(description.actionSpace) as Space<Action>
    this.#actionCount = countOf(description.actionLayout)
  }

  get unwrapped(): Env {
    return this
  }

  /** @throws OrderError after `close`, InvalidOptionError for a seed that is none, GymnasiumError */
  reset(options?: ResetOptions): ResetResult<Observation> {
    if (this.#phase === 'closed') throw orderError(this.spec.id, 'closed')
    this.#phase = 'new'
    const answer = this.#session.reset(options)
    const result = this.#observe(answer, 0)
    this.#phase = 'running'
    return result
  }

  /** @throws OrderError, InvalidActionError, GymnasiumError */
  step(action: Action): StepResult<Observation> {
    if (this.#phase !== 'running') throw orderError(this.spec.id, this.#phase)
    if (!isAction(this.actionSpace, action)) throw actionError(this.spec.id, this.actionSpace, action)
    const { actionLayout } = this.#session.description
    // Whatever goes wrong in a step leaves the environment in no state to go on from.
    this.#phase = 'new'
    const answer = this.#session.step(this.#actionCount, (payload) =>
      writeValue(actionLayout, action, payload, 0),
    )
    const { buffer, byteOffset } = answer.payload
    const head = new DataView(buffer, byteOffset, 16)
    const reward = head.getFloat64(0, true)
    const flags = head.getUint32(8, true)
    if (Number.isNaN(reward)) throw notANumber(this.spec.id, 'its reward')
    const terminated = (flags & 1) !== 0
    const truncated = (flags & 2) !== 0
    const { observation, info } = this.#observe(answer, 16)
    this.#phase = terminated || truncated ? 'done' : 'running'
    return { observation, reward, terminated, truncated, info }
  }

  /** Nothing: Python draws pixels, which `renderPng` gives. */
  render(): Scene | undefined {
    if (this.#phase === 'new') throw orderError(this.spec.id, 'new', 'render')
    return undefined
  }

  /**
   * The current frame as a PNG file (`metadata.renderMode` is `'rgb_array'` wherever the environment has that mode).
   *
   * @throws OrderError before `reset`, GymnasiumError `gymnasium/no-frame` where it draws none
   */
  renderPng(): Uint8Array<ArrayBuffer> {
    if (this.#phase === 'new' || this.#phase === 'closed')
      throw orderError(this.spec.id, this.#phase, 'renderPng')
    return this.#session.frame()
  }

  /** Closes the environment and ends its process; twice is harmless. */
  close(): void {
    this.#phase = 'closed'
    this.#session.close()
  }

  [Symbol.dispose](): void {
    this.close()
  }

  #observe(answer: Answer, at: number): ResetResult<Observation> {
    const cursor: Cursor = { payload: answer.payload, at }
    const observation = readValue(this.spec.id, this.#session.description.observationLayout, cursor)
    return { observation: observation as Observation, info: readInfo(answer, cursor.at) }
  }
}
