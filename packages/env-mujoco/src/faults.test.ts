import { InvalidActionError, InvalidOptionError, OrderError, UnknownIdError } from '@gencode/env'
import { describe, expect, it } from 'vitest'
import { ownRobot } from '../test/own-robot.ts'
import { type MujocoEnv, MujocoError, type MujocoModel, mujoco } from './index.ts'

/** What a promise is rejected with. */
const fault = (code: string, message: RegExp) =>
  expect.objectContaining({ name: 'MujocoError', code, message: expect.stringMatching(message) })

describe('a model that is none', () => {
  it.each([
    ['', /empty|XML/i],
    [
      '<mujoco><worldbody><body><joint type="blub"/></body></worldbody></mujoco>',
      /invalid keyword: 'blub'.*line 1/s,
    ],
    ['<mujoco><worldbody>', /XML/],
    ['<mujoco><worldbody><body><joint type="slide"/></body></worldbody></mujoco>', /mass and inertia/],
    ['<mujoco><include file="missing.xml"/></mujoco>', /missing\.xml/],
  ])('is refused in MuJoCo’s own words: %s', async (xml, message) => {
    await expect(mujoco({ xml })).rejects.toEqual(fault('mujoco/model', message))
    await expect(mujoco('Hopper-v5', { xml })).rejects.toEqual(fault('mujoco/model', message))
  })

  it('is refused where it is no text', async () => {
    await expect(mujoco({ xml: 7 as never })).rejects.toThrow(InvalidOptionError)
    await expect(mujoco({} as never)).rejects.toThrow(/xml is a model as a text, not undefined/)
  })

  it('is refused with a view that there is none of', async () => {
    await expect(mujoco({ xml: '<mujoco/>', view: 'front' as never })).rejects.toThrow(
      /view is 'side' or 'top', not "front"/,
    )
  })

  it('leaves MuJoCo as it was', async () => {
    const env = await mujoco('Hopper-v5')
    expect(env.reset({ seed: 1 }).observation).toHaveLength(11)
    env.close()
  })
})

describe('options', () => {
  it('that there are none of are refused, naming those that there are', async () => {
    await expect(mujoco('Hopper-v5', { healthyRward: 2 } as never)).rejects.toThrow(InvalidOptionError)
    await expect(mujoco('Reacher-v5', { speed: 2 } as never)).rejects.toThrow(
      /no option speed; it takes xml, frameSkip, rewardDistWeight, rewardControlWeight, maxEpisodeSteps/,
    )
    await expect(mujoco('Hopper-v4' as never)).rejects.toThrow(UnknownIdError)
  })

  it.each([
    [{ healthyReward: '1' }, /healthyReward is a number, not "1"/],
    [{ ctrlCostWeight: Number.NaN }, /ctrlCostWeight is a number, not NaN/],
    [{ terminateWhenUnhealthy: 1 }, /terminateWhenUnhealthy is true or false/],
    [{ healthyZRange: [2, 1] }, /healthyZRange is two numbers, the lower one first, not 2,1/],
    [{ healthyZRange: 0.7 }, /two numbers/],
    [{ frameSkip: 0 }, /frameSkip is a positive integer, not 0/],
    [{ frameSkip: 1.5 }, /frameSkip is a positive integer/],
    [{ maxEpisodeSteps: 0 }, /maxEpisodeSteps/],
  ])('of the wrong kind are refused: %j', async (options, message) => {
    await expect(mujoco('Hopper-v5', options as never)).rejects.toThrow(InvalidOptionError)
    await expect(mujoco('Hopper-v5', options as never)).rejects.toThrow(message)
  })

  it('that are undefined are as if not given', async () => {
    const made = [await mujoco('Hopper-v5', { frameSkip: undefined } as never), await mujoco('Hopper-v5')]
    const [undefinedOne, plain] = made.map((env) => {
      env.reset({ seed: 1 })
      return env.step([0.5, -0.25, 1])
    })
    expect(undefinedOne).toEqual(plain)
    for (const env of made) env.close()
  })

  it('that name a body that is not there are refused at the first step', async () => {
    const env = await mujoco('Ant-v5', { mainBody: 'tail' })
    env.reset({ seed: 1 })
    expect(() => env.step(new Float32Array(8))).toThrow(fault('mujoco/definition', /no body "tail"/))
    env.close()
  })
})

