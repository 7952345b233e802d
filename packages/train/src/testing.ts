import type { SpaceJson } from '@gencode/env'
import { loadPolicy, policyFunction } from './policy.ts'
import type { CurvePoint, Trainer, TrainingProblem } from './trainer.ts'

/** One promise of the interface; `run` throws where it is broken. */
export interface ContractCase {
  readonly name: string
  readonly run: () => Promise<void>
}

const observationSpace: SpaceJson = { type: 'Box', low: [-1], high: [1], shape: [1], dtype: 'float64' }
const spaces: Readonly<Record<string, SpaceJson>> = {
  Discrete: { type: 'Discrete', n: 2, start: 0 },
  Box: { type: 'Box', low: [-1], high: [1], shape: [1], dtype: 'float64' },
}
const stepsPerEpisode = 10

/**
 * The promises of `Trainer` as cases for any test runner:
 *
 * ```ts
 * for (const { name, run } of trainerContract(() => myTrainer())) test(name, run)
 * ```
 *
 * The problem they train on is to act on the right side of a number that is observed.
 *
 * @param create called for each case; its settings must do for 20,000 environment steps
 */
export function trainerContract(create: () => Trainer): readonly ContractCase[] {
  const promise = (name: string, run: () => Promise<void>): ContractCase => ({ name, run })
  return [
    promise('has an id, and settings that JSON can hold', async () => {
      const { id, settings } = create()
      check(typeof id === 'string' && id !== '', `its id is ${id}`)
      same(JSON.parse(JSON.stringify(settings)), settings, 'settings change on their way through JSON')
    }),
    ...Object.keys(spaces).map((kind) =>
      promise(`learns from the reward, with ${kind} actions`, async () => {
        const { policy } = await learn(create(), { action: kind })
        const act = policyFunction(policy)
        for (const observed of [-0.9, -0.5, 0.5, 0.9])
          check(sideOf(act([observed])) === Math.sign(observed), `it acts on the wrong side of ${observed}`)
      }),
    ),
    promise('gives the same points and policy for the same seed, another policy for another', async () => {
      const [first, again, other] = [
        await learn(create(), { seed: 7 }),
        await learn(create(), { seed: 7 }),
        await learn(create(), { seed: 8 }),
      ]
      same(again, first, 'two trainings with one seed differ')
      check(JSON.stringify(other.policy) !== JSON.stringify(first.policy), 'two seeds give one policy')
    }),
    promise('does not learn from success', async () => {
      const [first, other] = [
        await learn(create(), { succeeded: () => false }),
        await learn(create(), { succeeded: (score) => score > 0 }),
      ]
      same(other.policy, first.policy, 'the policy depends on which episodes succeed')
    }),
    promise('ends in the update that passes the budget, and counts updates and steps', async () => {
      const { points, steps, budget } = await learn(create(), {})
      check(points.length > 0, 'there is no update')
      for (const [index, point] of points.entries()) {
        check(point.update === index + 1, `update ${point.update} is number ${index + 1}`)
        check(point.environmentSteps < budget || index === points.length - 1, 'it goes on past its budget')
      }
      check(steps >= budget, `it ends after ${steps} of ${budget} steps`)
      check(points.at(-1)?.environmentSteps === steps, 'the last point does not tell all steps')
    }),
    promise('gives a policy that survives JSON', async () => {
      const { policy } = await learn(create(), {})
      same(loadPolicy(JSON.stringify(policy)), policy, 'a loaded policy is another one')
    }),
    promise('passes on what a rollout throws', async () => {
      const stop = new Error('stop')
      const thrown = await learn(create(), { stop }).catch((error: unknown) => error)
      check(thrown === stop, `it threw ${String(thrown)}`)
    }),
    promise('is no worse for a reward that is always the same', async () => {
      await learn(create(), { reward: () => 0 })
    }),
  ]
}

interface Lesson {
  readonly action?: string
  readonly seed?: number
  readonly reward?: (score: number) => number
  readonly succeeded?: (score: number) => boolean
  readonly stop?: Error
}

async function learn(
  trainer: Trainer,
  { action = 'Discrete', seed = 1, reward = (score) => score, succeeded = () => false, stop }: Lesson,
) {
  const budget = 20_000
  let steps = 0
  const problem: TrainingProblem = {
    seed,
    observationSpace,
    actionSpace: spaces[action] as SpaceJson,
    budget,
    get environmentSteps() {
      return steps
    },
    async rollout(act, episodeSeed) {
      if (stop) throw stop
      let score = 0
      const rewards = new Float64Array(stepsPerEpisode)
      for (let step = 0; step < stepsPerEpisode; step++) {
        // Any spread of numbers over -1 to 1 that the seed decides.
        const observed = (((episodeSeed % 1009) * 31 + step * 211) % 1009) / 504.5 - 1
        const right = sideOf(act([observed])) === Math.sign(observed)
        score += right ? 1 : -1
        rewards[step] = reward(right ? 1 : -1)
        steps++
      }
      return {
        return: rewards.reduce((sum, each) => sum + each, 0),
        steps: stepsPerEpisode,
        succeeded: succeeded(score),
        rewards,
      }
    },
  }
  const points: CurvePoint[] = []
  const updates = trainer.train(problem)
  let next = await updates.next()
  for (; !next.done; next = await updates.next()) points.push(next.value)
  return { points, policy: next.value, steps, budget }
}

function sideOf(action: unknown): number {
  return typeof action === 'number' ? (action === 1 ? 1 : -1) : Math.sign((action as number[])[0] as number)
}

function check(holds: boolean, message: string): void {
  if (!holds) throw new Error(message)
}

function same(value: unknown, expected: unknown, message: string): void {
  check(JSON.stringify(value) === JSON.stringify(expected), message)
}
