import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { createSandboxWorker, SandboxTimeoutError } from '../index.ts'

const slow = async (x: unknown) => {
  await sleep(30)
  return x
}
const options = { timeoutMs: 10_000, globals: { slow, never: () => new Promise(() => {}) } }

describe('a run in a worker that waits', () => {
  it('does not hold its thread', async () => {
    using sandbox = await createSandboxWorker(options)
    const waiting = sandbox.run('return await slow(1)')
    const fn = await sandbox.compile('(x) => x + 1')
    expect(await sandbox.run('return 2')).toMatchObject({ value: 2 })
    expect(await fn(3)).toBe(4)
    expect(await waiting).toMatchObject({ value: 1 })
  })

  it('is one of many, in one thread and in several', async () => {
    for (const size of [1, 3]) {
      using sandbox = await createSandboxWorker({ ...options, size, maxRuns: 4 })
      const runs = Array.from({ length: 30 }, (_, index) =>
        sandbox.run('let n = input\nfor (let i = 0; i < 3; i++) n += await add(i)\nreturn n', {
          input: index,
          globals: { add: (x: number) => sleep(x, x) },
        }),
      )
      const values = (await Promise.all(runs)).map((result) => (result as { value: number }).value)
      expect(values).toEqual(Array.from({ length: 30 }, (_, index) => index + 3))
    }
  })

  it('ends by its own bounds, and the thread goes on', async () => {
    using sandbox = await createSandboxWorker({ ...options, timeoutMs: 300 })
    const controller = new AbortController()
    const kept = sandbox.run('await slow(1)\nawait slow(2)\nreturn await slow(3)')
    const outcomes = await Promise.allSettled([
      sandbox.run('await never()', { waitMs: 30 }),
      sandbox.run('await slow(1)\nfor (;;);'),
      sandbox.run('await never()', { signal: controller.signal }),
      sleep(20).then(() => controller.abort(new Error('enough'))),
    ])
    expect(outcomes[0]).toMatchObject({ reason: expect.any(SandboxTimeoutError) })
    expect(outcomes[1]).toMatchObject({ reason: expect.any(SandboxTimeoutError) })
    expect(outcomes[2]).toMatchObject({ reason: { message: 'enough' } })
    expect(await kept).toMatchObject({ value: 3 })
  })

  it('brings a host’s failure, and refuses what cannot cross', async () => {
    using sandbox = await createSandboxWorker({
      timeoutMs: 10_000,
      globals: { live: async () => () => 1, odd: async () => new Map([[1, new Date(5)]]) },
    })
    await expect(sandbox.run('await live()')).rejects.toThrow(/plain data/)
    expect(await sandbox.run('return await odd()')).toMatchObject({ value: new Map([[1, new Date(5)]]) })
    await expect(sandbox.run('return 1', { input: () => 1 })).rejects.toThrow(/plain data/)
  })

  it('fails when the sandbox is disposed of', async () => {
    const sandbox = await createSandboxWorker(options)
    const waiting = sandbox.run('await never()')
    await sleep(20)
    sandbox.dispose()
    await expect(waiting).rejects.toThrow(/disposed/)
    await expect(sandbox.run('return 1')).rejects.toThrow(/disposed/)
  })

  it('calls the host from a function, which is then a promise', async () => {
    using sandbox = await createSandboxWorker(options)
    const fn = await sandbox.compile('async (x) => (await slow(x)) + 1')
    expect(await fn(1)).toBe(2)
    expect(await fn.run([2])).toBe(3)
  })
})
