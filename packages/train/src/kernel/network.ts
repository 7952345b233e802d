import { type Layer, layersOf, type NetworkShape, upTo } from './layers.ts'
import type { Address, Kernel } from './load-kernel.ts'

const activations = { none: 0, tanh: 1, relu: 2 }

/** A network in a kernel's memory. */
export interface Network {
  readonly layers: readonly Layer[]
  /** Rows of inputs, each as long as the first layer's `inputs`. */
  readonly x: Address
  /** Rows of outputs, each as long as the last layer's `outputs`. */
  readonly y: Address
  /** Where the gradient of `y` is given to `backward`. */
  readonly dy: Address
  /** From x to y. */
  forward(rows: number): void
  /** From x, y and dy, after `forward`, to the gradients of all parameters. */
  backward(rows: number): void
}

/**
 * A network on parameters that lie in the kernel's memory, and on gradients.
 *
 * @param rows as many as it is ever given at once
 * @param x where its inputs are, if another network reads them too
 */
export function createNetwork(
  kernel: Kernel,
  shape: NetworkShape,
  parameters: Address,
  gradients: Address,
  rows: number,
  x: Address = alloc(kernel, upTo(4, rows) * upTo(4, shape.inputs)),
): Network {
  const { layers } = layersOf(shape)
  const all = upTo(4, rows)
  const values = layers.map((layer) => alloc(kernel, all * layer.outputs))
  const slopes = layers.map((layer) => alloc(kernel, all * layer.outputs))
  const scratch = alloc(
    kernel,
    Math.max(...layers.map(({ inputs, outputs }) => Math.max(all * (inputs + 8), 8 * outputs))),
  )
  const last = layers.length - 1
  const at = (base: Address, place: number): Address => base + 4 * place
  const activationOf = (index: number): number => activations[index === last ? 'none' : shape.activation]
  const inputOf = (index: number): Address => (index === 0 ? x : (values[index - 1] as Address))
  return {
    layers,
    x,
    y: values[last] as Address,
    dy: slopes[last] as Address,
    forward(rows) {
      for (const [index, { inputs, outputs, weights, biases }] of layers.entries())
        kernel.forward(
          rows,
          inputs,
          outputs,
          inputOf(index),
          at(parameters, weights),
          at(parameters, biases),
          values[index] as Address,
          activationOf(index),
        )
    },
    backward(rows) {
      for (let index = last; index >= 0; index--) {
        const { inputs, outputs, weights, biases } = layers[index] as Layer
        const slope = slopes[index] as Address
        kernel.backwardActivation(rows, outputs, values[index] as Address, slope, activationOf(index))
        kernel.backwardWeights(
          rows,
          inputs,
          outputs,
          inputOf(index),
          slope,
          at(gradients, weights),
          at(gradients, biases),
          scratch,
        )
        if (index > 0)
          kernel.backwardInputs(
            rows,
            inputs,
            outputs,
            slope,
            at(parameters, weights),
            slopes[index - 1] as Address,
            scratch,
          )
      }
    },
  }
}

/** So many floats, zeroed. */
export function alloc(kernel: Kernel, count: number): Address {
  return kernel.alloc(4 * count)
}
