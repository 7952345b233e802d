import { flattenObservation, listEnvs } from '@gencode/env'
import { beforeAll, describe, expect, it } from 'vitest'
import { playables, prepare, taskOf } from './playable.ts'
import { starterRewards } from './starter-rewards.ts'

describe('the tasks of the playground', () => {
  beforeAll(() => prepare('Hopper-v5'))

  it('are all that run in TypeScript, and some of MuJoCo’s', () => {
    const here = listEnvs().filter(({ runsIn, goal }) => runsIn === 'typescript' && goal)
    const plain = playables.filter(({ simulator }) => !simulator)
    expect(plain.map(({ id }) => id).sort()).toEqual(here.map(({ id }) => id).sort())
    expect(playables.some(({ id, simulator }) => id === 'Hopper-v5' && simulator === 'mujoco')).toBe(true)
  })

  it.each(playables)('$id has keys that are actions, and a starter reward', ({ id, keys, rest }) => {
    const env = taskOf(id).makeEnv()
    const actions = keys.map(({ action }) => action)
    if (typeof rest === 'object') actions.push(rest.action)
    for (const action of actions) expect(env.actionSpace.contains(action)).toBe(true)
    expect(starterRewards[id]).toContain('rewardFn')
    env.reset({ seed: 0 })
    expect(env.render()).toBeDefined()
  })

  it.each(playables.filter(({ isUnsolved }) => !isUnsolved))(
    '$id: its heuristic reaches the goal',
    ({ id, heuristic }) => {
      const task = taskOf(id)
      const env = task.makeEnv()
      const succeeds = (seed: number): boolean => {
        let { observation } = env.reset({ seed })
        for (let steps = 1; ; steps++) {
          const result = env.step(heuristic(flattenObservation(env.observationSpace, observation)))
          observation = result.observation
          const { isSuccess } = task.success({ ...result, steps })
          if (isSuccess || result.terminated || result.truncated) return isSuccess
        }
      }
      const successes = Array.from({ length: 10 }, (_, seed) => succeeds(seed)).filter(Boolean)
      expect(successes.length).toBeGreaterThanOrEqual(5)
    },
  )
})
