import type { Rng } from '@gencode/env'
import { type AdamState, createAdam } from '../kernel/adam.ts'
import { type Layer, layersOf, upTo } from '../kernel/layers.ts'
import type { Address, Kernel } from '../kernel/load-kernel.ts'
import { alloc, createNetwork } from '../kernel/network.ts'
import { orthogonal } from '../kernel/orthogonal.ts'
import { type MlpShape, networkShape } from '../policy/mlp-policy.ts'
import { drawnSize, type Output } from '../policy/spaces.ts'
import type { PpoSettings } from './settings.ts'

/** What of an agent changes as it learns. */
export interface AgentState {
  /** The policy's network, the value's, and the logarithms of the deviations. */
  readonly parameters: Float32Array
  readonly adam: AdamState
  /** The generator of draws: four 32-bit integers. */
  readonly random: readonly number[]
}

/** The steps of an update in the kernel's memory; by time, then by environment. */
interface Collected {
  /** Encoded observations, `width` numbers each. */
  readonly x: Float32Array
  readonly actions: Float32Array
  readonly values: Float32Array
  readonly advantages: Float32Array
  readonly returns: Float32Array
}

/** What one pass over a batch needs to know. */
interface LearningRates {
  readonly learningRate: number
  readonly clipRange: number
}

/** A policy, a value and their learning, in a kernel. */
export interface Agent {
  /** Numbers of an encoded observation, with those that fill it up. */
  readonly width: number
  readonly collected: Collected
  /** Rows of encoded observations to act on. */
  readonly x: Float32Array
  /** The outputs for them, `outputs` numbers each, after `act`. */
  readonly y: Float32Array
  readonly outputs: number
  act(rows: number): void
  /** Draws actions for the outputs, to the collected steps from a row on. */
  draw(rows: number, at: number): void
  /** Values of so many collected steps from one on. */
  value(at: number, rows: number): void
  /** The value of one encoded observation. */
  valueOf(x: Float32Array): number
  /** Puts the collected steps in a random order. */
  shuffle(): void
  /** Learns from a batch of that order; false where the policy has diverged too far, and nothing was learned. */
  learn(from: number, rows: number, rates: LearningRates): boolean
  /** The policy's network. */
  policy(): Float32Array
  snapshot(): AgentState
}

const heads = { choice: 0, choices: 0, switches: 1, clipped: 2, numbers: 2 }

function groupsOf(output: Output): readonly number[] {
  if (output.type === 'choice') return [output.n]
  return output.type === 'choices' ? output.n : []
}

/**
 * @param count steps of an update
 * @param draws what a new agent starts from
 * @param state one to go on from instead
 */
