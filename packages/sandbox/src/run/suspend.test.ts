import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isRequired } from '../../../../tooling/vitest/require.ts'
import { createSandboxForTests } from '../../test/sandbox-for-tests.ts'
import {
  createSandboxWorker,
  type HostContext,
  type ProgramResult,
  SandboxError,
  SandboxImageError,
  suspend,
} from '../index.ts'
import { loadEngine } from '../quickjs/engine.ts'
import { packImage, type RunState, unpackImage } from './image.ts'

const globals = {
  approve: (what: unknown) => suspend({ what }),
  later: async (what: unknown) => {
    await sleep(2)
    return suspend(what)
  },
  add: async (a: number, b: number) => a + b,
}
const program = `
const m = new Map([['a', { b: [1, 2, 3] }]])
const trace = [Math.random()]
function* g() { let i = 0; while (true) yield i++ }
const it = g()
it.next()
const big = Array.from({ length: 200 }, (_, i) => ({ i, s: 'x' + i, f: i / 7 }))
let verdict
try { verdict = await approve('delete', { n: 3 }) } catch (e) { verdict = 'error ' + e.message }
trace.push(Math.random())
console.log('hi', verdict)
const sums = await Promise.all([add(1, 2), add(3, 4)])
return [trace, verdict, m, it.next().value, sums, big.reduce((s, x) => s + x.f + x.s.length, 0), input]`

const create = () => createSandboxForTests({ globals })

function suspendedOf(result: ProgramResult): Extract<ProgramResult, { suspended: Uint8Array }> {
  if (result.suspended === undefined) throw new Error('it was not suspended')
  return result
}

