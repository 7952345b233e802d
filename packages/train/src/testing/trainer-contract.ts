import type { SpaceJson } from '@gencode/env'
import { loadPolicy } from '../policy/load-policy.ts'
import { policyFunction } from '../policy/saved-policy.ts'
import type { CurvePoint, Snapshot, Trainer } from '../trainer.ts'
import { check, same } from './claims.ts'
import type { ContractCase } from './contract-case.ts'
import { observationSpace, type Score, sideOf, sidesProblem, spaces } from './sides-problem.ts'

/**
 * The promises of `Trainer` as cases for any test runner:
 *
 * ```ts
 * for (const { name, run } of trainerContract(() => myTrainer())) test(name, run)
 * ```
 *
 * The problem they train on is to act on the right side of a number that is observed.
 *
 * @param create called for each case; its settings must do for 20,000 environment steps, in several updates
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
      promise(`learns from the reward, with ${kind} actions, or says that it can't`, async () => {
        const learned = await learn(create(), { action: kind }).catch((error: Error) => {
          check(kind !== 'Discrete' && error.name === 'TrainError', `it throws ${String(error)}`)
          return undefined
        })
        if (!learned) return
        const act = policyFunction(learned.policy)
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
        await learn(create(), { isSuccess: () => false }),
        await learn(create(), { isSuccess: (score) => score > 0 }),
      ]
      same(other.policy, first.policy, 'the policy depends on which steps succeed')
    }),
    promise('ends in the update that passes the budget, and counts updates and steps', async () => {
      const { points, steps, budget } = await learn(create(), {})
      check(points.length > 1, 'there is one update at most')
      for (const [index, point] of points.entries()) {
        check(point.update === index + 1, `update ${point.update} is number ${index + 1}`)
        check(point.environmentSteps < budget || index === points.length - 1, 'it goes on past its budget')
      }
      check(steps >= budget, `it ends after ${steps} of ${budget} steps`)
      check(points.at(-1)?.environmentSteps === steps, 'the last point does not tell all steps')
    }),
    promise('goes on from any update’s snapshot, out of JSON, as if it had never stopped', async () => {
      const whole = await learn(create(), {})
      for (const pauseAt of [1, Math.ceil(whole.points.length / 2), whole.points.length]) {
        const { paused } = await learn(create(), { pauseAt })
        check(paused !== undefined, `update ${pauseAt} gives no snapshot`)
        const resumed = await learn(create(), { resume: JSON.parse(JSON.stringify(paused)) })
        same(resumed.points, whole.points.slice(pauseAt), `the points after update ${pauseAt} are others`)
        same(resumed.policy, whole.policy, `paused at update ${pauseAt} it ends with another policy`)
      }
    }),
    promise('gives policies that survive JSON, between updates and at the end', async () => {
      const { policy, paused } = await learn(create(), { pauseAt: 1 })
      for (const each of [policy, paused?.snapshot.policy])
        same(loadPolicy(JSON.stringify(each)), each, 'a loaded policy is another one')
    }),
    promise('passes on what scoring throws', async () => {
      const stop = new Error('stop')
      const thrown = await learn(create(), { stop }).catch((error: unknown) => error)
      check(thrown === stop, `it threw ${String(thrown)}`)
    }),
    promise('bears a reward that is always the same, or huge', async () => {
      for (const reward of [() => 0, () => 1e30, (score: number) => 1e30 * score]) {
        const { policy } = await learn(create(), { reward })
        loadPolicy(JSON.stringify(policy))
      }
    }),
  ]
}

interface Paused {
  readonly snapshot: Snapshot
  readonly problem: unknown
}

interface Lesson {
  readonly action?: string
  readonly seed?: number
  readonly reward?: Score
  readonly isSuccess?: (score: number) => boolean
  readonly stop?: Error
  readonly pauseAt?: number
  readonly resume?: Paused
}

async function learn(trainer: Trainer, { action = 'Discrete', pauseAt, resume, ...lesson }: Lesson) {
  const problem = sidesProblem(
    { actionSpace: spaces[action] as SpaceJson, observationSpace, ...lesson },
    resume?.problem,
  )
  const points: CurvePoint[] = []
  let paused: Paused | undefined
  const updates = trainer.train(problem, resume?.snapshot.state)
  let next = await updates.next()
  for (; !next.done; next = await updates.next()) {
    points.push(next.value.point)
    if (pauseAt === points.length) paused = { snapshot: next.value.snapshot(), problem: problem.state() }
  }
  return { points, policy: next.value, steps: problem.environmentSteps, budget: problem.budget, paused }
}
