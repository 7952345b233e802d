import { counted } from '../counted.ts'
import type { Env, ResetOptions, ResetResult, StepResult } from '../env.ts'
import { EnvError } from '../errors.ts'
import { flattenObservation } from '../flatten.ts'
import { Box } from '../spaces/box.ts'
import { Wrapper } from './wrapper.ts'

const { fround } = Math

/** What `NormalizeObservation` has learned; plain JSON. */
export interface ObservationStatistics {
  readonly mean: readonly number[]
  readonly variance: readonly number[]
  readonly count: number
}

/**
 * Gives observations of mean 0 and variance 1, by a running mean and variance in single precision.
 *
 * @see gymnasium/wrappers/stateful_observation.py
 */
export class NormalizeObservation<Action = unknown> extends Wrapper<Float32Array, Action> {
  readonly #space: Box
  /** Whether observations still change the statistics; set false to evaluate. @default true */
  updates = true
  readonly #epsilon: number
  readonly #mean: Float32Array
  readonly #variance: Float32Array
  #count: number

  /**
   * @param options `epsilon` is added to the variance, @default 1e-8; `statistics` continues earlier ones
   * @throws EnvError unless epsilon is positive and the statistics fit the observation
   */
  constructor(
    env: Env<unknown, Action>,
    options: { epsilon?: number; statistics?: ObservationStatistics } = {},
  ) {
    const { epsilon = 1e-8, statistics } = options
    const { size } = env.observationSpace
    if (!(epsilon > 0)) throw new EnvError(`epsilon is positive, not ${epsilon}`)
    if (statistics && (statistics.mean.length !== size || statistics.variance.length !== size))
      throw new EnvError(
        `The statistics are of ${counted(statistics.mean.length, 'number')}, the observation of ${size}`,
      )
    // Only this class sees what the wrapped one observes.
    super(env as Env<never, Action>)
    this.#epsilon = epsilon
    this.#mean = statistics ? Float32Array.from(statistics.mean) : new Float32Array(size)
    this.#variance = statistics ? Float32Array.from(statistics.variance) : new Float32Array(size).fill(1)
    this.#count = statistics?.count ?? 1e-4
    this.#space = new Box({
      low: Number.NEGATIVE_INFINITY,
      high: Number.POSITIVE_INFINITY,
      shape: env.observationSpace.shape ?? [size],
    })
  }

  override get observationSpace(): Box {
    return this.#space
  }

  get statistics(): ObservationStatistics {
    return { mean: Array.from(this.#mean), variance: Array.from(this.#variance), count: this.#count }
  }

  override reset(options?: ResetOptions): ResetResult<Float32Array> {
    const { observation, info } = this.env.reset(options)
    return { observation: this.#normalized(observation), info }
  }

  override step(action: Action): StepResult<Float32Array> {
    const step = this.env.step(action)
    return { ...step, observation: this.#normalized(step.observation) }
  }

  #normalized(observation: unknown): Float32Array {
    const values = Float32Array.from(flattenObservation(this.env.observationSpace, observation))
    if (this.updates) this.#learn(values)
    const epsilon = fround(this.#epsilon)
    return values.map((value, index) => {
      const deviation = fround(Math.sqrt(fround((this.#variance[index] as number) + epsilon)))
      return fround(value - (this.#mean[index] as number)) / deviation
    })
  }

  #learn(values: Float32Array): void {
    const count = fround(this.#count)
    const total = this.#count + 1
    for (const [index, value] of values.entries()) {
      const delta = fround(value - (this.#mean[index] as number))
      const spread = fround(fround(fround(delta * delta) * count) / fround(total))
      const sum = fround(fround((this.#variance[index] as number) * count) + spread)
      this.#mean[index] = (this.#mean[index] as number) + fround(delta / fround(total))
      this.#variance[index] = sum / fround(total)
    }
    this.#count = total
  }
}
