import { TrainError } from '../errors.ts'
import { fromBase64 } from './base64.ts'
import { encodeFloats, type MlpPolicy, mlpFunction } from './mlp-policy.ts'
import { type Act, type NetworkPolicy, networkFunction, type PolicyShape } from './network-policy.ts'
import { decode, inputSize } from './spaces.ts'

/** A trained policy as plain JSON: `JSON.stringify` saves it, `loadPolicy` reads it. */
export type TrainedPolicy = NetworkPolicy | MlpPolicy

/**
 * The function that a policy is: from a flattened observation to the action, always the same one, in plain JavaScript.
 *
 * @throws TrainError where its parameters are no base64; `loadPolicy` says what else may be wrong with one
 */
export function policyFunction(
  policy: MlpPolicy | (PolicyShape & { readonly parameters: ArrayLike<number> }),
): Act {
  if (policy.kind === 'network') return networkFunction(policy)
  const parameters = fromBase64(policy.parameters)
  if (!parameters) throw new TrainError('The policy’s parameters are no base64; loadPolicy reads a saved one')
  const outputs = mlpFunction(policy, parameters)
  const encoded = new Float64Array(inputSize(policy.inputs))
  const x = new Float32Array(encoded.length)
  return (observation) => {
    encodeFloats(policy, observation, encoded, x)
    return decode(policy.output, outputs(x))
  }
}
