import { checkNumbers } from '@gencode/contract/check-numbers'
import type { Policy } from '@gencode/contract/types'
import type { SpaceJson } from '@gencode/env'
import { TrainError } from '../errors.ts'
import {
  decode,
  encode,
  type Input,
  inputSize,
  inputsOf,
  type Output,
  outputOf,
  outputSize,
} from './spaces.ts'

/** Everything of a policy but its parameters. */
export interface PolicyShape {
  readonly kind: 'network'
  readonly inputs: readonly Input[]
  /** Whether the inputs' squares and products of two are inputs too, after them. */
  readonly quadratic: boolean
  /** Hidden units; 0 for a linear policy. */
  readonly hidden: number
  readonly output: Output
}

/**
 * A small policy as plain JSON, such as `crossEntropy` trains. Without hidden units its outputs are
 * linear in its inputs (and their products, where it is quadratic); with them there is one hidden layer of
 * x / (1 + |x|), whose bits, unlike those of tanh, are the same in every engine.
 */
export interface NetworkPolicy extends Policy, PolicyShape {
  readonly kind: 'network'
  /** For each hidden unit (or, without any, each output) its bias and a weight per input; then the outputs' likewise. */
  readonly parameters: readonly number[]
}

/** What acts: a flattened observation in, an action out. */
export type Act = (observation: ArrayLike<number>) => unknown

/** The policy shape for an environment's spaces. @throws TrainError for an action space of Tuple or Dict, and for hidden units that are no count */
export function policyShape(
  observation: SpaceJson,
  action: SpaceJson,
  { quadratic = false, hidden = 0 }: { quadratic?: boolean; hidden?: number } = {},
): PolicyShape {
  checkNumbers({ whole: true, from: 0 }, { hidden }, TrainError)
  return { kind: 'network', inputs: inputsOf(observation), quadratic, hidden, output: outputOf(action) }
}

/** How many parameters a policy of this shape has. */
export function parameterCount(shape: PolicyShape): number {
  const inputs = featureCount(shape)
  const outputs = outputSize(shape.output)
  return shape.hidden === 0
    ? outputs * (inputs + 1)
    : shape.hidden * (inputs + 1) + outputs * (shape.hidden + 1)
}

/** The function that a policy is: from a flattened observation to the action, always the same one. */
export function networkFunction(policy: PolicyShape & { readonly parameters: ArrayLike<number> }): Act {
  const { inputs, quadratic, hidden, output, parameters } = policy
  const plain = inputSize(inputs)
  const encoded = new Float64Array(featureCount(policy))
  const units = new Float64Array(hidden)
  const values = new Float64Array(outputSize(output))
  return (observation) => {
    encode(inputs, observation, encoded)
    if (quadratic) multiply(encoded, plain)
    if (hidden === 0) layer(parameters, 0, encoded, values)
    else {
      const used = layer(parameters, 0, encoded, units)
      for (let index = 0; index < hidden; index++) {
        const sum = units[index] as number
        units[index] = sum / (1 + Math.abs(sum))
      }
      layer(parameters, used, units, values)
    }
    return decode(output, values)
  }
}

/** How many numbers the first layer reads. */
function featureCount({ inputs, quadratic }: PolicyShape): number {
  const plain = inputSize(inputs)
  return quadratic ? plain + (plain * (plain + 1)) / 2 : plain
}

/** Writes squares and products of the first numbers behind them. */
function multiply(features: Float64Array, plain: number): void {
  let place = plain
  for (let one = 0; one < plain; one++)
    for (let other = one; other < plain; other++)
      features[place++] = (features[one] as number) * (features[other] as number)
}

/** Writes biases plus weighted inputs; returns where the next layer's parameters start. */
function layer(
  parameters: ArrayLike<number>,
  from: number,
  inputs: Float64Array,
  into: Float64Array,
): number {
  let place = from
  for (let unit = 0; unit < into.length; unit++) {
    let sum = parameters[place++] as number
    for (let index = 0; index < inputs.length; index++)
      sum += (parameters[place++] as number) * (inputs[index] as number)
    into[unit] = sum
  }
  return place
}
