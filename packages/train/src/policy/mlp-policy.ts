import type { Policy } from '@gencode/contract/types'
import { type Activation, layersOf, type NetworkShape, weightPlace } from '../kernel/layers.ts'
import { toBase64 } from './base64.ts'
import { encode, type Input, inputSize, type Output, outputSize } from './spaces.ts'
import { tanh } from './tanh.ts'

/** Everything of a multilayer perceptron's policy but its parameters. */
export interface MlpShape {
  readonly kind: 'mlp'
  readonly inputs: readonly Input[]
  /** How far from 0 a number may be once it is scaled; null for no bound. */
  readonly clip: number | null
  /** Units of each hidden layer. */
  readonly hidden: readonly number[]
  readonly activation: Activation
  readonly output: Output
}

/**
 * A policy with hidden layers as plain JSON, such as `ppo` and `dqn` train. It computes in floats of 32 bits, each
 * operation rounded by itself, so that it gives the same bits wherever it acts.
 */
export interface MlpPolicy extends Policy, MlpShape {
  readonly kind: 'mlp'
  /**
   * 32-bit floats, little-endian, in base64: layer by layer for each of its units a weight for each of its inputs, then
   * the biases.
   */
  readonly parameters: string
}

/** The sizes of its network. */
export function networkShape({ inputs, hidden, activation, output }: MlpShape): NetworkShape {
  return { inputs: inputSize(inputs), hidden, outputs: outputSize(output), activation }
}

/** How many parameters a policy of this shape has. */
export function mlpParameterCount(shape: MlpShape): number {
  const { layers } = layersOf(networkShape(shape))
  return layers.reduce((sum, { usedInputs, usedOutputs }) => sum + (usedInputs + 1) * usedOutputs, 0)
}

/** The policy whose network's numbers lie as the kernel has them. */
export function mlpPolicy(shape: MlpShape, numbers: Float32Array): MlpPolicy {
  const parameters = new Float32Array(mlpParameterCount(shape))
  let place = 0
  for (const layer of layersOf(networkShape(shape)).layers) {
    for (let output = 0; output < layer.usedOutputs; output++)
      for (let input = 0; input < layer.usedInputs; input++)
        parameters[place++] = numbers[weightPlace(layer, input, output)] as number
    for (let output = 0; output < layer.usedOutputs; output++)
      parameters[place++] = numbers[layer.biases + output] as number
  }
  return { ...shape, parameters: toBase64(parameters) }
}

/** Writes what an observation is to the network: encoded, clipped, rounded to floats. */
export function encodeFloats(
  { inputs, clip }: Pick<MlpShape, 'inputs' | 'clip'>,
  observation: ArrayLike<number>,
  encoded: Float64Array,
  into: Float32Array,
  at = 0,
): void {
  encode(inputs, observation, encoded)
  for (let index = 0; index < encoded.length; index++) {
    const value = encoded[index] as number
    into[at + index] = clip === null ? value : Math.min(clip, Math.max(-clip, value))
  }
}

/** The network's outputs for an encoded observation, with the kernel's bits; valid until the next call. */
export function mlpFunction(shape: MlpShape, parameters: Float32Array): (x: Float32Array) => Float32Array {
  const { layers } = layersOf(networkShape(shape))
  const values = layers.map(({ usedOutputs }) => new Float32Array(usedOutputs))
  return (x) => {
    let from = x
    let place = 0
    for (const [index, { usedInputs, usedOutputs }] of layers.entries()) {
      const into = values[index] as Float32Array
      sums(parameters, place, from, usedInputs, into)
      if (index < layers.length - 1)
        for (let unit = 0; unit < usedOutputs; unit++)
          into[unit] = activate(shape.activation, into[unit] as number)
      place += (usedInputs + 1) * usedOutputs
      from = into
    }
    return from
  }
}

/** Biases plus weighted inputs, each rounded to a float; four at a time, since each waits for its own last sum. */
function sums(
  weights: Float32Array,
  place: number,
  x: Float32Array,
  inputs: number,
  into: Float32Array,
): void {
  const { fround } = Math
  const biases = place + inputs * into.length
  for (let unit = 0; unit < into.length; unit += 4) {
    const last = into.length - 1
    const [i1, i2, i3] = [Math.min(unit + 1, last), Math.min(unit + 2, last), Math.min(unit + 3, last)]
    const [w0, w1, w2, w3] = [unit, i1, i2, i3].map((each) => place + each * inputs) as Four
    let [s0, s1, s2, s3] = [unit, i1, i2, i3].map((each) => weights[biases + each]) as Four
    for (let input = 0; input < inputs; input++) {
      const value = x[input] as number
      s0 = fround(s0 + fround(value * (weights[w0 + input] as number)))
      s1 = fround(s1 + fround(value * (weights[w1 + input] as number)))
      s2 = fround(s2 + fround(value * (weights[w2 + input] as number)))
      s3 = fround(s3 + fround(value * (weights[w3 + input] as number)))
    }
    into[unit] = s0
    into[i1] = s1
    into[i2] = s2
    into[i3] = s3
  }
}

type Four = [number, number, number, number]

function activate(activation: Activation, sum: number): number {
  return activation === 'tanh' ? tanh(sum) : Math.max(0, sum)
}
