import { readFileSync } from 'node:fs'
import { Rng } from '@gencode/env'
import { describe, expect, it } from 'vitest'
import { createLearner } from './dqn/learner.ts'
import { dqnSettings } from './dqn/settings.ts'
import { type Layer, layersOf, weightPlace } from './kernel/layers.ts'
import { createKernel } from './kernel/load-kernel.ts'
import { alloc, createNetwork } from './kernel/network.ts'
import type { MlpShape } from './policy/mlp-policy.ts'

/** What stable-baselines3 and PyTorch computed (`fixtures/sb3_losses.py`), in doubles. */
interface Recorded {
  readonly ppo: readonly {
    readonly name: 'choice' | 'choices' | 'switches' | 'numbers'
    readonly activation: 'tanh' | 'relu'
    readonly clipRangeValue: number | null
    readonly observed: readonly number[][]
    readonly actions: readonly number[][]
    readonly actor: readonly number[]
    readonly critic: readonly number[]
    readonly logStd: readonly number[] | null
    readonly old: readonly number[]
    readonly advantages: readonly number[]
    readonly returns: readonly number[]
    readonly oldValues: readonly number[]
    readonly policyLoss: number
    readonly valueLoss: number
    readonly entropy: number
    readonly divergence: number
    readonly actorSlopes: readonly number[]
    readonly criticSlopes: readonly number[]
    readonly logStdSlopes: readonly number[] | null
  }[]
  readonly dqn: readonly {
    readonly double: boolean
    readonly before: readonly number[][]
    readonly after: readonly number[][]
    readonly learned: readonly number[]
    readonly target: readonly number[]
    readonly actions: readonly number[]
    readonly terminal: readonly number[]
    readonly rewards: readonly number[]
    readonly loss: number
  }[]
}

const recorded: Recorded = JSON.parse(
  readFileSync(new URL('../fixtures/sb3-losses.json', import.meta.url), 'utf8'),
)

const groups = { choice: [4], choices: [2, 3], switches: [], numbers: [] }
const outputsOf = { choice: 4, choices: 5, switches: 3, numbers: 2 }
const heads = { choice: 0, choices: 0, switches: 1, numbers: 2 }

/** PyTorch's order: for each layer the weights by output, then the biases. */
function places(layers: readonly Layer[]): number[] {
  return layers.flatMap((layer) => [
    ...Array.from({ length: layer.usedOutputs }, (_, output) =>
      Array.from({ length: layer.usedInputs }, (_, input) => weightPlace(layer, input, output)),
    ).flat(),
    ...Array.from({ length: layer.usedOutputs }, (_, output) => layer.biases + output),
  ])
}

