import { describe, expect, it } from 'vitest'
import { allocations } from '../test/allocations.ts'
import { createSandbox, createSandboxWorker, SandboxMemoryError } from './index.ts'

const mebibyte = 2 ** 20
const timeoutMs = 30_000
const sizes = [1, 2, 4, 8]

async function outcomeOf(run: () => unknown): Promise<unknown> {
  try {
    return await run()
  } catch (error) {
    return error
  }
}

function expectMemoryError(outcome: unknown, code: string, size: number): void {
  expect(outcome, code).toBeInstanceOf(SandboxMemoryError)
  expect((outcome as SandboxMemoryError).feedback, code).toContain(`${size} MiB`)
}

describe('memory without end is a SandboxMemoryError', () => {
  it('is tried in 31 ways', () => expect(new Set(allocations).size).toBe(31))

  it.each(sizes)(
    'in a memory of %i MiB, and the next function is right',
    async (size) => {
      const sandbox = await createSandbox({ memoryBytes: size * mebibyte, timeoutMs })
      for (const body of allocations) {
        const code = `() => { ${body} }`
        expectMemoryError(await outcomeOf(() => sandbox.compile(code)()), code, size)
        expect(sandbox.compile('(x) => [x, typeof kept]')(size)).toEqual([size, 'undefined'])
      }
      sandbox.dispose()
    },
    120_000,
  )

  it('also after an await', async () => {
    const sandbox = await createSandbox({ memoryBytes: 2 * mebibyte, timeoutMs })
    for (const body of allocations) {
      const code = `async () => { await 0; ${body} }`
      expectMemoryError(await outcomeOf(() => sandbox.compile(code)()), code, 2)
    }
  })

  it('also in a worker', async () => {
    using sandbox = await createSandboxWorker({ memoryBytes: 2 * mebibyte, timeoutMs })
    for (const body of allocations) {
      const code = `() => { ${body} }`
      const fn = await sandbox.compile(code)
      expectMemoryError(await outcomeOf(() => fn()), code, 2)
    }
  })

  it('but a `null` that the code throws itself is not', async () => {
    const sandbox = await createSandbox({ timeoutMs })
    expect(() => sandbox.compile('() => { throw null }')()).toThrow(/threw null/)
  })
})

describe('the collector', () => {
  it('runs alike in a fresh memory and in one that an earlier guest made larger', async () => {
    const sandbox = await createSandbox({ timeoutMs })
    const code = `() => {
      const ref = new WeakRef({})
      const kept = []
      for (let i = 0; i < 200; i++) kept.push('x'.repeat(1000) + i, { kept })
      return Promise.resolve().then(() => { for (let i = 0; i < 3000; i++) kept.push('y'.repeat(1000) + i); return ref.deref() === undefined })
    }`
    const first = await sandbox.compile(code)()
    sandbox.compile('() => { const k = []; for (let i = 0; i < 20000; i++) k.push("z".repeat(500) + i) }')()
    sandbox.reset()
    expect(await sandbox.compile(code)()).toBe(first)
  })
})
