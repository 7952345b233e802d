import type { Rng } from '@gencode/env'
import { type AdamState, createAdam } from '../kernel/adam.ts'
import { type Layer, layersOf, upTo } from '../kernel/layers.ts'
import type { Kernel } from '../kernel/load-kernel.ts'
import { alloc, createNetwork } from '../kernel/network.ts'
import { uniformStart } from '../kernel/uniform.ts'
import { type MlpShape, networkShape } from '../policy/mlp-policy.ts'
import type { DqnSettings } from './settings.ts'

/** What of a learner changes as it learns. */
export interface LearnerState {
  readonly parameters: Float32Array
  readonly target: Float32Array
  readonly adam: AdamState
}

/** A batch of steps, as many rows as the learner learns from at once. */
interface Batch {
  /** Encoded observations before the steps, and after them. */
  readonly before: Float32Array
  readonly after: Float32Array
  readonly actions: Float32Array
  readonly rewards: Float32Array
  readonly terminal: Float32Array
}

/** Values of actions and their learning, in a kernel. */
export interface Learner {
  readonly batch: Batch
  /** An encoded observation to act on, and the values of its actions after `act`. */
  readonly x: Float32Array
  readonly y: Float32Array
  act(): void
  /** Learns from the batch; gives the loss: the mean of Huber's over its rows. */
  learn(rate: number): number
  /** Makes the target network the learned one. */
  retarget(): void
  policy(): Float32Array
  snapshot(): LearnerState
}

/**
 * @param draws what a new learner starts from
 * @param state one to go on from instead
 */
export function createLearner(
  kernel: Kernel,
  shape: MlpShape,
  settings: DqnSettings,
  draws: Rng,
  state?: LearnerState,
): Learner {
  const { batchSize: rows, gamma, doubleQ, maxGradientNorm } = settings
  const network = networkShape(shape)
  const { layers, count } = layersOf(network)
  const actions = network.outputs
  const outputs = (layers.at(-1) as Layer).outputs
  const width = upTo(4, network.inputs)
  const room = upTo(4, rows)
  const parameters = alloc(kernel, count)
  const gradients = alloc(kernel, count)
  const targetParameters = alloc(kernel, count)
  const learned = createNetwork(kernel, network, parameters, gradients, rows)
  const later = createNetwork(kernel, network, parameters, gradients, rows)
  const target = createNetwork(kernel, network, targetParameters, gradients, rows, later.x)
  const adam = createAdam(kernel, parameters, gradients, count, 1e-8, state?.adam)

  // From here on the memory stays where it is.
  const numbers = kernel.floats(parameters, count)
  const targetNumbers = kernel.floats(targetParameters, count)
  const values = kernel.floats(learned.y, room * outputs)
  const slopes = kernel.floats(learned.dy, room * outputs)
  const laterValues = kernel.floats(later.y, room * outputs)
  const targetValues = kernel.floats(target.y, room * outputs)
  const batch: Batch = {
    before: kernel.floats(learned.x, rows * width),
    after: kernel.floats(later.x, rows * width),
    actions: new Float32Array(rows),
    rewards: new Float32Array(rows),
    terminal: new Float32Array(rows),
  }
  if (state) {
    numbers.set(state.parameters)
    targetNumbers.set(state.target)
  } else {
    for (const layer of layers) uniformStart(numbers, layer, draws)
    targetNumbers.set(numbers)
  }

  function best(of: Float32Array, row: number): number {
    let chosen = 0
    for (let action = 1; action < actions; action++)
      if ((of[row * outputs + action] as number) > (of[row * outputs + chosen] as number)) chosen = action
    return chosen
  }

  return {
    batch,
    x: batch.before,
    y: values,
    act: () => learned.forward(1),
    learn(rate) {
      target.forward(rows)
      if (doubleQ) later.forward(rows)
      learned.forward(rows)
      slopes.fill(0)
      let loss = 0
      for (let row = 0; row < rows; row++) {
        const next = targetValues[row * outputs + best(doubleQ ? laterValues : targetValues, row)] as number
        const goesOn = 1 - (batch.terminal[row] as number)
        const wanted = (batch.rewards[row] as number) + goesOn * gamma * next
        const place = row * outputs + (batch.actions[row] as number)
        const error = (values[place] as number) - wanted
        const size = Math.abs(error)
        loss += (size < 1 ? (error * error) / 2 : size - 0.5) / rows
        slopes[place] = Math.max(-1, Math.min(1, error)) / rows
      }
      learned.backward(rows)
      adam.step(rate, maxGradientNorm)
      return loss
    },
    retarget: () => targetNumbers.set(numbers),
    policy: () => numbers.slice(),
    snapshot: () => ({
      parameters: numbers.slice(),
      target: targetNumbers.slice(),
      adam: adam.snapshot(),
    }),
  }
}