describe('actions and states', () => {
  it('with NaN or of the wrong length are refused', async () => {
    const env = await mujoco('Hopper-v5')
    env.reset({ seed: 1 })
    for (const action of [[Number.NaN, 0, 0], [0, 0], [0, 0, 0, 0], 1, undefined])
      expect(() => env.step(action as never)).toThrow(InvalidActionError)
    for (const state of [[1, 2], new Array(12).fill(Number.NaN), 'up'])
      expect(() => env.reset({ options: { state } })).toThrow(InvalidOptionError)
    env.close()
  })

  it('beyond the motors’ limits act as the limits', async () => {
    const [one, other] = [await mujoco('Swimmer-v5'), await mujoco('Swimmer-v5')]
    for (const env of [one, other]) env.reset({ seed: 1 })
    expect(one.step([50, -50]).observation).toEqual(other.step([1, -1]).observation)
    for (const env of [one, other]) env.close()
  })
})

describe('a simulation that diverges', () => {
  /** A light body that a spring of no measure tears apart. */
  const wild: MujocoModel = {
    xml: `<mujoco><option timestep="0.1" integrator="Euler"/><worldbody><body>
      <joint name="j" type="slide" axis="1 0 0" stiffness="1e9"/><geom size=".1" mass="0.01"/></body></worldbody>
      <actuator><motor joint="j"/></actuator></mujoco>`,
  }

  it('is told until the next reset, and no NaN comes out', async () => {
    const env = await mujoco(wild)
    env.reset({ options: { state: [1, 0] } })
    let thrown: unknown
    for (let count = 0; count < 100 && !thrown; count++)
      try {
        expect(env.step([0]).observation.every(Number.isFinite)).toBe(true)
      } catch (error) {
        thrown = error
      }
    expect(thrown).toBeInstanceOf(MujocoError)
    expect(thrown).toEqual(fault('mujoco/diverged', /diverged.*smaller timestep/))
    expect(() => env.step([0])).toThrow(/diverged/)
    env.reset({ options: { state: [0, 0] } })
    expect(env.step([0]).observation).toEqual(Float64Array.of(0, 0))
    env.close()
  })

  it('is told where the bare environment is stepped with NaN', async () => {
    const env = (await mujoco('Hopper-v5')).unwrapped as unknown as MujocoEnv
    env.reset({ seed: 1, options: { state: [0, 1.2, 0, 0, 0, 0, 1e9, 1e9, 0, 0, 0, 1e9] } })
    const steps = () => {
      for (let count = 0; count < 50; count++) env.step([1, 1, 1])
    }
    expect(steps).toThrow(fault('mujoco/diverged', /Hopper-v5/))
    env.close()
  })
})

describe('a definition', () => {
  it('that gives as many numbers as do not fit is refused', async () => {
    const start = () => ({ qpos: [1, 2], qvel: [0] })
    const env = await mujoco({ ...ownRobot, start })
    expect(() => env.reset({ seed: 1 })).toThrow(
      fault('mujoco/definition', /start\(\)\.qpos has 2 numbers, where 1/),
    )
    env.close()
    let count = 2
    const growing = await mujoco({ ...ownRobot, observe: () => new Float64Array(count++) })
    expect(() => growing.reset({ seed: 1 }) && growing.step([0])).toThrow(/observe\(\) has/)
    growing.close()
    await expect(
      mujoco({ ...ownRobot, observe: (simulation) => Float64Array.from(simulation.view('qpoz')) }),
    ).rejects.toEqual(fault('mujoco/definition', /mjData has no array "qpoz"/))
  })

  it('that throws passes its own error on', async () => {
    const env = await mujoco({
      ...ownRobot,
      reward: () => {
        throw new RangeError('mine')
      },
    })
    env.reset({ seed: 1 })
    expect(() => env.step([0])).toThrow(RangeError)
    env.close()
  })
})

describe('a closed environment', () => {
  it('is of no use, and closing twice is harmless', async () => {
    const env = await mujoco('Pusher-v5')
    env.reset({ seed: 1 })
    env.close()
    env.close()
    expect(() => env.reset()).toThrow(OrderError)
    expect(env.state).toBeUndefined()
    expect(() => (env.unwrapped as unknown as MujocoEnv).simulation.qpos).toThrow(/closed/)
  })
})
