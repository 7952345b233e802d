/** What a layer does with its sums. */
export type Activation = 'tanh' | 'relu'

/** The sizes of a multilayer perceptron: numbers in, units of each hidden layer, numbers out. */
export interface NetworkShape {
  readonly inputs: number
  readonly hidden: readonly number[]
  readonly outputs: number
  readonly activation: Activation
}

/** A layer with its sizes filled up to what the kernel works on, and where its numbers start in the network's. */
export interface Layer {
  readonly inputs: number
  readonly outputs: number
  /** The sizes that count; what is beyond them is 0 and stays so. */
  readonly usedInputs: number
  readonly usedOutputs: number
  readonly weights: number
  readonly biases: number
}

/** The least multiple that is no less. */
export const upTo = (multiple: number, count: number): number => Math.ceil(count / multiple) * multiple

/** The layers of a network, and how many numbers they are. */
export function layersOf({ inputs, hidden, outputs }: NetworkShape): { layers: Layer[]; count: number } {
  let count = 0
  let usedInputs = inputs
  const layers = [...hidden, outputs].map((usedOutputs, index): Layer => {
    const sizes = { inputs: upTo(index === 0 ? 4 : 8, usedInputs), outputs: upTo(8, usedOutputs) }
    const layer = {
      ...sizes,
      usedInputs,
      usedOutputs,
      weights: count,
      biases: count + sizes.inputs * sizes.outputs,
    }
    count = layer.biases + sizes.outputs
    usedInputs = usedOutputs
    return layer
  })
  return { layers, count }
}

/** Where the weight of an input for an output stands among the numbers of its network: in panels of 8 outputs. */
export function weightPlace(layer: Layer, input: number, output: number): number {
  return layer.weights + (output - (output % 8)) * layer.inputs + 8 * input + (output % 8)
}
