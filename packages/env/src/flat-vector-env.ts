import type {
  ActionBatch,
  EnvSpec,
  Info,
  ResetOptions,
  VectorEnv,
  VectorResetResult,
  VectorStepResult,
} from './env.ts'
import { EmptyInfo, type FlatEnv } from './flat-env.ts'
import { type EpisodePhase, orderError } from './guard.ts'
import type { Space } from './space.ts'
import { checkActions } from './vector-actions.ts'
import { vectorReset } from './vector-reset.ts'

/**
 * The same as a vector of `make`'s environments, but steps what is inside them, with their checks and time limit, so that
 * no object is made for each: four times as fast.
 */
export class FlatVectorEnv implements VectorEnv {
  readonly spec: EnvSpec
  readonly num: number
  readonly observationSize: number
  readonly actionSize: number
  readonly singleObservationSpace: Space
  readonly singleActionSpace: Space
  readonly #envs: readonly FlatEnv<unknown>[]
  readonly #limit: number
  readonly #steps: Int32Array
  readonly #done: Uint8Array
  #phase: Exclude<EpisodePhase, 'done'> = 'new'

  constructor(envs: readonly FlatEnv<unknown>[], spec: EnvSpec) {
    const first = envs[0] as FlatEnv<unknown>
    this.#envs = envs
    this.spec = spec
    this.num = envs.length
    this.singleObservationSpace = first.observationSpace
    this.singleActionSpace = first.actionSpace
    this.observationSize = first.observationSpace.size
    this.actionSize = first.actionSpace.size
    this.#limit = spec.maxEpisodeSteps ?? Number.POSITIVE_INFINITY
    this.#steps = new Int32Array(envs.length)
    this.#done = new Uint8Array(envs.length)
  }

  reset(options: ResetOptions = {}): VectorResetResult {
    if (this.#phase === 'closed') throw orderError(this.spec.id, 'closed')
    const { mask, of } = vectorReset(options, this.num, this.spec.id)
    if (mask && this.#phase === 'new') throw orderError(this.spec.id, 'new', 'reset with a reset_mask')
    const observations = new Float32Array(this.num * this.observationSize)
    const infos = this.#envs.map((env, index): Info => {
      if (mask?.[index] === false) {
        env.observe(observations, index * this.observationSize)
        return {}
      }
      const { observation, info } = env.reset(of(index))
      observations.set(observation, index * this.observationSize)
      this.#steps[index] = 0
      this.#done[index] = 0
      return info
    })
    this.#phase = 'running'
    return { observations, infos }
  }

  step(actions: ActionBatch): VectorStepResult {
    const { num, actionSize, observationSize } = this
    if (this.#phase !== 'running') throw orderError(this.spec.id, this.#phase)
    checkActions(this, actions, this.#done)
    const observations = new Float32Array(num * observationSize)
    const rewards = new Float64Array(num)
    const terminated = new Uint8Array(num)
    const truncated = new Uint8Array(num)
    const infos = new Array<Info>(num)
    const single = this.singleActionSpace.kind === 'Discrete'
    const row = new Float64Array(actionSize)
    for (let index = 0; index < num; index++) {
      const env = this.#envs[index] as FlatEnv<unknown>
      infos[index] = new EmptyInfo()
      if (this.#done[index]) {
        env.reset()
        this.#done[index] = 0
        this.#steps[index] = 0
      } else {
        if (!single)
          for (let at = 0; at < actionSize; at++) row[at] = actions[index * actionSize + at] as number
        rewards[index] = env.advance(single ? actions[index] : row)
        const count = (this.#steps[index] as number) + 1
        this.#steps[index] = count
        if (env.terminated) this.#done[index] = terminated[index] = 1
        if (count >= this.#limit) this.#done[index] = truncated[index] = 1
      }
      env.observe(observations, index * observationSize)
    }
    return { observations, rewards, terminated, truncated, infos }
  }

  close(): void {
    this.#phase = 'closed'
  }
}