describe('a suspended program', () => {
  it('tells what is to be decided, and goes on elsewhere to the bit', async () => {
    const whole = await (await create()).run(program, {
      input: { x: 1 },
      globals: { approve: async () => ({ ok: true }) },
    })
    const { suspended, call, calls } = suspendedOf(await (await create()).run(program, { input: { x: 1 } }))
    expect(call).toMatchObject({ name: 'approve', args: ['delete', { n: 3 }], reason: { what: 'delete' } })
    expect(calls).toMatchObject([{ outcome: 'suspended' }])
    const resumed = await (await create()).resume(suspended, { result: { ok: true } })
    expect(resumed).toMatchObject({ value: (whole as { value: unknown }).value })
    expect(resumed.logs).toEqual([{ level: 'log', text: 'hi { ok: true }' }])
  })

  it('is small', async () => {
    const sandbox = await create()
    const { suspended } = suspendedOf(await sandbox.run('return await approve(1)'))
    expect(suspended.length).toBeLessThan(16_384)
    expect(await sandbox.resume(suspended, { result: 5 })).toMatchObject({ value: 5 })
  })

  it('may be refused, which the program can catch', async () => {
    const sandbox = await create()
    const { suspended } = suspendedOf(await sandbox.run('const x = 1\nreturn await approve(1)'))
    await expect(sandbox.resume(suspended, { error: 'not allowed' })).rejects.toMatchObject({
      code: 'sandbox/runtime',
      line: 2,
      feedback: expect.stringContaining('not allowed'),
    })
    const caught = suspendedOf(await sandbox.run('try { await approve(1) } catch (e) { return e.message }'))
    expect(await sandbox.resume(caught.suspended, { error: 'no' })).toMatchObject({ value: 'no' })
  })

  it('waits for what is under way, and gives further calls one by one', async () => {
    const sandbox = await create()
    const source = 'return await Promise.all([approve(1), later(2), add(3, 4), approve(5)])'
    let result = suspendedOf(await sandbox.run(source))
    expect(result.calls.map(({ outcome }) => outcome)).toEqual([
      'suspended',
      'suspended',
      'returned',
      'suspended',
    ])
    const seen = [result.call]
    result = suspendedOf(await sandbox.resume(result.suspended, { result: 'a' }))
    seen.push(result.call)
    result = suspendedOf(await sandbox.resume(result.suspended, { result: 'b' }))
    seen.push(result.call)
    const ended = await sandbox.resume(result.suspended, { result: 'c' })
    const value = (ended as { value: unknown[] }).value
    expect(value[2]).toBe(7)
    expect([value[0], value[1], value[3]].sort()).toEqual(['a', 'b', 'c'])
    expect(new Set(seen.map(({ callId }) => callId)).size).toBe(3)
  })

  it('calls the host with the same ids each time that it is resumed', async () => {
    const ids: string[] = []
    const note = (_x: unknown, { callId }: HostContext) => ids.push(callId)
    const sandbox = await createSandboxForTests({ globals: { ...globals, note } })
    const { suspended } = suspendedOf(await sandbox.run('await approve()\nawait note(1)\nawait note(2)'))
    await sandbox.resume(suspended, { result: 1 })
    await sandbox.resume(suspended, { result: 1 })
    expect(ids.slice(0, 2)).toEqual(ids.slice(2))
    expect(new Set(ids).size).toBe(2)
  })

  it('keeps its timers and its clock', async () => {
    const sandbox = await create()
    const source = `
      const began = Date.now(); const trace = []
      setTimeout(() => trace.push('late'), 5000)
      await new Promise((go) => setTimeout(go, 1000))
      await approve()
      await new Promise((go) => setTimeout(go, 10000))
      return [trace, Date.now() - began]`
    const { suspended } = suspendedOf(await sandbox.run(source))
    expect(await (await create()).resume(suspended, { result: 1 })).toMatchObject({
      value: [['late'], 11_000],
    })
  })

  it('leaves nothing behind in the guest that it was resumed in', async () => {
    const sandbox = await createSandboxForTests({ globals, maxRuns: 1 })
    const { suspended } = suspendedOf(await sandbox.run('globalThis.leak = 1\nawait approve()\nreturn leak'))
    expect(await sandbox.resume(suspended, { result: 1 })).toMatchObject({ value: 1 })
    expect(await sandbox.run('return typeof leak')).toMatchObject({ value: 'undefined' })
  })

  it('goes on in a worker, and one of a worker here', async () => {
    using worker = await createSandboxWorker({ globals, timeoutMs: 10_000 })
    const sandbox = await create()
    const here = suspendedOf(await sandbox.run(program))
    const there = suspendedOf(await worker.run(program))
    expect(there.suspended.subarray(0, 24)).toEqual(here.suspended.subarray(0, 24))
    const value = (result: ProgramResult) => (result as { value: unknown }).value
    const expected = value(await sandbox.resume(here.suspended, { result: 1 }))
    expect(value(await worker.resume(here.suspended, { result: 1 }))).toEqual(expected)
    expect(value(await sandbox.resume(there.suspended, { result: 1 }))).toEqual(expected)
  })
})

