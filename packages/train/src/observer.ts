import { upTo } from './kernel/layers.ts'
import { encodeFloats } from './policy/mlp-policy.ts'
import { type Input, inputSize, observationSize } from './policy/spaces.ts'
import { type RunningState, runningStatistics } from './running-statistics.ts'

/** Turns observations into what a network reads; with `normalize`, by what was seen so far. */
export interface Observer {
  /** Numbers of an encoded observation, with those that fill it up. */
  readonly width: number
  /** Takes in some observations, where they are normalised. */
  see(observations: Float64Array, count: number): void
  /** Writes one. */
  encode(observation: ArrayLike<number>, into: Float32Array, at?: number): void
  /** What of the policy's shape is the observer's, as it is now. */
  shape(): { readonly inputs: readonly Input[]; readonly clip: number | null }
  snapshot(): RunningState | null
}

const clip = 10

/** @param state to go on from, where it normalises */
export function createObserver(
  inputs: readonly Input[],
  normalize: boolean,
  state?: RunningState | null,
): Observer {
  const encoded = new Float64Array(inputSize(inputs))
  const width = upTo(4, encoded.length)
  if (!normalize) {
    const shape = { inputs, clip: null }
    return {
      width,
      see() {},
      encode: (observation, into, at) => encodeFloats(shape, observation, encoded, into, at),
      shape: () => shape,
      snapshot: () => null,
    }
  }
  const statistics = runningStatistics(observationSize(inputs), state ?? undefined)
  const scaled = inputs.map((input) =>
    input.type === 'one-hot' ? input : { ...input, center: [...input.center], scale: [...input.scale] },
  )
  const shape = { inputs: scaled, clip }
  const rescale = (): void => {
    let place = 0
    for (const input of scaled) {
      if (input.type === 'one-hot') {
        place++
        continue
      }
      for (let index = 0; index < input.center.length; index++, place++) {
        input.center[index] = statistics.mean[place] as number
        input.scale[index] = 1 / Math.sqrt((statistics.variance[place] as number) + 1e-8)
      }
    }
  }
  rescale()
  return {
    width,
    see(observations, count) {
      statistics.add(observations, count)
      rescale()
    },
    encode: (observation, into, at) => encodeFloats(shape, observation, encoded, into, at),
    shape: () => structuredClone(shape),
    snapshot: () => statistics.snapshot(),
  }
}
