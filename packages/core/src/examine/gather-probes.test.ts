import { boundValue } from '@gencode/contract'
import { NeedsPackageError, rewardTask, task, taskIds } from '@gencode/env'
import { describe, expect, test } from 'vitest'
import { probesOf } from './gather-probes.ts'

/** Those whose environment Python alone can make are described only. */
const made = taskIds().filter((id) => {
  try {
    task(id).makeEnv().close()
    return true
  } catch (error) {
    if (error instanceof NeedsPackageError) return false
    throw error
  }
})

describe.each(made)('the probes of %s', (id) => {
  const one = task(id)

  test('are 200 finite rows: rollouts, flags, corners, repeats', async () => {
    const { rows, columns, rollouts, flags, repeats } = await probesOf(one)
    const [observations, isSuccess, isFailure] = columns
    const width = one.observationDocs.length
    expect(rows).toBe(200)
    expect([observations.length, isSuccess.length, isFailure.length]).toEqual([200 * width, 200, 200])
    expect(observations.every(Number.isFinite)).toBe(true)
    expect(rollouts).toBeGreaterThan(20)
    const row = (index: number) => Array.from(observations.subarray(index * width, (index + 1) * width))
    for (const { plain, success, failure } of flags) {
      expect(row(success)).toEqual(row(plain))
      expect(row(failure)).toEqual(row(plain))
      expect([isSuccess[success], isFailure[failure], isSuccess[plain]]).toEqual([1, 1, 0])
    }
    expect(repeats.length).toBeGreaterThanOrEqual(10)
    for (const [first, again] of repeats) expect(row(again)).toEqual(row(first))
  })

  test('hold the documented bounds', async () => {
    const { rows, columns } = await probesOf(one)
    const width = one.observationDocs.length
    for (const doc of one.observationDocs.slice(0, 8)) {
      const values = Array.from({ length: rows }, (_, row) => columns[0][row * width + doc.index] as number)
      for (const bound of [boundValue(doc.low), boundValue(doc.high)])
        if (Math.abs(bound) < 1e6) expect(values).toContain(bound)
    }
  })
})

test('are gathered once for a task, and are the same each time', async () => {
  const cartPole = task('CartPole-v1')
  let made = 0
  const counted = task('CartPole-v1', {
    makeEnv(options) {
      made++
      return cartPole.makeEnv(options)
    },
  })
  const probes = await probesOf(counted)
  expect(await probesOf(counted)).toBe(probes)
  expect(made).toBe(1)
  expect(await probesOf(cartPole)).toEqual(probes)
  expect(await probesOf(cartPole, { seed: 1 })).not.toEqual(probes)
})

test('are as many as are asked for, from 20 on', async () => {
  for (const count of [20, 21, 57]) expect((await probesOf(task('CartPole-v1'), { count })).rows).toBe(count)
  for (const count of [0, 19, 20.5, Number.NaN])
    expect(() => probesOf(task('CartPole-v1'), { count })).toThrow(/whole number from 20/)
})

test('know which ends a task can come to', async () => {
  expect((await probesOf(task('CartPole-v1'))).outcomes).toEqual({ success: false, failure: true })
})

test('are gathered again after a failure', async () => {
  let fails = true
  const flaky = task('CartPole-v1', {
    makeEnv(options) {
      if (fails) throw new Error('no Python yet')
      return task('CartPole-v1').makeEnv(options)
    },
  })
  await expect(probesOf(flaky)).rejects.toThrow('no Python yet')
  fails = false
  expect((await probesOf(flaky)).rows).toBe(200)
})

test('no probes are gathered of a task that describes other observations than its environment gives', async () => {
  const odd = rewardTask({ ...task('CartPole-v1'), observation: task('Acrobot-v1').observationDocs })
  await expect(probesOf(odd)).rejects.toThrow(
    /^CartPole-v1: an observation here is 4 numbers .*, and the task describes 6$/,
  )
})
