import { boundValue, defineContract } from '@gencode/contract'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import {
  Discrete,
  type Env,
  examplesTask,
  flattenObservation,
  listEnvs,
  NeedsPackageError,
  type Outcome,
  RecordEpisode,
  type RewardTask,
  registeredIds,
  registerTask,
  rewardTask,
  task,
  taskIds,
} from '../index.ts'

type Policy = (observation: number[], step: number) => unknown

/** One episode; what the success rule says at its end. */
function play(each: RewardTask, policy: Policy, seed = 1): Outcome & { env: RecordEpisode; steps: number } {
  const env = new RecordEpisode(each.makeEnv() as Env)
  let { observation } = env.reset({ seed })
  for (let steps = 1; ; steps++) {
    const step = env.step(policy(flattenObservation(env.observationSpace, observation), steps))
    const outcome = each.success({ ...step, steps })
    expect(outcome.isSuccess && outcome.isFailure).toBe(false)
    if (step.terminated || step.truncated) return { ...outcome, env, steps }
    observation = step.observation
  }
}

const energy: Policy = ([, velocity = 0]) => (velocity < 0 ? 0 : 2)
/** From the left top of FrozenLake's map around its holes, on ice that doesn't slip. */
const acrossTheLake = [1, 1, 2, 1, 2, 2]
const swingUp: Policy = ([cosine = 0, sine = 0, velocity = 0]) => {
  const angle = Math.atan2(sine, cosine)
  if (cosine > 0.8) return [-10 * angle - 2 * velocity]
  return [velocity * (velocity * velocity * 0.5 + 10 * cosine) < 10 ? 2 * Math.sign(velocity || 1) : 0]
}

/** For each task a policy that succeeds and one that fails. */
const policies: Record<string, [succeeds: Policy, fails: Policy]> = {
  'CartPole-v1': [([, , angle = 0, spin = 0]) => (angle + spin > 0 ? 1 : 0), () => 1],
  'MountainCar-v0': [energy, () => 1],
  'MountainCarContinuous-v0': [([, velocity = 0]) => [velocity < 0 ? -1 : 1], () => [0]],
  'Pendulum-v1': [swingUp, () => [0]],
  'Acrobot-v1': [([, , , , , second = 0]) => (second < 0 ? 0 : 2), () => 1],
  'CliffWalking-v1': [(_, step) => (step === 1 ? 0 : step === 13 ? 2 : 1), () => 3],
}

describe.each(Object.entries(policies))('the task of %s', (id, [succeeds, fails]) => {
  it('is reached by a policy that reaches it, and failed by one that does not', () => {
    expect(play(task(id), succeeds)).toMatchObject({ isSuccess: true, isFailure: false })
    expect(play(task(id), fails)).toMatchObject({ isSuccess: false, isFailure: true })
  })
})

describe('the other tasks', () => {
  it('FrozenLake is reached at the goal, failed in a hole', () => {
    const each = task('FrozenLake-v1')
    const dry = { ...each, makeEnv: () => each.makeEnv({ isSlippery: false }) }
    expect(play(dry, (_, step) => acrossTheLake[step - 1])).toMatchObject({ isSuccess: true, steps: 6 })
    expect(play(dry, (_, step) => (step === 1 ? 2 : 1))).toMatchObject({ isFailure: true, steps: 2 })
  })

  it('Taxi is reached by a delivery, failed by time', () => {
    const each = task('Taxi-v4')
    const env = each.makeEnv() as Env<number, number>
    // Next to the green place, the passenger in the taxi, for the green place.
    env.reset({ options: { state: ((1 * 5 + 4) * 5 + 4) * 4 + 1 } })
    env.step(1)
    const step = env.step(5)
    expect(step.reward).toBe(20)
    expect(each.success({ ...step, steps: 2 })).toEqual({ isSuccess: true, isFailure: false })
    expect(play(each, () => 4)).toMatchObject({ isFailure: true, steps: 200 })
  })

  it('CliffWalking fails on the step that falls, and goes on', () => {
    const each = task('CliffWalking-v1')
    const env = each.makeEnv() as Env
    env.reset({ seed: 1 })
    const step = env.step(1)
    expect(step).toMatchObject({ reward: -100, terminated: false })
    expect(each.success({ ...step, steps: 1 })).toEqual({ isSuccess: false, isFailure: true })
  })

  it('LunarLander is failed by a crash', () => {
    expect(play(task('LunarLander-v3'), () => 0)).toMatchObject({ isSuccess: false, isFailure: true })
  })
})

