import { describe, expect, it } from 'vitest'
import { isRequired } from '../../../tooling/vitest/require.ts'
import { type MadeMujoco, type MujocoEnv, mujoco, mujocoIds } from './index.ts'

const times = isRequired('deep') ? 1000 : 15

/** A model that is one, but not an arm's. */
const hollow = '<mujoco/>'

/** Bytes of the memory that MuJoCo runs in. */
const memoryOf = (env: MadeMujoco): number =>
  (env.unwrapped as unknown as MujocoEnv).simulation.view('qpos').buffer.byteLength

async function life(id: (typeof mujocoIds)[number]): Promise<number> {
  const env = await mujoco(id)
  env.reset({ seed: 1 })
  env.step(env.actionSpace.sample())
  env.render()
  const bytes = memoryOf(env)
  env.close()
  return bytes
}

describe('environments that are closed', () => {
  it.each(mujocoIds)(`%s, ${times} of them, leave no memory`, { timeout: 300_000 }, async (id) => {
    const before = await life(id)
    let after = 0
    for (let count = 0; count < times; count++) after = await life(id)
    expect(after).toBe(before)
  })

  it('leave none either where their model was refused or they failed while being made', async () => {
    const before = await life('Hopper-v5')
    for (let count = 0; count < times; count++) {
      await expect(mujoco({ xml: '<mujoco><worldbody><geom/></worldbody></mujoco>' })).rejects.toThrow()
      await expect(mujoco('Reacher-v5', { xml: hollow })).rejects.toThrow()
    }
    expect(await life('Hopper-v5')).toBe(before)
  })
})

describe('environments that are open', () => {
  it('go on when MuJoCo’s memory grows under them', async () => {
    const [env, same] = [await mujoco('Hopper-v5'), await mujoco('Hopper-v5')]
    for (const each of [env, same]) each.reset({ seed: 1 })
    const actions = Array.from({ length: 30 }, () => [0.01, -0.01, 0.01])
    const expected = actions.map((action) => same.step(action).observation)
    const before = memoryOf(env)
    const heavy = []
    for (const [index, action] of actions.entries()) {
      if (memoryOf(env) === before)
        heavy.push(await mujoco({ xml: '<mujoco><size memory="20M"/><worldbody/></mujoco>' }))
      expect(env.step(action).observation).toEqual(expected[index])
    }
    expect(memoryOf(env)).toBeGreaterThan(before)
    for (const each of [env, same, ...heavy]) each.close()
  })
})