describe('an image that cannot be resumed is refused by name', () => {
  it.each([
    ['no bytes', () => new Uint8Array(0), /no image/],
    ['something else', () => 'text' as never, /no image/],
    ['one that was cut', (image: Uint8Array) => image.slice(0, -20), /damaged/],
    ['one of another engine', (image: Uint8Array) => changed(image, 10), /another engine/],
    ['one of another version', (image: Uint8Array) => changed(image, 6), /version/],
    ['one that was changed', (image: Uint8Array) => changed(image, image.length >> 1), /damaged/],
    ['one whose checksum was changed', (image: Uint8Array) => changed(image, 25), /damaged/],
  ])('%s', async (_what, make, message) => {
    const sandbox = await create()
    const { suspended } = suspendedOf(await sandbox.run('await approve(1)'))
    const resuming = sandbox.resume(make(suspended), { result: 1 })
    await expect(resuming).rejects.toThrow(message)
    await expect(resuming).rejects.toBeInstanceOf(SandboxImageError)
  })

  it('where a function, the memory or the clock is missing', async () => {
    const sandbox = await create()
    const { suspended } = suspendedOf(
      await sandbox.run('const big = new Array(4e5).fill(1.5)\nawait approve(1)\nreturn big.length'),
    )
    const other = await createSandboxForTests({ globals: { approve: globals.approve } })
    await expect(other.resume(suspended, { result: 1 })).rejects.toThrow(/needs the function later/)
    const small = await createSandboxForTests({ globals, memoryBytes: 2 ** 20 })
    await expect(small.resume(suspended, { result: 1 })).rejects.toThrow(/memoryBytes/)
    const free = await createSandboxForTests({ globals, deterministic: false })
    await expect(free.resume(suspended, { result: 1 })).rejects.toThrow(/deterministic/)
    expect(await sandbox.resume(suspended, { result: 1 })).toMatchObject({ value: 400_000 })
  })

  it('and a reason that is no plain data is said at once', async () => {
    const sandbox = await createSandboxForTests({ globals: { ask: () => suspend(() => 1) } })
    await expect(sandbox.run('await ask()')).rejects.toThrow(/plain data/)
  })
})

function changed(image: Uint8Array, at: number): Uint8Array {
  const copy = image.slice()
  copy[at] = (copy[at] ?? 0) ^ 1
  return copy
}

describe('images that were changed below their checksum', () => {
  const count = isRequired('deep') ? 6000 : 120
  it(`${count} of them end in a typed error or an answer, and the next run is right`, async () => {
    const engine = await loadEngine()
    const sandbox = await createSandboxForTests({ globals, timeoutMs: 300, maxRuns: 1 })
    const { suspended } = suspendedOf(await sandbox.run(program))
    const { state, delta } = await unpackImage(engine.id, suspended, 2 ** 26)
    const right = await sandbox.resume(suspended, { result: 1 }, { timeoutMs: 10_000 })
    const { heapStart } = engine.addresses
    const edits = fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: 6 })
    const kind = fc.constantFrom('byte', 'bit', 'word', 'pointer', 'page', 'value', 'state')
    const outcomes = new Map<string, number>()
    await fc.assert(
      fc.asyncProperty(kind, edits, async (kind, edits) => {
        const pages = delta.pages.slice()
        const words = new Uint32Array(pages.buffer)
        let changedState: RunState = state
        for (const [where, what] of edits) {
          const at = (Math.imul(where, 2_654_435_761) >>> 0) % pages.length
          if (kind === 'byte') pages[at] = what
          else if (kind === 'bit') pages[at] = (pages[at] ?? 0) ^ (1 << (what % 8))
          else if (kind === 'word') words[at >> 2] = what
          else if (kind === 'pointer') words[at >> 2] = heapStart + (what % 200_000)
          else if (kind === 'page') pages.fill(what, at & ~63, (at & ~63) + 64)
          else if (kind === 'value') changedState = { ...state, value: heapStart + 8 * (what % 30_000) }
          else
            changedState = {
              ...state,
              nextId: what,
              calls: state.calls.map((call) => ({ ...call, slot: what % 9999 })),
            }
        }
        const image = await packImage(engine.id, changedState, { ...delta, pages })
        let outcome: string
        try {
          await sandbox.resume(image, { result: 1 }, { waitMs: 2000 })
          outcome = 'answered'
        } catch (error) {
          expect(error).toSatisfy((each) => each instanceof SandboxError || each instanceof SandboxImageError)
          outcome = (error as SandboxError).code ?? 'image'
        }
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
        expect(await sandbox.run('return typeof leak', { timeoutMs: 10_000 })).toMatchObject({
          value: 'undefined',
        })
      }),
      { numRuns: count },
    )
    console.info('changed images:', Object.fromEntries(outcomes))
    expect(await sandbox.resume(suspended, { result: 1 }, { timeoutMs: 10_000 })).toMatchObject({
      value: (right as { value: unknown }).value,
    })
  }, 1_200_000)
})