describe.each(taskIds())('the description of %s', (id) => {
  const each = task(id)

  it('has a goal, a rule, metrics and one doc for each number of the observation', () => {
    expect(each.goal.length).toBeGreaterThan(20)
    expect(each.rule).toMatch(/success/)
    expect(each.metrics.length).toBeGreaterThan(0)
    const { docs, layout } = each.contract.parameters[0] as (typeof each.contract.parameters)[0]
    expect(layout).toEqual({ numbers: docs?.length })
    if (!registeredIds().includes(id)) return
    const env = each.makeEnv() as Env
    expect(docs).toHaveLength(env.observationSpace.size)
    for (const seed of [1, 2, 3]) {
      const flat = flattenObservation(env.observationSpace, env.reset({ seed }).observation)
      for (const doc of each.observationDocs) {
        expect(flat[doc.index]).toBeGreaterThanOrEqual(boundValue(doc.low))
        expect(flat[doc.index]).toBeLessThanOrEqual(boundValue(doc.high))
      }
    }
  })

  it('measures an episode in finite numbers, or says what it needs', () => {
    if (!registeredIds().includes(id)) {
      expect(() => each.makeEnv()).toThrow(NeedsPackageError)
      expect(() => each.makeEnv()).toThrow(/gymnasiumTask/)
      const inMujoco = listEnvs().find((listed) => listed.id === id)?.runsIn === 'mujoco'
      if (inMujoco) expect(() => each.makeEnv()).toThrow(/@gencode\/env-mujoco.*registerMujoco/)
      return
    }
    const space = (each.makeEnv() as Env).actionSpace
    const { env } = play(each, () => space.sample())
    const episode = env.episode as NonNullable<typeof env.episode>
    for (const metric of each.metrics) expect(metric.measure(episode)).toSatisfy(Number.isFinite)
  })
})

it('metrics take an episode of any length', () => {
  const observations = new Array<number[]>(200_001).fill([0, 0, 0, 0, 0, 0, 0, 0])
  const zeros = new Array<number>(200_000).fill(0)
  const episode = { observations, actions: zeros, rewards: zeros, isSuccess: false, isFailure: false }
  for (const id of ['MountainCar-v0', 'Acrobot-v1'])
    for (const metric of task(id).metrics) expect(metric.measure(episode)).toSatisfy(Number.isFinite)
})

describe('a task that is made elsewhere', () => {
  const step = { observation: [], reward: 0, terminated: false, truncated: false, info: {}, steps: 1 }

  it('knows success by what the simulator says', () => {
    const hopper = task('Hopper-v5').success
    expect(hopper({ ...step, info: { x_position: 5.1 } }).isSuccess).toBe(true)
    expect(hopper({ ...step, info: { x_position: 4.9 } })).toEqual({ isSuccess: false, isFailure: false })
    expect(hopper({ ...step, terminated: true, info: { x_position: 9 } })).toEqual({
      isSuccess: false,
      isFailure: true,
    })
    const swimmer = task('Swimmer-v5').success
    expect(swimmer({ ...step, info: { x_position: 1.1 } }).isSuccess).toBe(true)
    expect(swimmer({ ...step, truncated: true, info: { x_position: 0.9 } }).isSuccess).toBe(false)
    const highway = task('highway-v0').success
    expect(highway({ ...step, truncated: true, info: { crashed: false } }).isSuccess).toBe(true)
    expect(highway({ ...step, terminated: true, info: { crashed: true } }).isFailure).toBe(true)
  })
})

