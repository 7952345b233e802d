import {
  listEnvs,
  make,
  NeedsPackageError,
  RecordEpisode,
  sceneToText,
  task,
  taskIds,
  UnknownIdError,
} from '@gencode/env'
import { describe, expect, it } from 'vitest'
import { ownRobot } from '../test/own-robot.ts'
import { MujocoEnv, mujoco, mujocoIds, mujocoTask, registerMujoco } from './index.ts'

describe('one’s own model', () => {
  it('moves, is rewarded and ends as its definition says', async () => {
    const env = await mujoco(ownRobot)
    const { observation, info } = env.reset({ seed: 3 })
    expect(info).toEqual({ x: observation[0] })
    const step = env.step([2])
    const moved = (step.observation[0] as number) - (observation[0] as number)
    expect(step.info.speed).toBeCloseTo(moved / 0.02)
    expect(step.reward).toBe(-Math.abs(step.observation[0] as number))
    env.reset({ options: { state: [1.99, 5] } })
    expect(env.step([2])).toMatchObject({ terminated: true, truncated: false })
    env.close()
  })

  it('starts at its own positions, observes all of its state and is limited by no time where nothing is said', async () => {
    const env = await mujoco({ xml: ownRobot.xml, files: ownRobot.files ?? {} })
    expect(env.reset({ seed: 1 }).observation).toEqual(Float64Array.of(0, 0))
    for (let count = 0; count < 1500; count++) expect(env.step([0.5]).truncated).toBe(false)
    expect(env.spec).toMatchObject({ id: 'MuJoCo', maxEpisodeSteps: undefined })
    env.close()
  })

  it('without limits of its motors takes any number', async () => {
    const env = await mujoco({
      xml: ownRobot.xml.replace(/ctrllimited.*"-2 2"/, ''),
      files: ownRobot.files ?? {},
    })
    expect(env.actionSpace.contains([1e6])).toBe(true)
    env.close()
  })
})

describe('a state', () => {
  it('is set exactly, and the generator draws as ever', async () => {
    const [env, other] = [await mujoco('Walker2d-v5'), await mujoco('Walker2d-v5')]
    expect(env.state).toBeUndefined()
    const state = Array.from({ length: 18 }, (_, index) => (index === 1 ? 1.2 : 0.01 * index))
    env.reset({ seed: 4, options: { state } })
    expect(env.state).toEqual(state)
    other.reset({ seed: 4 })
    expect(env.reset().observation).toEqual(other.reset().observation)
    for (const each of [env, other]) each.close()
  })
})

describe('registered environments', () => {
  it('are unknown before, with both ways to them, and made at once after', async () => {
    expect(() => make('Ant-v5')).toThrow(NeedsPackageError)
    await Promise.all([registerMujoco(), registerMujoco()])
    const env = make('Ant-v5', { healthyReward: 2, maxEpisodeSteps: 7 })
    expect(env.reset({ seed: 1 }).observation).toHaveLength(105)
    expect(env.spec).toMatchObject({ id: 'Ant-v5', maxEpisodeSteps: 7, rewardThreshold: 6000 })
    env.close()
    const listed = listEnvs().filter(({ runsIn }) => runsIn === 'mujoco')
    expect(listed.map(({ id }) => id)).toEqual(mujocoIds)
    for (const each of listed) {
      expect(each.goal?.length).toBeGreaterThan(20)
      expect(each.requirement).toBeUndefined()
    }
    expect(new Set(taskIds()).size).toBe(taskIds().length)
  })

  it('have tasks whose docs fit, whose rules judge an episode and whose metrics measure it', async () => {
    for (const id of mujocoIds) {
      const each = await mujocoTask(id)
      const env = new RecordEpisode(each.makeEnv({ maxEpisodeSteps: 15 }), { success: each.success })
      const { observation } = env.reset({ seed: 2 })
      expect(each.observationDocs).toHaveLength((observation as Float64Array).length)
      env.actionSpace.seed(1)
      for (let isOver = false; !isOver; ) {
        const step = env.step(env.actionSpace.sample())
        isOver = step.terminated || step.truncated
      }
      const episode = env.episode as NonNullable<typeof env.episode>
      for (const metric of each.metrics) expect(metric.measure(episode)).toSatisfy(Number.isFinite)
      expect(each.source).toEqual({ module: '@gencode/env-mujoco', export: 'mujocoTask', args: [id] })
      expect(each.trainer?.budget).toBeGreaterThan(0)
      env.close()
    }
  })

  it('are described as before, but for what is replaced', async () => {
    const own = await mujocoTask('Hopper-v5', {
      goal: 'Hop in place.',
      success: () => ({ isSuccess: false, isFailure: false }),
    })
    expect(own.goal).toBe('Hop in place.')
    expect(own.rule).toBe(task('Hopper-v5').rule)
    expect(own.source).toBeUndefined()
    await expect(mujocoTask('Hopper-v4' as never)).rejects.toThrow(UnknownIdError)
  })
})

describe('a picture', () => {
  it('shows every body over its ground, and goes along with what runs', async () => {
    for (const id of mujocoIds) {
      const env = await mujoco(id)
      env.reset({ seed: 1 })
      const scene = env.render()
      const solid = scene?.shapes.filter(({ kind }) => kind !== 'text') ?? []
      expect(solid.length).toBeGreaterThanOrEqual(3)
      const numbers = JSON.stringify(scene).match(/null/g)
      expect(numbers).toBeNull()
      expect(sceneToText(scene as NonNullable<typeof scene>, { columns: 40 }).length).toBeGreaterThan(40)
      env.close()
    }
    const swimmer = await mujoco('Swimmer-v5')
    swimmer.reset({ options: { state: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0] } })
    const before = swimmer.render()
    swimmer.reset({ options: { state: [3, 1, 0, 0, 0, 0, 0, 0, 0, 0] } })
    const after = swimmer.render()
    expect((after?.left as number) - (before?.left as number)).toBeCloseTo(3)
    expect((after?.top as number) - (before?.top as number)).toBeCloseTo(1)
    swimmer.close()
  })

  it('has every geom where it is, for a drawing in three dimensions', async () => {
    const env = await mujoco(ownRobot)
    env.reset({ options: { state: [0.5, 0] } })
    const geoms = (env.unwrapped as unknown as MujocoEnv).geoms
    expect(env.unwrapped).toBeInstanceOf(MujocoEnv)
    expect(geoms.map(({ kind }) => kind)).toEqual(['plane', 'mesh', 'box'])
    expect(geoms[2]).toMatchObject({ body: 1, size: [0.2, 0.1, 0.1], position: [0.5, 0, 0.3] })
    env.close()
  })
})
