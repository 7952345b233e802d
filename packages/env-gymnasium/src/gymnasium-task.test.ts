import { flattenObservation, NeedsPackageError, task, taskIds } from '@gencode/env'
import { describe, expect, it } from 'vitest'
import { faulty, hasPackage, hasPython } from '../test/parts.ts'
import { gymnasiumTask } from './index.ts'

const step = { observation: [], reward: 0, terminated: false, truncated: false, info: {}, steps: 1 }

describe.runIf(hasPython)('a task over a Python environment', () => {
  it('keeps the description of a built-in one, with environments from Python', async () => {
    const made = await gymnasiumTask('CartPole-v1')
    const builtIn = task('CartPole-v1')
    expect(made).toMatchObject({
      kind: 'reward',
      goal: builtIn.goal,
      rule: builtIn.rule,
      metrics: builtIn.metrics,
    })
    expect(made.observationDocs).toEqual(builtIn.observationDocs)
    expect(made.success({ ...step, truncated: true })).toEqual({ isSuccess: true, isFailure: false })
    const env = await made.makeEnv({ maxEpisodeSteps: 3 })
    expect(env.metadata.gymnasium).toMatch(/^1\./)
    expect(env.spec.maxEpisodeSteps).toBe(3)
    env.close()
  })

  it('keeps the time limit that the task sets where Gymnasium has none', async () => {
    const made = await gymnasiumTask('CliffWalking-v1')
    const env = await made.makeEnv()
    expect(env.spec.maxEpisodeSteps).toBe(200)
    env.close()
    const longer = await made.makeEnv({ maxEpisodeSteps: 300 })
    expect(longer.spec.maxEpisodeSteps).toBe(300)
    longer.close()
  })

  it('describes any other environment from what Python says of it', async () => {
    const made = await gymnasiumTask('Spaces-v0', { ...faulty, kwargs: { kind: 'dict' } })
    expect(made.goal).toBe(
      "Reach the highest return in Gymnasium's Spaces-v0. Echoes its action as the next observation, whatever the space.",
    )
    expect(made.observationDocs.map(({ name, low, high }) => [name, low, high])).toEqual([
      ['a', -1, 1],
      ['b[0][0]', -1, 1],
      ['b[0][1]', -1, 1],
      ['b[1][0]', -1, 1],
      ['b[1][1]', -1, 1],
      ['c[0][0]', 0, 1],
      ['c[0][1]', 0, 1],
      ['c[0][2]', 0, 1],
      ['c[1][0]', 0, 1],
      ['c[1][1]', 0, 299],
    ])
    expect(made.success({ ...step, truncated: true })).toEqual({ isSuccess: true, isFailure: false })
    expect(made.success({ ...step, terminated: true })).toEqual({ isSuccess: false, isFailure: true })
    const reached = { ...step, terminated: true, info: { is_success: true } }
    expect(made.success(reached)).toEqual({ isSuccess: true, isFailure: false })
    const late = { ...step, truncated: true, info: { is_success: 0 } }
    expect(made.success(late)).toEqual({ isSuccess: false, isFailure: false })
  })

  it('takes a description of the own', async () => {
    const observation = [
      { index: 0, name: 'steps', low: 0, high: 50 },
      { index: 1, name: 'steps again', low: 0, high: 50 },
    ]
    const made = await gymnasiumTask('Faulty-v0', {
      ...faulty,
      goal: 'Drive on.',
      observation,
      success: ({ steps }) => ({ isSuccess: steps >= 10, isFailure: false }),
    })
    expect(made).toMatchObject({ goal: 'Drive on.', observationDocs: observation })
    expect(made.success({ ...step, steps: 10 }).isSuccess).toBe(true)
    await expect(gymnasiumTask('Faulty-v0', { ...faulty, observation: [] })).rejects.toThrow(
      /observation is 2 numbers, but the docs describe 0/,
    )
    await expect(
      gymnasiumTask('CartPole-v1', { observation: [{ index: 0, name: 'x', low: 0, high: 1 }] }),
    ).rejects.toThrow(/is 4 numbers, but the docs describe 1/)
  })

  it.runIf(hasPackage('mujoco') && hasPackage('highway-env'))(
    'completes descriptions of what another package makes',
    async () => {
      const ids = taskIds().filter((id) => {
        try {
          void task(id).makeEnv()
          return false
        } catch (error) {
          return error instanceof NeedsPackageError
        }
      })
      expect(ids.length).toBeGreaterThanOrEqual(3)
      // Each starts Python twice.
      for (const id of ids.filter((_, index) => index % 4 === 0)) {
        const made = await gymnasiumTask(id)
        const env = await made.makeEnv()
        expect(made.goal).toBe(task(id).goal)
        env.reset({ seed: 1 })
        for (let steps = 1, isOver = false; !isOver && steps < 10; steps++) {
          const result = env.step(env.actionSpace.sample())
          const numbers = flattenObservation(env.observationSpace, result.observation)
          expect(numbers).toHaveLength(made.observationDocs.length)
          const { isSuccess, isFailure } = made.success({ ...result, steps })
          expect([typeof isSuccess, typeof isFailure]).toEqual(['boolean', 'boolean'])
          expect(isSuccess && isFailure).toBe(false)
          isOver = result.terminated || result.truncated
        }
        env.close()
      }
    },
    60_000,
  )
})