describe('a task', () => {
  it('takes other parts, and names the nearest ids', () => {
    const own = task('CartPole-v1', {
      goal: 'Stay in the middle.',
      makeEnv: async () => task('CartPole-v1').makeEnv() as Env,
    })
    expect(own.goal).toBe('Stay in the middle.')
    expect(own.makeEnv()).toBeInstanceOf(Promise)
    expect(() => task('MountainCar')).toThrow(/MountainCar-v0/)
    expect(() => rewardTask({ ...own, goal: ' ', observation: [] })).toThrow(/goal/)
  })

  const cell = { index: 0, name: 'cell', low: 0, high: 1 }
  const space = new Discrete(2)
  it.each<[unknown, RegExp]>([
    [
      undefined,
      /^makeEnv of Own-v0 gives an environment .* it has no reset, step, close, observationSpace, actionSpace$/,
    ],
    [class {}, /has no reset/],
    [{ reset() {}, step() {}, observationSpace: space, actionSpace: space }, /has no close$/],
    [
      { reset() {}, step() {}, close() {}, observationSpace: space, actionSpace: { n: 2 } },
      /no actionSpace$/,
    ],
  ])('says so where its makeEnv gives no environment, at once or later: %o', async (given, message) => {
    const success = (): Outcome => ({ isSuccess: false, isFailure: false })
    const own = (makeEnv: () => Env | Promise<Env>): RewardTask =>
      rewardTask({ id: 'Own-v0', goal: 'Go.', observation: [cell], makeEnv, success })
    expect(() => own(() => given as Env).makeEnv()).toThrow(message)
    await expect(own(async () => given as Env).makeEnv()).rejects.toThrow(message)
    expect(() => task('CartPole-v1', { makeEnv: () => given as Env }).makeEnv()).toThrow(/of CartPole-v1/)
  })

  it('carries the trainer that suits it and where it comes from, until its parts are replaced', () => {
    const trainer = { id: 'ppo', settings: { gamma: 0.9 }, budget: 1000 }
    const source = { module: '@example/corridor', export: 'corridorTask', args: [3] }
    const parts = { ...task('CartPole-v1'), observation: task('CartPole-v1').observationDocs }
    expect(rewardTask(parts).source).toBeUndefined()
    registerTask(rewardTask({ ...parts, id: 'Corridor-v7', trainer, source }))
    expect(task('Corridor-v7')).toMatchObject({ trainer, source })
    expect(task('Corridor-v7', { goal: 'Go left.', trainer: { ...trainer, id: 'dqn' } })).toMatchObject({
      trainer: { id: 'dqn' },
      source,
    })
    expect(task('Corridor-v7', { success: parts.success }).source).toBeUndefined()
    expect(taskIds()).toContain('Corridor-v7')
  })

  it('that is registered takes the place of a mere description, and of no other', () => {
    const parts = { ...task('Swimmer-v5'), observation: task('Swimmer-v5').observationDocs }
    registerTask(rewardTask({ ...parts, makeEnv: () => task('CartPole-v1').makeEnv() }))
    expect(task('Swimmer-v5').makeEnv().spec.id).toBe('CartPole-v1')
    expect(() => registerTask(task('Swimmer-v5'))).toThrow(/registered already/)
    expect(() => registerTask(task('CartPole-v1'))).toThrow(/registered already/)
  })

  it.each([true, undefined, { isSuccess: 1, isFailure: false }, Promise.resolve({ isSuccess: true })])(
    'says which rule gives no verdict: %o',
    (outcome) => {
      const own = task('CartPole-v1', { success: () => outcome as never })
      expect(() => play(own, () => 0)).toThrow(
        'The success rule of CartPole-v1 gives { isSuccess, isFailure }, each true or false, not',
      )
    },
  )

  it('for a function that is no reward has examples or properties that fit its contract', () => {
    const contract = defineContract({
      name: 'double',
      description: 'Doubles a number.',
      parameters: [{ name: 'x', description: 'any', schema: z.number(), layout: 'number' }],
      result: { schema: z.number(), layout: 'number' },
    })
    const parts = { id: 'double', goal: 'Double a number.', contract }
    expect(examplesTask({ ...parts, examples: [{ args: [2], result: 4 }] })).toMatchObject({
      kind: 'examples',
      properties: [],
    })
    expect(() => examplesTask({ ...parts, examples: [{ args: ['2' as never], result: 4 }] })).toThrow(
      /argument x/,
    )
    expect(() => examplesTask(parts)).toThrow(/neither/)
  })
})

describe('the list of environments', () => {
  it('has spaces, a goal and a place to run for each', () => {
    const list = listEnvs()
    for (const each of list.filter(({ id }) => id !== 'Corridor-v0')) {
      expect(each.goal?.length).toBeGreaterThan(20)
      expect(`${each.observationSpace} ${each.actionSpace}`).not.toContain('undefined')
    }
    const inMujoco = list.filter(({ runsIn }) => runsIn === 'mujoco')
    expect(inMujoco).toHaveLength(11)
    expect(new Set(inMujoco.map(({ requirement }) => requirement))).toEqual(new Set(['@gencode/env-mujoco']))
  })
})
