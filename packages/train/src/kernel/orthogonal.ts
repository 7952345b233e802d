import type { Rng } from '@gencode/env'
import { fillNormal } from '../random.ts'
import { type Layer, weightPlace } from './layers.ts'

/**
 * Starts a layer's weights at `gain` times a random matrix whose rows or columns, whichever are fewer, are orthonormal
 * (Saxe et al. 2014); biases stay 0.
 */
export function orthogonal(numbers: Float32Array, layer: Layer, gain: number, draws: Rng): void {
  const { usedInputs, usedOutputs } = layer
  const length = Math.max(usedInputs, usedOutputs)
  const vectors: Float64Array[] = []
  for (let each = 0; each < Math.min(usedInputs, usedOutputs); each++)
    vectors.push(unit(draws, vectors, length))
  for (let input = 0; input < usedInputs; input++)
    for (let output = 0; output < usedOutputs; output++) {
      const value =
        usedInputs >= usedOutputs ? vectors[output]?.[input] : (vectors[input]?.[output] as number)
      numbers[weightPlace(layer, input, output)] = gain * (value as number)
    }
}

/** A random vector of length 1 at right angles to some others. */
function unit(draws: Rng, others: readonly Float64Array[], length: number): Float64Array {
  const vector = new Float64Array(length)
  fillNormal(draws, vector)
  for (const other of others) {
    let along = 0
    for (let index = 0; index < length; index++) along += (vector[index] as number) * (other[index] as number)
    for (let index = 0; index < length; index++)
      vector[index] = (vector[index] as number) - along * (other[index] as number)
  }
  let squares = 0
  for (const each of vector) squares += each * each
  const scale = 1 / Math.sqrt(squares)
  for (let index = 0; index < length; index++) vector[index] = (vector[index] as number) * scale
  return vector
}
