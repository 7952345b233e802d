/// <reference lib="esnext.disposable" preserve="true" />
import {
  type ActionBatch,
  type EnvSpec,
  type EpisodePhase,
  type Info,
  InvalidActionError,
  type ObservationBatch,
  orderError,
  type ResetOptions,
  resetMask,
  type Space,
  spaceFromJson,
  type VectorEnv,
  type VectorResetResult,
  type VectorStepResult,
} from '@gencode/env'
import { type Cursor, countOf, notANumber, readNumbers, writeNumbers } from './codec.ts'
import type { Answer } from './protocol.ts'
import { type GymnasiumMetadata, readInfo, type Session } from './session.ts'
import { infoRows } from './vector-info.ts'

/** Copies of an environment, stepped together in a Python process by Gymnasium's own vector environment. */
export class GymnasiumVectorEnv implements VectorEnv {
  readonly spec: EnvSpec
  readonly metadata: GymnasiumMetadata
  readonly num: number
  readonly singleObservationSpace: Space
  readonly singleActionSpace: Space
  readonly observationSize: number
  readonly actionSize: number
  readonly #session: Session
  #phase: Exclude<EpisodePhase, 'done'> = 'new'

  /** @internal */
  constructor(session: Session, num: number) {
    const { description } = session
    this.#session = session
    this.spec = session.spec
    this.metadata = session.metadata
    this.num = num
    this.singleObservationSpace = spaceFromJson(description.observationSpace)
    this.singleActionSpace = spaceFromJson(description.actionSpace)
    this.observationSize = this.singleObservationSpace.size
    this.actionSize = countOf(description.actionLayout)
  }

  /** @throws OrderError after `close`, InvalidOptionError for a seed that is none, GymnasiumError */
  reset(options?: ResetOptions): VectorResetResult {
    if (this.#phase === 'closed') throw orderError(this.spec.id, 'closed')
    const mask = resetMask(options?.options?.reset_mask, this.num, this.spec.id)
    if (mask && this.#phase !== 'running') throw orderError(this.spec.id, 'new', 'reset with a reset_mask')
    const asked = mask ? { ...options, options: { ...options?.options, reset_mask: mask } } : options
    this.#phase = 'new'
    const result = this.#observe(this.#session.reset(asked), 0)
    this.#phase = 'running'
    return result
  }

  /** @throws OrderError, InvalidActionError, GymnasiumError */
  step(actions: ActionBatch): VectorStepResult {
    if (this.#phase !== 'running') throw orderError(this.spec.id, this.#phase)
    this.#check(actions)
    // Whatever goes wrong in a step leaves the environments in no state to go on from.
    this.#phase = 'new'
    const { num } = this
    const answer = this.#session.step(actions.length, (payload) => writeNumbers(actions, payload, 0))
    const { buffer, byteOffset } = answer.payload
    const rewards = new Float64Array(buffer, byteOffset, num).slice()
    const flags = answer.payload.subarray(8 * num, 9 * num)
    const terminated = Uint8Array.from(flags, (flag) => flag & 1)
    const truncated = Uint8Array.from(flags, (flag) => flag >> 1)
    const broken = rewards.findIndex(Number.isNaN)
    if (broken >= 0) throw notANumber(this.spec.id, `the reward of environment ${broken}`)
    const { observations, infos } = this.#observe(answer, Math.ceil((9 * num) / 8) * 8)
    this.#phase = 'running'
    return { observations, rewards, terminated, truncated, infos }
  }

  /** Closes the environments and ends their process; twice is harmless. */
  close(): void {
    this.#phase = 'closed'
    this.#session.close()
  }

  [Symbol.dispose](): void {
    this.close()
  }

  #observe(answer: Answer, at: number): { observations: ObservationBatch; infos: readonly Info[] } {
    const cursor: Cursor = { payload: answer.payload, at }
    const layout = this.#session.description.observationLayout
    if (!('dtype' in layout)) throw new TypeError('the observations of a vector are one array')
    const observations = readNumbers(this.spec.id, layout.dtype, layout.count, cursor) as ObservationBatch
    return { observations, infos: infoRows(readInfo(answer, cursor.at), this.num) }
  }

  #check(actions: ActionBatch): void {
    const { num, actionSize, singleActionSpace: space } = this
    const complain = (what: string): never => {
      throw new InvalidActionError(`${this.spec.id}: ${what}; each of ${num} actions is ${space.text}`)
    }
    if (actions.length !== num * actionSize)
      complain(`${actions.length} numbers are given where ${num} x ${actionSize} are due`)
    for (let index = 0; index < actions.length; index++) {
      const number = actions[index]
      if (typeof number !== 'number' || Number.isNaN(number)) complain(`number ${index} is ${String(number)}`)
    }
    if (['Box', 'Tuple', 'Dict'].includes(space.kind)) return
    for (let index = 0; index < num; index++) {
      const row = Array.from({ length: actionSize }, (_, at) => actions[index * actionSize + at] as number)
      if (!space.contains(space.kind === 'Discrete' ? row[0] : row)) complain(`action ${index} is ${row}`)
    }
  }
}
