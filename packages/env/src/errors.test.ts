import { describe, expect, it } from 'vitest'
import {
  InvalidActionError,
  InvalidOptionError,
  make,
  NeedsPackageError,
  OrderError,
  type ResetOptions,
  register,
  task,
  UnknownIdError,
} from './index.ts'

describe('bad input', () => {
  it('of an id names the nearest ones', () => {
    expect(() => make('Cartpole-v0')).toThrow(UnknownIdError)
    expect(() => make('Cartpole-v0')).toThrow(/did you mean CartPole-v1\?/)
    expect(() => make('MountainCar')).toThrow(/did you mean MountainCar-v0 or MountainCarContinuous-v0\?/)
    expect(() => make('lunar')).toThrow(/did you mean LunarLander-v3\?/)
  })

  it('of an id that is like none names none', () => {
    for (const id of ['Foo-v1', 'ALE/Pong-v5', ''])
      expect(() => make(id)).toThrow(`There is no environment ${JSON.stringify(id)}.`)
  })

  it('of an option names those there are', () => {
    expect(() => make('FrozenLake-v1', { slippery: false } as never)).toThrow(InvalidOptionError)
    expect(() => make('FrozenLake-v1', { slippery: false } as never)).toThrow(/desc, mapName, isSlippery/)
    expect(() => make('FrozenLake-v1', { mapName: '5x5' as never })).toThrow(InvalidOptionError)
    expect(() => make('CartPole-v1', { maxEpisodeSteps: 0 })).toThrow(/positive integer or -1/)
    expect(() => make('Taxi-v4', { rainyProbability: 2 })).toThrow(/from 0 to 1/)
    expect(() => make('FrozenLake-v1', { successRate: Number.NaN })).toThrow(/successRate is from 0 to 1/)
    expect(() => make('FrozenLake-v1', { rewardSchedule: [1, 0] as never })).toThrow(/three numbers/)
    expect(() => make('LunarLander-v3', { windPower: '9' as never })).toThrow(/windPower is a number, not 9/)
    expect(() => make('MountainCar-v0', { goalVelocity: Number.NaN })).toThrow(/goalVelocity is a number/)
    expect(() => make('LunarLander-v3', { gravity: '-9' as never })).toThrow(/gravity is between -12 and 0/)
    expect(() => make('FrozenLake-v1', { desc: 'SFFG' as never })).toThrow(/rows of equal length/)
  })

  it.each([
    ['CartPole-v1', 'suttonBartoReward'],
    ['LunarLander-v3', 'continuous'],
    ['LunarLander-v3', 'enableWind'],
    ['BipedalWalker-v3', 'hardcore'],
    ['FrozenLake-v1', 'isSlippery'],
    ['CliffWalking-v1', 'isSlippery'],
    ['Taxi-v4', 'isRainy'],
    ['Taxi-v4', 'ficklePassenger'],
  ])('of %s: %s that is neither true nor false is refused', (id, option) => {
    const made = () => make(id, { [option]: 'false' })
    expect(made).toThrow(InvalidOptionError)
    expect(made).toThrow(`${id}: ${option} is true or false, not "false"`)
  })

  it('of an entry or a part of a task names those there are', () => {
    const create = () => make('CartPole-v1')
    expect(() => register('Bad-v0', { create, max_episode_steps: 30 } as never)).toThrow(
      /^The entry of Bad-v0 has no option max_episode_steps; it has create, maxEpisodeSteps/,
    )
    expect(() => register('Bad-v0', {} as never)).toThrow(/needs create/)
    expect(() => make('Bad-v0')).toThrow(UnknownIdError)
    const misspelt = { goals: 'Stay.' } as never
    expect(() => task('CartPole-v1', misspelt)).toThrow(/^The task CartPole-v1 has no option goals; it has /)
    expect(task('CartPole-v1', { ...task('Acrobot-v1'), goal: 'Stay.' }).goal).toBe('Stay.')
  })

  it('of an id that another package makes names the package', () => {
    expect(() => make('Hopper-v5')).toThrow(NeedsPackageError)
    expect(() => make('Hopper-v5')).toThrow(/@gencode\/env-mujoco.*@gencode\/env-gymnasium/)
  })

  it('of order is refused', () => {
    const env = make('CartPole-v1', { maxEpisodeSteps: 1 })
    expect(() => env.step(0)).toThrow(OrderError)
    expect(() => env.render()).toThrow(/reset before render/)
    env.reset()
    env.step(0)
    expect(() => env.step(0)).toThrow(/the episode is over/)
    env.close()
    expect(() => env.reset()).toThrow(/closed/)
  })

  it.each([
    ['CartPole-v1', 2, /an integer from 0 to 1, not 2/],
    ['CartPole-v1', 0.5, /not 0.5/],
    ['Pendulum-v1', [0, 0], /an array of 1 number, from -2 to 2, not \[0, 0\]/],
    ['Pendulum-v1', 0.5, /not 0.5/],
    ['MountainCarContinuous-v0', [Number.NaN], /not \[NaN\]/],
    ['MountainCarContinuous-v0', ['1'], /not \[1\]/],
    ['Taxi-v4', undefined, /not undefined/],
  ])('of %s as the action %j is refused', (id, action, message) => {
    const env = make(id)
    env.reset({ seed: 1 })
    expect(() => env.step(action)).toThrow(InvalidActionError)
    expect(() => env.step(action)).toThrow(message)
  })

  it.each<[string, ResetOptions, RegExp]>([
    ['CartPole-v1', { options: { state: [1, 2] } }, /4 finite numbers, not \[1, 2\]/],
    ['CartPole-v1', { options: { state: [1, 2, 3, Number.NaN] } }, /NaN/],
    ['CartPole-v1', { options: { low: 1, high: 0 } }, /low \(1\) is above high \(0\)/],
    ['Acrobot-v1', { options: { low: 'a' } }, /low is a number/],
    ['Pendulum-v1', { options: { xInit: 'a' } }, /xInit is a number/],
    ['Taxi-v4', { options: { state: 500 } }, /from 0 to 499, not 500/],
    ['CartPole-v1', { seed: -1 }, /non-negative integer/],
  ])('of %s as the reset options %j is refused, and changes nothing', (id, options, message) => {
    const env = make(id)
    env.reset({ seed: 5 })
    const { state } = env
    expect(() => env.reset(options)).toThrow(message)
    expect(env.state).toEqual(state)
  })

  it('of a continuous action out of range is none: it is clipped', () => {
    const [far, edge] = [make('Pendulum-v1'), make('Pendulum-v1')]
    for (const env of [far, edge]) env.reset({ seed: 5 })
    expect(far.step([9])).toEqual(edge.step([2]))
    expect(far.step([Number.NEGATIVE_INFINITY])).toEqual(edge.step([-2]))
  })
})
