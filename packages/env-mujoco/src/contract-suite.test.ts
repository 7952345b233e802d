import { makeVector, task } from '@gencode/env'
import { envContract } from '@gencode/env/testing'
import { beforeAll, describe, expect, it } from 'vitest'
import { ownRobot } from '../test/own-robot.ts'
import { type MadeMujoco, mujoco, mujocoIds, registerMujoco } from './index.ts'

const subjects: [string, () => Promise<MadeMujoco>][] = [
  ...mujocoIds.map((id): [string, () => Promise<MadeMujoco>] => [
    id,
    () => mujoco(id, { maxEpisodeSteps: 25 }),
  ]),
  ['a model of one’s own', () => mujoco(ownRobot)],
  ['a model alone', () => mujoco({ xml: ownRobot.xml, files: ownRobot.files ?? {}, maxEpisodeSteps: 20 })],
]

/** The promises that the built-in environments keep, kept by MuJoCo's. */
describe.each(subjects)('%s', (_name, create) => {
  for (const { name, run } of envContract(create as never)) it(name, run)
})

describe('several in one thread', () => {
  beforeAll(registerMujoco)

  it('give what each gives alone, and begin again by themselves', async () => {
    const envs = makeVector('Hopper-v5', { num: 3 })
    const alone = await Promise.all([5, 6, 7].map(() => mujoco('Hopper-v5')))
    const starts = alone.map((env, index) => env.reset({ seed: 5 + index }).observation)
    expect(Array.from(envs.reset({ seed: 5 }).observations)).toEqual(starts.flatMap((one) => [...one]))
    const isOver = [false, false, false]
    let ends = 0
    for (let count = 0; count < 60; count++) {
      const actions = Float64Array.from({ length: 9 }, (_, at) => ((at * 7 + count * 3) % 11) / 5 - 1)
      const { observations, rewards, terminated } = envs.step(actions)
      for (const [index, env] of alone.entries()) {
        const row = observations.slice(11 * index, 11 * index + 11)
        if (isOver[index]) {
          expect(row).toEqual(env.reset().observation)
          isOver[index] = false
          continue
        }
        const step = env.step(actions.slice(3 * index, 3 * index + 3))
        expect(row).toEqual(step.observation)
        expect(rewards[index]).toBe(step.reward)
        expect(terminated[index] === 1).toBe(step.terminated)
        if (step.terminated) ends += 1
        isOver[index] = step.terminated
      }
    }
    expect(ends).toBeGreaterThan(2)
    envs.close()
    for (const env of alone) env.close()
  })

  it('can be made by the task, with options, once registered', () => {
    const env = task('Hopper-v5').makeEnv({ frameSkip: 2 })
    expect(env.spec).toMatchObject({ id: 'Hopper-v5', maxEpisodeSteps: 1000, options: { frameSkip: 2 } })
    env.close()
  })
})
