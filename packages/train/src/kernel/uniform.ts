import type { Rng } from '@gencode/env'
import { type Layer, weightPlace } from './layers.ts'

/** Starts a layer's weights and biases evenly within 1 / sqrt(inputs) of 0, as PyTorch's linear layers start. */
export function uniformStart(numbers: Float32Array, layer: Layer, draws: Rng): void {
  const { usedInputs, usedOutputs, biases } = layer
  const bound = 1 / Math.sqrt(usedInputs)
  for (let output = 0; output < usedOutputs; output++) {
    for (let input = 0; input < usedInputs; input++)
      numbers[weightPlace(layer, input, output)] = draws.uniform(-bound, bound)
    numbers[biases + output] = draws.uniform(-bound, bound)
  }
}
