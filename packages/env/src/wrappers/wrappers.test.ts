import { describe, expect, it } from 'vitest'
import {
  BaseEnv,
  Box,
  Discrete,
  type Env,
  make,
  NormalizeObservation,
  RecordEpisode,
  RewardWrapper,
  type StepResult,
  TimeLimit,
  task,
  Wrapper,
} from '../index.ts'

describe('a time limit', () => {
  it('truncates exactly at its step, and starts over at a reset', () => {
    const env = new TimeLimit(make('Pendulum-v1', { maxEpisodeSteps: -1 }).unwrapped, 3)
    for (let episode = 0; episode < 2; episode++) {
      env.reset({ seed: 1 })
      const flags = [1, 2, 3].map(() => env.step([0]).truncated)
      expect(flags).toEqual([false, false, true])
    }
    expect(env.spec.maxEpisodeSteps).toBe(3)
    expect(() => new TimeLimit(env, 0)).toThrow(/positive integer/)
  })
})

describe('every wrapper around an environment that hands out one object again and again', () => {
  class Reuse extends BaseEnv<Float32Array, number> {
    override readonly observationSpace = new Box({ low: -9, high: 9, shape: [1] })
    override readonly actionSpace = new Discrete(2)
    readonly #result: StepResult<Float32Array>
    constructor(freeze: boolean) {
      super()
      const result = {
        observation: new Float32Array(1),
        reward: 1,
        terminated: false,
        truncated: false,
        info: freeze ? Object.freeze({}) : {},
      }
      this.#result = freeze ? Object.freeze(result) : result
    }
    override reset() {
      return { observation: this.#result.observation, info: this.#result.info }
    }
    override step() {
      return this.#result
    }
  }
  const success = () => ({ isSuccess: true, isFailure: false })
  const wraps: Record<string, (env: Env<Float32Array, number>) => Env<unknown, number>> = {
    TimeLimit: (env) => env,
    RewardWrapper: (env) => new RewardWrapper(env, { success, rewardFunction: () => 5 }),
    RecordEpisode: (env) => new RecordEpisode(env, { success }),
    NormalizeObservation: (env) => new NormalizeObservation(env),
    Wrapper: (env) => new Wrapper(env),
  }

  for (const [name, wrap] of Object.entries(wraps))
    it.each([false, true])(`${name} leaves that object alone (frozen: %s)`, (freeze) => {
      const inner = new Reuse(freeze)
      const before = structuredClone(inner.step())
      const env = new TimeLimit(wrap(inner) as Env<unknown, number>, 2)
      for (let episode = 0; episode < 2; episode++) {
        env.reset()
        expect([env.step(0).truncated, env.step(0).truncated]).toEqual([false, true])
      }
      expect(inner.step()).toEqual(before)
    })
})

describe('a reward wrapper', () => {
  const { success } = task('CartPole-v1')

  it('replaces the reward by what the function makes of the observation and the outcome', () => {
    const env = new RewardWrapper(make('CartPole-v1', { maxEpisodeSteps: 2 }), {
      success,
      rewardFunction: (observations, isSuccess, isFailure) =>
        observations.length * 10 + (isSuccess ? 1 : 0) + (isFailure ? 100 : 0),
    })
    env.reset({ seed: 1 })
    expect(env.step(0)).toMatchObject({
      reward: 40,
      info: { environmentReward: 1, isSuccess: false, isFailure: false },
    })
    expect(env.step(0)).toMatchObject({ reward: 41, truncated: true, info: { isSuccess: true } })
  })

  it('keeps the terms that a function names', () => {
    const env = new RewardWrapper(make('CartPole-v1'), {
      success,
      rewardFunction: ([position = 0]) => ({ reward: position, components: { position } }),
    })
    env.reset({ seed: 1 })
    const { reward, info, observation } = env.step(1)
    expect(reward).toBe(observation[0])
    expect(info.components).toEqual({ position: reward })
  })
})

describe('a recorded episode', () => {
  it('holds every observation, action, reward and frame, and its outcome', () => {
    const ended: number[] = []
    const env = new RecordEpisode(make('MountainCarContinuous-v0', { maxEpisodeSteps: 4 }), {
      success: task('MountainCarContinuous-v0').success,
      scenes: true,
      onEpisode: ({ actions }) => ended.push(actions.length),
    })
    expect(env.episode).toBeUndefined()
    const action = [0.5]
    env.reset({ seed: 1 })
    let last: StepResult | undefined
    while (!last?.truncated) last = env.step(action)
    action[0] = 9
    expect(env.episode).toMatchObject({
      actions: [[0.5], [0.5], [0.5], [0.5]],
      isSuccess: false,
      isFailure: true,
    })
    expect(env.episode?.observations).toHaveLength(5)
    expect(env.episode?.scenes).toHaveLength(5)
    expect(ended).toEqual([4])
  })
})

it('an episode that fell on its way and reached the goal is a success, as its last step says', () => {
  const env = new RecordEpisode(make('CliffWalking-v1'), { success: task('CliffWalking-v1').success })
  env.reset({ seed: 1 })
  for (const action of [1, 0, ...new Array(11).fill(1), 2]) env.step(action)
  expect(env.episode).toMatchObject({ isSuccess: true, isFailure: false })
})

describe('a normalised observation', () => {
  it('is Gymnasium’s, bit for bit', () => {
    // gymnasium.wrappers.NormalizeObservation over CartPole-v1, reset(seed=3), then actions 0, 1, 1.
    const env = new NormalizeObservation(make('CartPole-v1'))
    const seen = [
      env.reset({ seed: 3 }).observation,
      ...[0, 1, 1].map((action) => env.step(action).observation),
    ]
    expect(seen.map((each) => Array.from(each))).toEqual([
      [-0.00041389724356122315, -0.0002631006937008351, 0.0003012393426615745, 8.213988621719182e-5],
      [-0.03745417669415474, -0.9974424839019775, 0.011826175265014172, 0.9989551305770874],
      [-0.5061753392219543, 0.700995683670044, 0.6456509828567505, -0.6364130973815918],
      [-0.4930744171142578, 1.411543369293213, 0.5936072468757629, -1.3860770463943481],
    ])
  })

  it('goes on from statistics that were kept, and stands still when told to', () => {
    const first = new NormalizeObservation(make('CartPole-v1'))
    first.reset({ seed: 3 })
    first.step(0)
    const second = new NormalizeObservation(make('CartPole-v1'), { statistics: first.statistics })
    second.updates = false
    second.reset({ seed: 4 })
    expect(second.statistics).toEqual(first.statistics)
    expect(() => new NormalizeObservation(make('Pendulum-v1'), { statistics: first.statistics })).toThrow(
      /of 4/,
    )
  })
})
