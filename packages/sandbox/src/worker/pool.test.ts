import { describe, expect, test } from 'vitest'
import { createSandboxWorker } from '../create-sandbox-worker.ts'
import { SandboxTimeoutError } from '../errors.ts'
import { WorkerPool } from './pool.ts'
import type { Asked, Outcome, ToWorker } from './protocol.ts'

const job = (name: string, timeoutMs = 50, signal?: AbortSignal) => ({
  message: {
    kind: 'work',
    epoch: 0,
    definition: { key: name },
    work: { kind: 'compile' },
  } as unknown as Asked,
  timeoutMs,
  entry: name,
  signal,
})

/** A thread that does what is asked by the name of a function: `hang` never ends, and what comes after it waits. */
class ScriptedWorker {
  static groups: string[][] = []
  onmessage: ((event: { data: unknown }) => void) | undefined
  #isStuck = false

  postMessage(message: ToWorker): void {
    if (message.kind === 'start') setTimeout(() => this.onmessage?.({ data: { kind: 'ready' } }))
    else setTimeout(() => this.#work(message.kind === 'group' ? message.messages : [message]))
  }

  #work(messages: readonly Asked[]): void {
    const names = messages.map((message) => String(message.kind === 'work' && message.definition.key))
    ScriptedWorker.groups.push(names)
    const answers: Outcome[] = []
    for (const name of names) {
      this.#isStuck ||= name.startsWith('hang')
      if (this.#isStuck) break
      answers.push({ kind: 'done', value: name })
    }
    // As a thread that was stopped before it told of the last few.
    if (!this.#isStuck) this.onmessage?.({ data: { kind: 'group', answers } })
  }

  terminate(): void {
    this.onmessage = undefined
  }
}

function scriptedPool(): WorkerPool {
  ScriptedWorker.groups = []
  const createWorker = () => new ScriptedWorker() as unknown as Worker
  const start = { kind: 'start' } as unknown as ToWorker
  return new WorkerPool({ size: 1, program: '', start, onConsole: undefined, createWorker })
}

describe('a pool of threads', () => {
  test('gives small tasks in groups, once it knows that they are small', async () => {
    const pool = scriptedPool()
    await pool.run(job('first'))
    const names = Array.from({ length: 100 }, (_, index) => `task ${index}`)
    expect(await Promise.all(names.map((name) => pool.run(job(name))))).toEqual(names)
    expect(ScriptedWorker.groups.flat()).toEqual(['first', ...names])
    expect(Math.max(...ScriptedWorker.groups.map(({ length }) => length))).toBeGreaterThan(3)
    pool.dispose()
  })

  test('does a group again, one by one, where a thread hangs: only the one that hangs fails', async () => {
    const pool = scriptedPool()
    await pool.run(job('first'))
    const names = Array.from({ length: 30 }, (_, index) => (index === 12 ? 'hang' : `task ${index}`))
    const outcomes = await Promise.allSettled(names.map((name) => pool.run(job(name))))
    for (const [index, outcome] of outcomes.entries())
      if (index === 12)
        expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(SandboxTimeoutError) })
      else expect(outcome).toEqual({ status: 'fulfilled', value: names[index] })
    pool.dispose()
  })

  test('goes on with the rest of a group where one of it is aborted', async () => {
    const pool = scriptedPool()
    await pool.run(job('first'))
    const controller = new AbortController()
    const names = Array.from({ length: 30 }, (_, index) => `task ${index}`)
    const running = names.map((name, index) =>
      pool.run(job(name, 50, index === 5 ? controller.signal : undefined)),
    )
    queueMicrotask(() => controller.abort(new Error('enough')))
    const outcomes = await Promise.allSettled(running)
    expect(outcomes.filter(({ status }) => status === 'rejected')).toMatchObject([
      { reason: { message: 'enough' } },
    ])
    pool.dispose()
  })

  test('leaves each function its own outcome among hundreds that come at once', async () => {
    const sandbox = await createSandboxWorker({ size: 2, timeoutMs: 200 })
    const codes = Array.from({ length: 300 }, (_, index) =>
      index % 60 === 7
        ? 'function f() { while (true) {} }'
        : index % 60 === 9
          ? `function f() { throw new Error('no ${index}') }`
          : `function f(x) { return x + ${index} }`,
    )
    const outcomes = await Promise.allSettled(
      codes.map(async (code) => (await sandbox.compile(code)).run([1], { timeoutMs: 200 })),
    )
    for (const [index, outcome] of outcomes.entries())
      if (index % 60 === 7) expect(outcome).toMatchObject({ reason: { code: 'sandbox/timeout' } })
      else if (index % 60 === 9)
        expect(outcome).toMatchObject({ reason: { message: expect.stringContaining(`no ${index}`) } })
      else expect(outcome).toEqual({ status: 'fulfilled', value: 1 + index })
    sandbox.dispose()
  })
})