describe.each(recorded.ppo)('PPO on a batch, with $name and $activation', (batch) => {
  const outputs = outputsOf[batch.name]
  const shape = { inputs: 3, hidden: [6, 5], activation: batch.activation }
  const rows = batch.observed.length

  /** With one weight of a network moved, as its loss is followed along it. */
  async function computed(nudge?: {
    readonly of: 'actor' | 'critic'
    readonly index: number
    readonly by: number
  }) {
    const kernel = await createKernel()
    const actorShape = { ...shape, outputs }
    const criticShape = { ...shape, outputs: 1 }
    const [actorCount, criticCount] = [layersOf(actorShape).count, layersOf(criticShape).count]
    const block = (values: readonly number[]) => {
      const at = alloc(kernel, Math.max(1, values.length))
      kernel.floats(at, values.length).set(values)
      return at
    }
    const [actorAt, actorSlopesAt] = [alloc(kernel, actorCount), alloc(kernel, actorCount)]
    const [criticAt, criticSlopesAt] = [alloc(kernel, criticCount), alloc(kernel, criticCount)]
    const actor = createNetwork(kernel, actorShape, actorAt, actorSlopesAt, rows)
    const critic = createNetwork(kernel, criticShape, criticAt, criticSlopesAt, rows, actor.x)
    const groupsAt = kernel.alloc(16)
    kernel.integers(groupsAt, 4).set(groups[batch.name])
    const [told, scratch] = [kernel.alloc(32), kernel.alloc(64)]
    const logStd = block(batch.logStd ?? [])
    const logStdSlopes = alloc(kernel, 8)
    const [actions, old, advantages] = [batch.actions.flat(), batch.old, batch.advantages].map(block) as [
      number,
      number,
      number,
    ]
    const [returns, oldValues] = [batch.returns, batch.oldValues].map(block) as [number, number]
    const actorPlaces = places(actor.layers)
    const criticPlaces = places(critic.layers)
    for (const [index, place] of actorPlaces.entries())
      kernel.floats(actorAt, actorCount)[place] = batch.actor[index] as number
    for (const [index, place] of criticPlaces.entries())
      kernel.floats(criticAt, criticCount)[place] = batch.critic[index] as number
    if (nudge) {
      const [at, count, of] =
        nudge.of === 'actor'
          ? ([actorAt, actorCount, actorPlaces] as const)
          : ([criticAt, criticCount, criticPlaces] as const)
      const weights = kernel.floats(at, count)
      const place = of[nudge.index] as number
      weights[place] = (weights[place] as number) + nudge.by
    }
    for (const [row, observed] of batch.observed.entries())
      kernel.floats(actor.x, 4 * rows).set(observed, 4 * row)
    actor.forward(rows)
    critic.forward(rows)
    kernel.standardise(rows, advantages)
    const perRow = (batch.actions[0] as number[]).length
    kernel.policyLoss(
      rows,
      heads[batch.name],
      groupsAt,
      perRow,
      8,
      actor.y,
      actor.dy,
      actions,
      old,
      advantages,
      logStd,
      logStdSlopes,
      0.2,
      0.03,
      told,
      scratch,
    )
    const valueLoss = kernel.valueLoss(
      rows,
      8,
      critic.y,
      critic.dy,
      oldValues,
      returns,
      0.4,
      batch.clipRangeValue ?? 0,
    )
    actor.backward(rows)
    critic.backward(rows)
    const [policyLoss, entropy, divergence] = kernel.doubles(told, 4)
    const slopes = (at: number, count: number, of: readonly number[]) =>
      of.map((place) => kernel.floats(at, count)[place])
    return {
      policyLoss,
      valueLoss,
      entropy,
      divergence,
      actorSlopes: slopes(actorSlopesAt, actorCount, actorPlaces),
      criticSlopes: slopes(criticSlopesAt, criticCount, criticPlaces),
      logStdSlopes: batch.logStd && [...kernel.floats(logStdSlopes, batch.logStd.length)],
    }
  }

  it('has the losses of stable-baselines3', async () => {
    const { policyLoss, valueLoss, entropy, divergence } = await computed()
    expect(policyLoss).toBeCloseTo(batch.policyLoss, 5)
    expect(valueLoss).toBeCloseTo(batch.valueLoss, 5)
    expect(entropy).toBeCloseTo(batch.entropy, 5)
    expect(divergence).toBeCloseTo(batch.divergence, 5)
  })

  it('has the gradients of PyTorch', async () => {
    const { actorSlopes, criticSlopes, logStdSlopes } = await computed()
    const close = (values: readonly number[] | null) =>
      values?.map((value) => expect.closeTo(value, 5)) ?? null
    expect(actorSlopes).toEqual(close(batch.actorSlopes))
    expect(criticSlopes).toEqual(close(batch.criticSlopes))
    expect(logStdSlopes).toEqual(close(batch.logStdSlopes))
  })

  it.each(['actor', 'critic'] as const)(
    'has the slopes that the loss itself has, along the %s',
    async (of) => {
      const loss = ({ policyLoss, valueLoss, entropy = 0 }: Awaited<ReturnType<typeof computed>>) =>
        of === 'actor' ? (policyLoss as number) - 0.03 * entropy : 0.4 * valueLoss
      const slopes = (await computed())[of === 'actor' ? 'actorSlopes' : 'criticSlopes']
      const by = 1e-3
      for (let index = 0; index < slopes.length; index += 5) {
        const [up, down] = [await computed({ of, index, by }), await computed({ of, index, by: -by })].map(
          loss,
        )
        expect(((up as number) - (down as number)) / (2 * by)).toBeCloseTo(slopes[index] as number, 3)
      }
    },
  )
})

describe.each(recorded.dqn)('DQN on a batch, double: $double', (batch) => {
  it('has the loss of stable-baselines3', async () => {
    const rows = batch.actions.length
    const settings = dqnSettings({ batchSize: rows, gamma: 0.9, doubleQ: batch.double, hidden: [6] })
    const shape: MlpShape = {
      kind: 'mlp',
      inputs: [{ type: 'numbers', center: [0, 0, 0], scale: [1, 1, 1] }],
      clip: null,
      hidden: [6],
      activation: 'relu',
      output: { type: 'choice', n: 4, start: 0 },
    }
    const { layers, count } = layersOf({ inputs: 3, hidden: [6], outputs: 4, activation: 'relu' })
    const numbersOf = (saved: readonly number[]): Float32Array => {
      const numbers = new Float32Array(count)
      for (const [index, place] of places(layers).entries()) numbers[place] = saved[index] as number
      return numbers
    }
    const learner = createLearner(await createKernel(), shape, settings, new Rng(0), {
      parameters: numbersOf(batch.learned),
      target: numbersOf(batch.target),
      adam: { steps: 0, first: new Float32Array(count), second: new Float32Array(count) },
    })
    for (const [row, observed] of batch.before.entries()) learner.batch.before.set(observed, 4 * row)
    for (const [row, observed] of batch.after.entries()) learner.batch.after.set(observed, 4 * row)
    learner.batch.actions.set(batch.actions)
    learner.batch.terminal.set(batch.terminal)
    learner.batch.rewards.set(batch.rewards)
    expect(learner.learn(0.001)).toBeCloseTo(batch.loss, 5)
  })
})
