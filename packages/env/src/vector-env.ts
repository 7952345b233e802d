import type {
  ActionBatch,
  Env,
  EnvSpec,
  Info,
  ObservationBatch,
  ResetOptions,
  VectorEnv,
  VectorResetResult,
  VectorStepResult,
} from './env.ts'
import { EnvError } from './errors.ts'
import { FlatEnv } from './flat-env.ts'
import { FlatVectorEnv } from './flat-vector-env.ts'
import { flattenInto } from './flatten.ts'
import { orderError } from './guard.ts'
import { guarded, unguarded } from './make.ts'
import type { Space } from './space.ts'
import { Box } from './spaces/box.ts'
import { actionOf, checkActions } from './vector-actions.ts'
import { vectorReset } from './vector-reset.ts'

/** What `makeVector` takes besides the environment's own options. */
export interface MakeVectorOptions {
  /** How many environments. */
  readonly num: number
  readonly [option: string]: unknown
}

/**
 * Makes several copies of an environment, stepped together.
 *
 * @param options `num`, and what `make` takes
 * @throws UnknownIdError, InvalidOptionError; EnvError where `num` is no positive integer
 */
export function makeVector(id: string, options: MakeVectorOptions): VectorEnv {
  const { num, ...own } = options
  if (!Number.isSafeInteger(num) || num <= 0)
    throw new EnvError(`num is how many environments, a positive integer, not ${String(num)}`)
  const made = Array.from({ length: num }, () => unguarded(id, own))
  const flat = made.map(({ env }) => env as unknown).filter((env) => env instanceof FlatEnv)
  return flat.length === num
    ? new FlatVectorEnv(flat, (made[0] as (typeof made)[number]).spec)
    : vectorOf(made.map(guarded))
}

/**
 * Environments of one kind, stepped together as Gymnasium's `SyncVectorEnv` steps them.
 *
 * @throws EnvError without any environment, where one comes twice or is unlike the first, or where their actions are not
 * numbers or arrays of numbers
 */
export function vectorOf(envs: readonly Env[]): VectorEnv {
  return new SyncVectorEnv(envs)
}

class SyncVectorEnv implements VectorEnv {
  readonly num: number
  readonly observationSize: number
  readonly actionSize: number
  readonly singleObservationSpace: Space
  readonly singleActionSpace: Space
  readonly #envs: readonly Env[]
  readonly #done: Uint8Array
  readonly #create: (length: number) => ObservationBatch
  readonly #plainBox: boolean
  /** Of the last reset or step; missing before the first. */
  #last: ObservationBatch | undefined

  constructor(envs: readonly Env[]) {
    const [first] = envs
    if (!first) throw new EnvError('A vector of environments needs at least one')
    this.#envs = envs
    this.num = envs.length
    this.singleObservationSpace = first.observationSpace
    this.singleActionSpace = first.actionSpace
    this.observationSize = first.observationSpace.size
    this.actionSize = first.actionSpace.size
    this.#done = new Uint8Array(envs.length)
    this.#create = batchOf(first.observationSpace)
    this.#plainBox = first.observationSpace.kind === 'Box'
    refuseUnlike(envs)
    if (first.actionSpace.kind === 'Tuple' || first.actionSpace.kind === 'Dict')
      throw new EnvError(`A vector of environments takes numbers as actions, not ${first.actionSpace.text}`)
  }

  get spec(): EnvSpec {
    return (this.#envs[0] as Env).spec
  }

  reset(options: ResetOptions = {}): VectorResetResult {
    const { mask, of } = vectorReset(options, this.num, this.spec.id)
    if (mask && !this.#last) throw orderError(this.spec.id, 'new', 'reset with a reset_mask')
    const observations = this.#create(this.num * this.observationSize)
    if (mask && this.#last) observations.set(this.#last)
    const infos = this.#envs.map((env, index): Info => {
      if (mask?.[index] === false) return {}
      const { observation, info } = env.reset(of(index))
      flattenInto(this.singleObservationSpace, observation, observations, index * this.observationSize)
      this.#done[index] = 0
      return info
    })
    this.#last = observations.slice()
    return { observations, infos }
  }

  step(actions: ActionBatch): VectorStepResult {
    const { num, observationSize, singleActionSpace } = this
    checkActions(this, actions, this.#done)
    const observations = this.#create(num * observationSize)
    const rewards = new Float64Array(num)
    const terminated = new Uint8Array(num)
    const truncated = new Uint8Array(num)
    const infos = new Array<Info>(num)
    for (let index = 0; index < num; index++) {
      const env = this.#envs[index] as Env
      let observation: unknown
      if (this.#done[index]) {
        const start = env.reset()
        this.#done[index] = 0
        observation = start.observation
        infos[index] = start.info
      } else {
        const step = env.step(actionOf(singleActionSpace, actions, index))
        observation = step.observation
        rewards[index] = step.reward
        infos[index] = step.info
        if (step.terminated) terminated[index] = 1
        if (step.truncated) truncated[index] = 1
        if (step.terminated || step.truncated) this.#done[index] = 1
      }
      const offset = index * observationSize
      if (this.#plainBox)
        for (let at = 0; at < observationSize; at++)
          observations[offset + at] = (observation as ArrayLike<number>)[at] as number
      else flattenInto(this.singleObservationSpace, observation, observations, offset)
    }
    this.#last = observations.slice()
    return { observations, rewards, terminated, truncated, infos }
  }

  close(): void {
    for (const env of this.#envs) env.close()
  }
}

/** Environments of one vector are different ones of one kind, as its rows have one length and its actions one form. */
function refuseUnlike(envs: readonly Env[]): void {
  const [first] = envs as [Env]
  const seen = new Map<unknown, number>()
  for (const [index, env] of envs.entries()) {
    const before = seen.get(env.unwrapped)
    if (before !== undefined)
      throw new EnvError(
        `Environment ${index} of the vector is environment ${before} again, so it would step twice; make one for each place`,
      )
    seen.set(env.unwrapped, index)
    for (const space of ['observationSpace', 'actionSpace'] as const)
      if (JSON.stringify(env[space].toJSON()) !== JSON.stringify(first[space].toJSON()))
        throw new EnvError(
          `The environments of a vector have the same spaces, but the ${space} of environment ${index} (${env.spec.id}) is ${env[space].text}; that of environment 0 (${first.spec.id}) is ${first[space].text}`,
        )
  }
}

/** The array type that holds a space's numbers without loss. */
function batchOf(space: Space): (length: number) => ObservationBatch {
  const type = (space as unknown) instanceof Box ? (space as unknown as Box).dtype : undefined
  if (type === 'float32') return (length) => new Float32Array(length)
  const whole = ['Discrete', 'MultiDiscrete', 'MultiBinary'].includes(space.kind)
  return whole ? (length) => new Int32Array(length) : (length) => new Float64Array(length)
}
