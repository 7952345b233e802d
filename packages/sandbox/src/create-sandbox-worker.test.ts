import { GencodeError, rewardContract } from '@gencode/contract'
import { describe, expect, it } from 'vitest'
import { type ConsoleMessage, createSandboxWorker, SandboxSyntaxError, SandboxTimeoutError } from './index.ts'

const contract = rewardContract([{ index: 0, name: 'x', low: 0, high: 1 }])
const options = { timeoutMs: 2000 }
const endless = '() => { while (true); }'

describe('a sandbox worker', () => {
  it('leaves the event loop free while its guest loops', async () => {
    using sandbox = await createSandboxWorker({ timeoutMs: 300 })
    const fn = await sandbox.compile(endless)
    let ticks = 0
    const timer = setInterval(() => ticks++, 10)
    await expect(fn()).rejects.toThrow(SandboxTimeoutError)
    clearInterval(timer)
    expect(ticks).toBeGreaterThan(5)
  })

  it('runs as many guests at once as it has threads, and queues the rest', async () => {
    using sandbox = await createSandboxWorker({ ...options, size: 2 })
    const fn = await sandbox.compile('(x) => x * 2')
    expect(await Promise.all(Array.from({ length: 20 }, (_, x) => fn(x)))).toEqual(
      Array.from({ length: 20 }, (_, x) => x * 2),
    )
  })

  it('ends what is aborted, under way or waiting, and goes on', async () => {
    using sandbox = await createSandboxWorker({ timeoutMs: 60_000 })
    const slow = await sandbox.compile(endless)
    const quick = await sandbox.compile('() => 1')
    const [first, second] = [new AbortController(), new AbortController()]
    const running = slow.run([], { signal: first.signal })
    const waiting = quick.run([], { signal: second.signal })
    const last = quick()
    second.abort(new Error('no longer wanted'))
    await expect(waiting).rejects.toThrow('no longer wanted')
    first.abort()
    await expect(running).rejects.toMatchObject({ name: 'AbortError' })
    expect(await last).toBe(1)
    await expect(quick.run([], { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' })
    await expect(sandbox.compile('() => 1', { signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'AbortError',
    })
  })

  it('holds one call to its own deadline', async () => {
    using sandbox = await createSandboxWorker({ timeoutMs: 60_000 })
    const fn = await sandbox.compile(endless)
    await expect(fn.run([], { timeoutMs: 50 })).rejects.toThrow(/50 ms/)
  })

  it('brings typed errors with all that they tell', async () => {
    using sandbox = await createSandboxWorker(options)
    const error: unknown = await (await sandbox.compile('function f() {\n  return a.b\n}'))().catch(
      (thrown: unknown) => thrown,
    )
    expect(error).toMatchObject({ name: 'SandboxRuntimeError', code: 'sandbox/runtime', line: 2 })
    expect((error as { guestStack: string }).guestStack).toContain('candidate.js:2')
    await expect(sandbox.compile('function f( {')).rejects.toThrow(SandboxSyntaxError)
  })

  it('refuses wrong sizes and arguments that are no data', async () => {
    await expect(createSandboxWorker({ size: 0 })).rejects.toThrow(GencodeError)
    using sandbox = await createSandboxWorker(options)
    await expect((await sandbox.compile('() => 1'))(() => 1)).rejects.toThrow(/plain data/)
    const typed = await sandbox.compile('() => 1', { contract })
    await expect((typed as (...args: unknown[]) => Promise<unknown>)([1], 1, true)).rejects.toThrow(
      GencodeError,
    )
    expect(await typed([1], true, false)).toBe(1)
  })

  it('brings what the guest logs', async () => {
    const lines: ConsoleMessage[] = []
    using sandbox = await createSandboxWorker({ ...options, onConsole: (line) => lines.push(line) })
    await (await sandbox.compile('() => console.warn("careful", [1])'))()
    expect(lines).toEqual([{ level: 'warn', text: 'careful [ 1 ]' }])
  })

  it('fails what is under way when it is disposed of', async () => {
    const sandbox = await createSandboxWorker({ timeoutMs: 60_000 })
    const fn = await sandbox.compile(endless)
    const running = fn()
    sandbox.dispose()
    await expect(running).rejects.toThrow(/disposed/)
    await expect(fn()).rejects.toThrow(/disposed/)
  })

  it('compiles a function in its thread once it has answered enough rows, with the results of QuickJS', async () => {
    using auto = await createSandboxWorker({ timeoutMs: 20_000 })
    using plain = await createSandboxWorker({ timeoutMs: 20_000, tier: 'quickjs' })
    const code =
      'function rewardFn(o, isSuccess) { const near = Math.exp(o[0]); return isSuccess ? { reward: near, components: { near } } : near }'
    const rows = 3000
    const columns = [
      Float64Array.from({ length: rows }, (_row, at) => Math.sin(at)),
      new Uint8Array(rows).map((_row, at) => at % 3),
      new Uint8Array(rows),
    ]
    const [fn, expected] = await Promise.all([auto, plain].map((each) => each.compile(code, { contract })))
    const wanted = await expected?.batch(columns, { components: true })
    let answer = await fn?.batch(columns, { components: true })
    expect(fn?.tier).toBe('quickjs')
    // The compiler is loaded meanwhile.
    for (let tries = 0; fn?.tier !== 'compiled' && tries < 200; tries++) {
      expect(answer).toEqual(wanted)
      answer = await fn?.batch(columns, { components: true })
    }
    expect(answer).toEqual(wanted)
    expect([fn?.tier, fn?.tierReason, expected?.tier]).toEqual(['compiled', undefined, 'quickjs'])
    expect(auto.tierMismatches).toBe(0)
  })

  it("compiles at once with tier 'compiled', and says why not", async () => {
    using sandbox = await createSandboxWorker({ ...options, tier: 'compiled' })
    const fn = await sandbox.compile('function rewardFn(o) { return o[0] * 2 }', { contract })
    expect([fn.tier, await fn([3], false, false)]).toEqual(['compiled', 6])
    const other = await sandbox.compile('function rewardFn(o) {\n  for (const k in o) return 1\n}', {
      contract,
    })
    expect([other.tier, other.tierReason]).toEqual(['quickjs', expect.stringMatching(/^line 2/)])
  })
})