export function createAgent(
  kernel: Kernel,
  shape: MlpShape,
  settings: PpoSettings,
  count: number,
  draws: Rng,
  state?: AgentState,
): Agent {
  const policyShape = networkShape(shape)
  const valueShape = { ...policyShape, outputs: 1 }
  const own = layersOf(policyShape)
  const others = layersOf(valueShape)
  const outputs = (own.layers.at(-1) as Layer).outputs
  const width = upTo(4, policyShape.inputs)
  const drawn = drawnSize(shape.output)
  const rows = Math.min(count, Math.max(settings.batchSize, settings.environments, 64))
  const total = own.count + others.count + outputs
  const at = (base: Address, place: number): Address => base + 4 * place

  const parameters = alloc(kernel, total)
  const gradients = alloc(kernel, total)
  const logStd = at(parameters, own.count + others.count)
  const logStdSlope = at(gradients, own.count + others.count)
  const x = alloc(kernel, upTo(4, rows) * width)
  const actor = createNetwork(kernel, policyShape, parameters, gradients, rows, x)
  const critic = createNetwork(
    kernel,
    valueShape,
    at(parameters, own.count),
    at(gradients, own.count),
    rows,
    x,
  )
  const adam = createAdam(kernel, parameters, gradients, total, 1e-5, state?.adam)
  const stored = {
    x: alloc(kernel, count * width),
    actions: alloc(kernel, count * drawn),
    likelihoods: alloc(kernel, count),
    values: alloc(kernel, count),
    advantages: alloc(kernel, count),
    returns: alloc(kernel, count),
  }
  const batch = {
    actions: alloc(kernel, rows * drawn),
    likelihoods: alloc(kernel, rows),
    values: alloc(kernel, rows),
    advantages: alloc(kernel, rows),
    returns: alloc(kernel, rows),
  }
  const order = alloc(kernel, count)
  const random = kernel.alloc(16)
  const told = kernel.alloc(32)
  const scratch = kernel.alloc(8 * drawn)
  const groupSizes = groupsOf(shape.output)
  const groups = alloc(kernel, Math.max(1, groupSizes.length))
  const head = heads[shape.output.type]

  // From here on the memory stays where it is.
  const numbers = kernel.floats(parameters, total)
  const generator = kernel.integers(random, 4)
  const logStdSlopes = kernel.floats(logStdSlope, outputs)
  const tellings = kernel.doubles(told, 4)
  const inputs = kernel.floats(x, upTo(4, rows) * width)
  const valueOutputs = kernel.floats(critic.y, upTo(4, rows) * 8)
  const collected: Collected = {
    x: kernel.floats(stored.x, count * width),
    actions: kernel.floats(stored.actions, count * drawn),
    values: kernel.floats(stored.values, count),
    advantages: kernel.floats(stored.advantages, count),
    returns: kernel.floats(stored.returns, count),
  }
  kernel.integers(groups, groupSizes.length).set(groupSizes)
  if (state) {
    numbers.set(state.parameters)
    generator.set(state.random)
  } else start()

  function start(): void {
    for (const [network, from, gain] of [
      [own, 0, 0.01],
      [others, own.count, 1],
    ] as const)
      for (const layer of network.layers) {
        const isLast = layer === network.layers.at(-1)
        orthogonal(numbers.subarray(from), layer, isLast ? gain : Math.SQRT2, draws)
      }
    if (head === heads.clipped) numbers.fill(settings.logStdInit, total - outputs, total - outputs + drawn)
    for (let index = 0; index < 4; index++) generator[index] = Math.floor(draws.random() * 2 ** 32)
    // A generator's increment is odd.
    generator[2] = (generator[2] as number) | 1
  }

  return {
    width,
    collected,
    x: inputs,
    y: kernel.floats(actor.y, upTo(4, rows) * outputs),
    outputs,
    act: (rows) => actor.forward(rows),
    draw: (rows, row) =>
      kernel.sample(
        rows,
        head,
        groups,
        drawn,
        outputs,
        actor.y,
        logStd,
        at(stored.actions, row * drawn),
        at(stored.likelihoods, row),
        random,
      ),
    value(from, count) {
      for (let row = from; row < from + count; row += rows) {
        const these = Math.min(rows, from + count - row)
        inputs.set(collected.x.subarray(row * width, (row + these) * width))
        critic.forward(these)
        for (let index = 0; index < these; index++)
          collected.values[row + index] = valueOutputs[8 * index] as number
      }
    },
    valueOf(x) {
      inputs.set(x)
      critic.forward(1)
      return valueOutputs[0] as number
    },
    shuffle: () => kernel.shuffle(random, order, count),
    learn(from, rows, { learningRate, clipRange }) {
      const indices = at(order, from)
      kernel.gather(rows, 4 * width, stored.x, indices, x)
      kernel.gather(rows, 4 * drawn, stored.actions, indices, batch.actions)
      for (const name of ['likelihoods', 'values', 'advantages', 'returns'] as const)
        kernel.gather(rows, 4, stored[name], indices, batch[name])
      actor.forward(rows)
      critic.forward(rows)
      if (settings.normalizeAdvantage) kernel.standardise(rows, batch.advantages)
      logStdSlopes.fill(0)
      kernel.policyLoss(
        rows,
        head,
        groups,
        drawn,
        outputs,
        actor.y,
        actor.dy,
        batch.actions,
        batch.likelihoods,
        batch.advantages,
        logStd,
        logStdSlope,
        clipRange,
        settings.entropyCoefficient,
        told,
        scratch,
      )
      if (settings.targetKl !== null && (tellings[2] as number) > 1.5 * settings.targetKl) return false
      kernel.valueLoss(
        rows,
        8,
        critic.y,
        critic.dy,
        batch.values,
        batch.returns,
        settings.valueCoefficient,
        settings.clipRangeValue ?? 0,
      )
      actor.backward(rows)
      critic.backward(rows)
      adam.step(learningRate, settings.maxGradientNorm)
      return true
    },
    policy: () => numbers.slice(0, own.count),
    snapshot: () => ({
      parameters: numbers.slice(),
      adam: adam.snapshot(),
      random: Array.from(generator),
    }),
  }
}
