import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { make } from '../../make.ts'
import { task } from '../../tasks/task-by-id.ts'
import type { Highway } from './highway.ts'

interface Recorded {
  readonly id: string
  readonly config: object
  readonly seed: number
  readonly start: readonly number[]
  readonly steps: readonly {
    readonly action: number
    readonly observation: readonly number[]
    readonly reward: number
    readonly terminated: boolean
    readonly truncated: boolean
    readonly info: { readonly speed: number; readonly rewards: Readonly<Record<string, number>> }
  }[]
  readonly carsAfterFirst: readonly (readonly [...numbers: number[], crashed: boolean])[]
  readonly carsAtEnd: Recorded['carsAfterFirst']
}

const recorded: readonly Recorded[] = JSON.parse(
  readFileSync(new URL('../../../fixtures/highway.json', import.meta.url), 'utf8'),
)

function expectNear(actual: Iterable<number>, expected: readonly number[], tolerance = 1e-9): void {
  const mine = [...actual]
  expect(mine).toHaveLength(expected.length)
  const worst = Math.max(...mine.map((value, index) => Math.abs(value - (expected[index] as number))))
  expect(worst).toBeLessThanOrEqual(tolerance)
}

function expectCars(env: Highway, expected: Recorded['carsAtEnd']): void {
  expect(env.cars).toHaveLength(expected.length)
  for (const [index, car] of env.cars.entries()) {
    const numbers = expected[index]?.slice(0, -1) as number[]
    expectNear([car.x, car.y, car.heading, car.speed, car.lane, car.targetLane], numbers)
    expect(car.crashed).toBe(expected[index]?.at(-1))
  }
}

describe.each(recorded)('$id from seed $seed with $config as highway-env 1.12 recorded it', (golden) => {
  it('starts and goes on alike, step by step', () => {
    const env = make(golden.id, { config: golden.config })
    expectNear(env.reset({ seed: golden.seed }).observation as Float32Array, golden.start, 1e-6)
    for (const [index, expected] of golden.steps.entries()) {
      const { observation, reward, info, ...flags } = env.step(expected.action)
      expect(flags).toEqual({ terminated: expected.terminated, truncated: expected.truncated })
      const size = Math.max(1, ...expected.observation.map(Math.abs))
      expectNear(observation as Float32Array, expected.observation, 1.2e-7 * size)
      expectNear([reward], [expected.reward])
      const { speed, rewards, ...rest } = info as typeof expected.info
      const { speed: theirSpeed, rewards: theirs, ...theirRest } = expected.info
      expect(rest).toEqual(theirRest)
      expect(Object.keys(rewards)).toEqual(Object.keys(theirs))
      expectNear([speed, ...Object.values(rewards)], [theirSpeed, ...Object.values(theirs)])
      if (index === 0) expectCars(env.unwrapped as Highway, golden.carsAfterFirst)
    }
    expectCars(env.unwrapped as Highway, golden.carsAtEnd)
  })
})

