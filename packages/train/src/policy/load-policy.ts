import { TrainError } from '../errors.ts'
import { fromBase64 } from './base64.ts'
import { type MlpPolicy, mlpParameterCount } from './mlp-policy.ts'
import { type NetworkPolicy, parameterCount } from './network-policy.ts'
import type { TrainedPolicy } from './saved-policy.ts'
import { type Input, type Output, observationSize } from './spaces.ts'

/**
 * Reads a saved policy: JSON text or the value that it holds.
 *
 * @throws TrainError, saying what of it is wrong
 */
export function loadPolicy(saved: unknown): TrainedPolicy {
  let value = saved
  if (typeof saved === 'string')
    try {
      value = JSON.parse(saved)
    } catch (cause) {
      throw new TrainError(`A saved policy is JSON; this is none: ${saved.slice(0, 60)}`, { cause })
    }
  const policy = value as TrainedPolicy | null | undefined
  if (policy?.kind !== 'network' && policy?.kind !== 'mlp')
    throw new TrainError(`A saved policy is an object whose kind is "network" or "mlp", not ${brief(value)}`)
  if (!Array.isArray(policy.inputs) || !policy.inputs.every(isInput))
    throw new TrainError('The policy’s inputs are none that this version knows')
  if (!isOutput(policy.output)) throw new TrainError('The policy’s output is none that this version knows')
  if (policy.kind === 'network') checkNetwork(policy)
  else checkMlp(policy)
  return policy
}

function checkNetwork(policy: NetworkPolicy): void {
  const { quadratic, hidden, parameters } = policy
  if (typeof quadratic !== 'boolean')
    throw new TrainError(`The policy’s quadratic is true or false, not ${brief(quadratic)}`)
  if (!Number.isSafeInteger(hidden) || hidden < 0)
    throw new TrainError(`The policy’s hidden is a count, not ${brief(hidden)}`)
  const wanted = parameterCount(policy)
  if (!Array.isArray(parameters) || parameters.length !== wanted || !parameters.every(Number.isFinite))
    throw new TrainError(`The policy’s parameters are ${wanted} finite numbers, not ${brief(parameters)}`)
}

/** The most units of a layer; a file that asks for more is none of ours. */
const mostUnits = 2 ** 16

function checkMlp(policy: MlpPolicy): void {
  const { clip, hidden, activation, parameters } = policy
  if (clip !== null && !(Number.isFinite(clip) && clip > 0))
    throw new TrainError(`The policy’s clip is a positive number or null, not ${brief(clip)}`)
  if (!Array.isArray(hidden) || !hidden.every((units) => isCount(units) && units <= mostUnits))
    throw new TrainError(`The policy’s hidden is a list of counts, not ${brief(hidden)}`)
  if (activation !== 'tanh' && activation !== 'relu')
    throw new TrainError(`The policy’s activation is "tanh" or "relu", not ${brief(activation)}`)
  const wanted = mlpParameterCount(policy)
  const numbers = typeof parameters === 'string' ? fromBase64(parameters) : undefined
  if (numbers?.length !== wanted || !numbers.every(Number.isFinite))
    throw new TrainError(
      `The policy’s parameters are ${wanted} finite 32-bit numbers in base64, not ${brief(parameters)}`,
    )
}

/** @throws TrainError unless the policy reads observations of this size */
export function checkObservationSize(
  policy: Pick<TrainedPolicy, 'inputs'>,
  size: number,
  where: string,
): void {
  const wanted = observationSize(policy.inputs)
  if (wanted !== size)
    throw new TrainError(
      `The policy reads observations of ${wanted} numbers, but those of ${where} have ${size}; it was trained for another task`,
    )
}

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) > 0

function isInput(input: Input | null): boolean {
  if (input?.type === 'one-hot') return isCount(input.n) && Number.isSafeInteger(input.start)
  return (
    input?.type === 'numbers' &&
    Array.isArray(input.center) &&
    Array.isArray(input.scale) &&
    input.center.length === input.scale.length &&
    [...input.center, ...input.scale].every(Number.isFinite)
  )
}

function isOutput(output: Output | null | undefined): boolean {
  switch (output?.type) {
    case 'choice':
      return isCount(output.n) && Number.isSafeInteger(output.start)
    case 'choices':
      return (
        Array.isArray(output.n) &&
        Array.isArray(output.start) &&
        output.n.length === output.start.length &&
        output.n.every(isCount) &&
        output.start.every(Number.isSafeInteger)
      )
    case 'switches':
      return isCount(output.n)
    case 'numbers':
    case 'clipped':
      return (
        Array.isArray(output.low) &&
        Array.isArray(output.high) &&
        output.low.length === output.high.length &&
        [...output.low, ...output.high].every((bound) => bound === null || Number.isFinite(bound))
      )
    default:
      return false
  }
}

function brief(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 60 ? `${text.slice(0, 60)}...` : text
}