describe('highway-v0', () => {
  it('takes another configuration at a reset, and keeps it', () => {
    const env = make('highway-v0')
    const cars = () => (env.unwrapped as Highway).cars.length
    env.reset({ seed: 1 })
    expect(cars()).toBe(51)
    env.reset({ seed: 1, options: { config: { vehicles_count: 3 } } })
    env.reset({ seed: 1 })
    expect(cars()).toBe(4)
  })

  it.each([
    { observation: { type: 'Kinematics', vehicles_count: 7 } },
    { action: { type: 'DiscreteMetaAction', lateral: false } },
  ])('refuses %j at a reset, since its spaces stay, and changes nothing', (config) => {
    const [env, same] = [make('highway-fast-v0'), make('highway-fast-v0')]
    for (const each of [env, same]) each.reset({ seed: 1 })
    expect(() => env.reset({ seed: 2, options: { config } })).toThrow(/make another environment/)
    expect(env.step(1)).toEqual(same.step(1))
    expect(env.reset().observation).toEqual(same.reset().observation)
  })

  it.each([
    [{ lanes: 3 }, 'has no lanes here; it has observation, action'],
    [{ lanes_count: 0 }, 'lanes_count is a whole number from 1 on, not 0'],
    [{ duration: -1 }, 'duration is positive, not -1'],
    [{ initial_lane_id: 4 }, 'initial_lane_id is null or a lane from 0 to 3, not 4'],
    [{ reward_speed_range: [30, 20] }, 'reward_speed_range is two numbers, rising'],
    [{ observation: { type: 'TimeToCollision' } }, "observation.type is 'Kinematics', not"],
    [{ observation: { type: 'Kinematics', order: 'shuffled' } }, "observation.order is 'sorted'"],
    [
      { observation: { type: 'Kinematics', features: ['colour'] } },
      'observation.features is some of presence',
    ],
    [{ observation: { type: 'Kinematics', odd: 1 } }, 'the observation has no odd here'],
    [{ observation: 1 }, 'observation.type'],
    [{ observation: null }, 'observation.type'],
    [{ action: { type: 'ContinuousAction' } }, "action.type is 'DiscreteMetaAction'"],
    [{ action: null }, 'action.type'],
    [{ action: { type: 'DiscreteMetaAction', target_speeds: [20] } }, 'target_speeds is two speeds or more'],
    [
      { other_vehicles_type: 'highway_env.vehicle.behavior.LinearVehicle' },
      'has no other_vehicles_type here',
    ],
    ['fast', 'config is an object, not "fast"'],
    [
      { observation: { type: 'Kinematics', clip: 'false' } },
      'observation.clip is true or false, not "false"',
    ],
    [{ observation: { type: 'Kinematics', features: 'x' } }, 'observation.features is some of presence'],
    [
      { observation: { type: 'Kinematics', features_range: { x: [1, 0] } } },
      'observation.features_range.x is two numbers, rising, not [1,0]',
    ],
    [{ action: { type: 'DiscreteMetaAction', lateral: 0 } }, 'action.lateral is true or false, not 0'],
    [
      { action: { type: 'DiscreteMetaAction', target_speeds: [20, 'fast', 30] } },
      'action.target_speeds is two speeds or more, rising',
    ],
  ])('refuses %j by name', (config, message) => {
    expect(() => make('highway-v0', { config } as never)).toThrow(message)
  })

  it('ignores what is about a window', () => {
    expect(
      make('highway-v0', { config: { screen_width: 600, manual_control: false } } as never),
    ).toBeDefined()
  })

  it('is made by its own types', () => {
    const env = make('highway-fast-v0', { config: { lanes_count: 2, vehicles_count: 1 } })
    const observation: Float32Array = env.reset({ seed: 1 }).observation
    expect(observation).toHaveLength(25)
    // @ts-expect-error: an action is a number
    expect(() => env.step([1])).toThrow(/an action is/)
  })

  it('draws the cars near the own one', () => {
    const env = make('highway-fast-v0')
    env.reset({ seed: 2 })
    const scene = env.render()
    expect(scene?.shapes.filter(({ kind }) => kind === 'polygon').length).toBeGreaterThan(2)
    expect(scene?.shapes).toContainEqual(expect.objectContaining({ fill: 'rgb(50,200,0)' }))
  })

  it('is a success when the time is over without a crash', () => {
    const { success, makeEnv } = task('highway-fast-v0')
    const env = makeEnv({ config: { vehicles_count: 0, duration: 3 } })
    if (env instanceof Promise) throw new Error('synchronous')
    env.reset({ seed: 1 })
    env.step(1)
    env.step(1)
    const last = env.step(1)
    expect(success({ ...last, steps: 3 })).toEqual({ isSuccess: true, isFailure: false })
    expect(success({ ...last, info: { crashed: true }, steps: 3 }).isFailure).toBe(true)
  })
})
