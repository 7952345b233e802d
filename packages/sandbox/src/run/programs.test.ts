import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { createSandboxForTests } from '../../test/sandbox-for-tests.ts'
import {
  type ConsoleMessage,
  type HostContext,
  type ProgramOptions,
  type Sandbox,
  SandboxResultError,
  SandboxRuntimeError,
  SandboxSyntaxError,
  SandboxTimeoutError,
  tool,
} from '../index.ts'

const globals = {
  slow: async (x: unknown) => {
    await sleep(20)
    return { x }
  },
  quick: async (x: unknown) => x,
  bad: async () => {
    await sleep(2)
    throw new Error('no such user')
  },
  badNow: () => {
    throw new Error('at once')
  },
  never: () => new Promise(() => {}),
  plus: (x: number) => x + 1,
  db: { find: async (id: number) => ({ id }), size: () => 3 },
}
let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await createSandboxForTests({ globals })
})
afterAll(() => sandbox.dispose())

const valueFrom = async (program: string, options?: ProgramOptions): Promise<unknown> => {
  const result = await sandbox.run(program, options)
  if (result.suspended) throw new Error('it was suspended')
  return result.value
}

describe('a program', () => {
  it.each([
    ['return 1', 1],
    ['', undefined],
    ['return input.a * 2', 8],
    ['return [await slow(1), await slow(2)]', [{ x: 1 }, { x: 2 }]],
    ['return await Promise.all([slow(1), slow(2), slow(3)])', [{ x: 1 }, { x: 2 }, { x: 3 }]],
    ['return [plus(4), await plus(5)]', [5, 6]],
    ['return [await db.find(7), db.size()]', [{ id: 7 }, 3]],
    ['try { await bad() } catch (e) { return [e instanceof Error, e.message] }', [true, 'no such user']],
    ['try { badNow() } catch (e) { return [e instanceof Error, e.message] }', [true, 'at once']],
    ['return await Promise.race([never(), slow(7)])', { x: 7 }],
    ['slow(1); return 5', 5],
    ['Promise.reject(new Error("x")); bad(); await slow(1); return 1', 1],
    ['for await (const x of [slow(1), slow(2)]) console.log(x.x)\nreturn 3', 3],
    ['return (await Promise.allSettled([bad(), slow(1)])).map((x) => x.status)', ['rejected', 'fulfilled']],
    ['return { then(f) { slow(4).then(f) } }', { x: 4 }],
    ['class P extends Promise {}\nreturn await P.all([slow(1), P.resolve(slow(2))])', [{ x: 1 }, { x: 2 }]],
  ])('runs: %s', async (program, expected) => {
    expect(await valueFrom(program, { input: { a: 4 } })).toEqual(expected)
  })

  it('lets tools work side by side', async () => {
    let most = 0
    let now = 0
    const at = async () => {
      most = Math.max(most, ++now)
      await sleep(5)
      now--
    }
    await sandbox.run('await Promise.all(Array.from({ length: 20 }, () => at()))', { globals: { at } })
    expect(most).toBe(20)
  })

  it('tells its value, what it logged and what it called', async () => {
    const program = 'console.log("a", { b: 1 })\nawait slow(1)\ntry { await bad(2, 3) } catch {}\nreturn 9'
    const { logs, calls, ...rest } = await sandbox.run(program)
    expect(rest).toEqual({ value: 9 })
    expect(logs).toEqual([{ level: 'log', text: 'a { b: 1 }' }])
    expect(calls).toEqual([
      { id: 0, name: 'slow', args: [1], outcome: 'returned', ms: expect.any(Number) },
      { id: 1, name: 'bad', args: [2, 3], outcome: 'threw', ms: expect.any(Number) },
    ])
  })

  it('tells with its failure what it logged before, and no later run tells it', async () => {
    const seen: string[] = []
    const own = await createSandboxForTests({ onConsole: ({ text }) => seen.push(text) })
    const wait = async () => sleep(1)
    for (const end of ['throw new Error("x")', 'for (;;) {}', 'return () => 1']) {
      const program = `console.log("first")\nawait wait()\nconsole.log("second")\n${end}`
      const error = await own.run(program, { globals: { wait }, timeoutMs: 1_000 }).catch((reason) => reason)
      expect(error.logs?.map(({ text }: ConsoleMessage) => text)).toEqual(['first', 'second'])
    }
    expect(await own.run('return 1')).toMatchObject({ value: 1, logs: [] })
    expect(seen).toEqual(Array(3).fill(['first', 'second']).flat())
  })

  it('hands on what it logs while it runs', async () => {
    const seen: ConsoleMessage[] = []
    const own = await createSandboxForTests({ onConsole: (message) => seen.push(message) })
    const look = async () => seen.length
    const result = await own.run(
      'console.log("first")\nconst n = await look()\nconsole.log("second")\nreturn n',
      {
        globals: { look: async () => sleep(1).then(look) },
      },
    )
    expect(result).toMatchObject({ value: 1 })
    expect(seen.map(({ text }) => text)).toEqual(['first', 'second'])
  })

  it('is fresh each time, and leaves functions alone', async () => {
    const count = sandbox.compile('let n = 0\nfunction count() { return ++n }')
    expect(count()).toBe(1)
    await sandbox.run('globalThis.leak = 1; Array.prototype.map = 1; await slow(1)')
    expect(await valueFrom('return [typeof leak, typeof [].map]')).toEqual(['undefined', 'function'])
    expect(count()).toBe(2)
  })

  it('is the same every time', async () => {
    const program = 'await quick(1)\nreturn [Math.random(), Date.now()]'
    expect(await valueFrom(program)).toEqual(await valueFrom(program))
  })

  it('speaks of its own lines', async () => {
    const failure = async (program: string) => {
      try {
        await sandbox.run(program)
      } catch (error) {
        return error as SandboxRuntimeError
      }
      throw new Error('it did not fail')
    }
    const tooled = await failure('const x = 1\n\n  await bad()')
    expect(tooled).toBeInstanceOf(SandboxRuntimeError)
    expect([tooled.line, tooled.feedback]).toEqual([
      3,
      expect.stringContaining('no such user on line 3 (`await bad()`)'),
    ])
    const syntax = await failure('const x = 1\nconst y = ;')
    expect(syntax).toBeInstanceOf(SandboxSyntaxError)
    expect([syntax.line, syntax.feedback]).toEqual([2, expect.stringContaining('top level')])
    expect((await failure('null.x')).column).toBeLessThan(8)
    expect(await failure('return 1 }), (async () => { return 2')).toBeInstanceOf(SandboxSyntaxError)
    expect(await failure('await new Promise(() => {})')).toBeInstanceOf(SandboxResultError)
    expect((await failure('return () => 1')).feedback).toContain('function')
  })

  it('may be TypeScript, where a transform is given', async () => {
    const transform = (source: string) => source.replace(/: number/g, (text) => ' '.repeat(text.length))
    const own = await createSandboxForTests({ transform })
    expect(await own.run('const x: number = 4\nreturn x')).toMatchObject({ value: 4 })
    expect(own.compile('(x: number) => x + 1')(1)).toBe(2)
    await expect(own.run('const y: number = 4\nnull.z')).rejects.toMatchObject({ line: 2 })
    await expect(own.run('const y: number = null.z')).rejects.toMatchObject({
      frame: expect.stringContaining('y: number'),
    })
  })
})

describe('structured values', () => {
  const cyclic = (() => {
    const a: Record<string, unknown> = { n: [1] }
    a.self = a
    a.both = [a.n, a.n]
    return a
  })()
  it.each([
    ['a Date', new Date(5)],
    [
      'a Map of Sets',
      new Map<unknown, unknown>([
        ['k', new Set([1, { a: 2 }])],
        [{ o: 1 }, new Map()],
      ]),
    ],
    [
      'typed arrays',
      [new Float64Array([1.5]), new Uint8Array([1, 2, 3]).subarray(1), new BigInt64Array([-5n])],
    ],
    ['an Error with a cause', new Error('x', { cause: { a: 1 } })],
    ['cycles', cyclic],
    ['odd numbers', [-0, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31, -(2 ** 31), 2 ** 53, 5e-324, 0.1]],
    ['bigints', [0n, -1n, 127n, 128n, -128n, -129n, 2n ** 64n, -(2n ** 200n)]],
    ['texts', ['', 'é', '☃', '\u{1F600}', 'a\0b', '\ufeffx', '\x80\x9f'.repeat(20)]],
    ['odd keys', { 0: 1, 4294967295: 2, 2147483648: 3, '-1': 4, a: undefined, b: null, '': 5 }],
    ['an ArrayBuffer', new Uint8Array([1, 2]).buffer],
  ])('cross both ways: %s', async (_what, value) => {
    expect(await valueFrom('return [input, await quick(input)]', { input: value })).toEqual([value, value])
  })

  it('keep the name of an error', async () => {
    const [here, there] = (await valueFrom('return [input, input instanceof Error && input.name]', {
      input: new RangeError('x'),
    })) as [Error, string]
    expect([here instanceof Error, here.name, here.message, there]).toEqual([
      true,
      'RangeError',
      'x',
      'RangeError',
    ])
  })

  it('keep shared and cyclic structure', async () => {
    const value = (await valueFrom('return input', { input: cyclic })) as typeof cyclic
    expect(value.self).toBe(value)
    expect((value.both as unknown[])[0]).toBe(value.n)
    const program = 'const m = new Map(); m.set("m", m); const s = new Set([m]); return { m, again: m, s }'
    const { m, again, s } = (await valueFrom(program)) as {
      m: Map<string, unknown>
      again: unknown
      s: Set<unknown>
    }
    expect(m.get('m')).toBe(m)
    expect(again).toBe(m)
    expect([...s][0]).toBe(m)
    expect(
      await valueFrom('return [...input.m.keys()][0] === input.m && input.s.has(input.m)', {
        input: (() => {
          const m = new Map()
          m.set(m, 1)
          return { m, s: new Set([m]) }
        })(),
      }),
    ).toBe(true)
  })

  it('are plain data otherwise', async () => {
    const given: unknown[] = []
    const keep = async (x: unknown) => void given.push(x)
    const program = 'await keep({ get x() { return 8 }, y: new (class A { z = 1 }) })'
    await sandbox.run(program, { globals: { keep } })
    expect(given).toEqual([{ x: 8, y: { z: 1 } }])
    for (const value of [
      '() => 1',
      'Symbol("s")',
      '/x/',
      'new Promise(() => {})',
      'JSON.parse(\'{"__proto__":1}\')',
    ])
      await expect(sandbox.run(`await keep(${value})`, { globals: { keep } })).rejects.toThrow(/plain data/)
    expect(given).toHaveLength(1)
    await expect(
      sandbox.run('return await give()', { globals: { give: async () => () => 1 } }),
    ).rejects.toThrow(/plain data/)
  })
})

describe('time', () => {
  it('of the guest is summed over a run', async () => {
    const own = await createSandboxForTests({ timeoutMs: 300 })
    await expect(
      own.run('for (;;) { for (let i = 0; i < 3e5; i++); await quick() }', { globals }),
    ).rejects.toThrow(SandboxTimeoutError)
    await expect(own.run('await quick(1); for (;;);', { globals })).rejects.toThrow(/within 300 ms/)
    await expect(
      own.run('const f = () => { Promise.resolve().then(f) }; f(); await quick(1); await never()', {
        globals,
      }),
    ).rejects.toThrow(SandboxTimeoutError)
    expect(await own.run('await wait()\nreturn 1', { globals: { wait: () => sleep(500) } })).toMatchObject({
      value: 1,
    })
  })

  it('of waiting has its own bound, which names what is waited for', async () => {
    await expect(sandbox.run('await never()', { waitMs: 40 })).rejects.toThrow(/within 40 ms.*never/)
    const fn = sandbox.compile('async () => { await never() }')
    await expect(fn.run([], { waitMs: 40 })).rejects.toThrow(SandboxTimeoutError)
  })

  it('ends with a signal, which the tools learn of', async () => {
    let signal: AbortSignal | undefined
    const hang = (_x: unknown, context: HostContext) => {
      signal = context.signal
      return new Promise(() => {})
    }
    const reason = new Error('enough')
    const controller = new AbortController()
    const running = sandbox.run('await hang(1)', { globals: { hang }, signal: controller.signal })
    setTimeout(() => controller.abort(reason), 10)
    await expect(running).rejects.toBe(reason)
    expect(signal?.reason).toBe(reason)
    await expect(sandbox.run('return 1', { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
  })

  it('that a tool takes is over for it when the run is', async () => {
    let signal: AbortSignal | undefined
    const keep = (_x: unknown, context: HostContext) => {
      signal = context.signal
      return new Promise(() => {})
    }
    await sandbox.run('keep(1); return 2', { globals: { keep } })
    expect(signal?.aborted).toBe(true)
  })
})

describe('a timer of a program', () => {
  it('costs no time, and is the same every time', async () => {
    const program = `
      const trace = []
      setTimeout(() => trace.push('b'), 2000); setTimeout((x) => trace.push(x), 1000, 'a')
      const id = setInterval(() => { trace.push('i'); if (trace.length > 6) clearInterval(id) }, 700)
      clearTimeout(setTimeout(() => trace.push('never'), 5))
      queueMicrotask(() => trace.push('micro'))
      const began = Date.now()
      await new Promise((go) => setTimeout(go, 3_600_000))
      return [trace, Date.now() - began]`
    const value = await valueFrom(program)
    expect(value).toEqual([['micro', 'i', 'a', 'i', 'b', 'i', 'i'], 3_600_000])
    expect(await valueFrom(program)).toEqual(value)
  })

  it('waits for what the host does', async () => {
    const program = 'return await Promise.race([slow(1), new Promise((go) => setTimeout(go, 1, "late"))])'
    expect(await valueFrom(program)).toEqual({ x: 1 })
  })

  it('is real where nothing else is', async () => {
    const own = await createSandboxForTests({ deterministic: false })
    const program = `
      const began = Date.now()
      const first = await Promise.race([never(), new Promise((go) => setTimeout(go, 30, 'timer'))])
      return [first, Date.now() - began >= 29]`
    expect(await own.run(program, { globals })).toMatchObject({ value: ['timer', true] })
    await expect(own.run('await new Promise((go) => setTimeout(go, 1e6))', { waitMs: 30 })).rejects.toThrow(
      SandboxTimeoutError,
    )
  })

  it('that throws ends the program', async () => {
    await expect(
      valueFrom('setTimeout(() => { throw new Error("in it") }, 1); await new Promise(() => {})'),
    ).rejects.toThrow(/in it/)
    await expect(valueFrom('setTimeout("x", 1)')).rejects.toThrow(/takes a function/)
    await expect(
      valueFrom('setInterval(() => {}, 1); await new Promise(() => {})', { timeoutMs: 50 }),
    ).rejects.toThrow(SandboxTimeoutError)
  })
})

describe('a tool', () => {
  const load = tool({
    input: z.object({ user: z.object({ id: z.string() }) }),
    output: z.object({ name: z.string() }),
    execute: async ({ user }, { callId }) => ({ name: `${user.id} ${typeof callId}` }),
  })
  it('gets what its schema takes, and names the field that is wrong', async () => {
    expect(await valueFrom('return await load({ user: { id: "a" } })', { globals: { load } })).toEqual({
      name: 'a string',
    })
    const program = 'try { await load({ user: { id: 5 } }) } catch (e) { return e.message }'
    expect(await valueFrom(program, { globals: { load } })).toMatch(/load: the argument\.user\.id: .*string/)
  })

  it('gives what its schema says', async () => {
    const lie = tool({ output: z.number(), execute: async () => 'x' as never })
    await expect(sandbox.run('await lie()', { globals: { lie } })).rejects.toThrow(/lie: the result/)
  })

  it('always gets its own context', async () => {
    const seen: unknown[] = []
    const own = tool({ execute: (_input, context) => void seen.push(context.signal instanceof AbortSignal) })
    await sandbox.run('await own(); await own(1, { signal: 5 })', { globals: { own } })
    expect(seen).toEqual([true, true])
  })

  it('that is called too often is refused', async () => {
    const own = await createSandboxForTests({ globals, maxCalls: 50, maxCallsAtOnce: 10 })
    const program = `
      const all = await Promise.allSettled(Array.from({ length: 30 }, (_, i) => slow(i)))
      return [all.filter((x) => x.status === 'fulfilled').length, all.at(-1).reason.message]`
    expect(await own.run(program)).toMatchObject({ value: [10, expect.stringContaining('at once')] })
    await expect(own.run('for (;;) await quick()')).rejects.toThrow(/more than 50 calls/)
  })
})

describe('fn.run', () => {
  it('waits for functions of the host', async () => {
    const fn = sandbox.compile('async function f(a) { return (await slow(a)).x + plus(1) }')
    expect(await fn.run([3])).toBe(5)
    expect(await sandbox.compile('(a) => plus(a)').run([3])).toBe(4)
    expect(() => sandbox.compile('() => slow(1)')()).toThrow(/only run waits/)
  })

  it('keeps variables where there are no functions of the host', async () => {
    const own = await createSandboxForTests()
    const fn = own.compile('let n = 0\nconst f = () => ++n')
    expect([await fn.run([]), fn(), await fn.run([])]).toEqual([1, 2, 3])
  })
})

describe('runs beside one another', () => {
  it('do not mix, however many there are', async () => {
    const own = await createSandboxForTests({ maxRuns: 3 })
    const wait = async (x: number) => {
      await sleep(x % 7)
      return x
    }
    const runs = Array.from({ length: 40 }, (_, index) =>
      own.run('let sum = 0\nfor (let i = 0; i < 3; i++) sum += await wait(input + i)\nreturn sum', {
        input: index,
        globals: { wait },
      }),
    )
    const values = (await Promise.all(runs)).map((result) => (result as { value: number }).value)
    expect(values).toEqual(Array.from({ length: 40 }, (_, index) => index * 3 + 3))
  })

  it('may be started by a tool', async () => {
    const nested = async (n: number) => valueFrom('return (await slow(input)).x', { input: n })
    expect(await valueFrom('return await nested(3)', { globals: { ...globals, nested } })).toBe(3)
  })

  it('end when the sandbox does', async () => {
    const own = await createSandboxForTests({ globals, maxRuns: 1 })
    const outcomes = Promise.allSettled([own.run('await never()'), own.run('return 1')])
    await sleep(5)
    own.dispose()
    for (const outcome of await outcomes) expect(outcome).toMatchObject({ status: 'rejected' })
    await expect(own.run('return 1')).rejects.toThrow(/disposed/)
  })
})

describe('a hostile guest with tools', () => {
  it.each([
    ['Promise.prototype.then = function () { throw new Error("poison") }\nreturn [await slow(1)]'],
    [
      'Object.defineProperty(Promise.prototype, "constructor", { get() { throw new Error("c") } })\nawait slow(1)',
    ],
    ['globalThis.Promise = function () { throw 1 }\nreturn [await slow(1)]'],
    [
      'Object.prototype.then = function (f) { const t = this; delete Object.prototype.then; f([Object.keys(t)]) }\nreturn await slow(1)',
    ],
    ['Object.defineProperty(Object.prototype, "then", { get() { for(;;); } })\nreturn await slow(1)'],
    ['const t = { then(f) { f(t) } }\nreturn t'],
    ['return await slow({ then(f) { f(1) } })'],
    ['return await slow({ get x() { for (;;); } })'],
    ['return await slow({ get x() { slow(9); return 8 } })'],
    [
      'for (const k of ["0", "1", "resolve", "reject", "length"]) { try { Object.defineProperty(Object.prototype, k, { set() { throw new Error("setter " + k) }, get() { return 66 }, configurable: true }) } catch {} }\nreturn (await slow(1)).x',
    ],
    [
      'JSON.parse = JSON.stringify = Reflect.apply = String.prototype.slice = () => { throw 1 }\nglobalThis.Error = null\nreturn [await slow(1)]',
    ],
    ['Object.defineProperty(Promise, Symbol.species, { get() { throw 1 } })\nreturn [await slow(1)]'],
    [
      'Map.prototype.get = Map.prototype.set = Map.prototype.forEach = () => { throw 1 }\nreturn await slow(new Map([[1, 2]]))',
    ],
    ['for (;;) slow(1)'],
    ['return await slow("x".repeat(2e6))'],
    ['const a = []; for (let i = 0; i < 500; i++) a[0] = [a[0]]\nreturn await slow(a)'],
    ['setTimeout(() => { for (;;); }, 1)\nawait new Promise(() => {})'],
    ['const f = () => setTimeout(f, 0)\nf(); f()\nawait new Promise(() => {})'],
    ['return await slow(new Proxy({}, { ownKeys() { for (;;); } }))'],
  ])('harms only itself: %s', async (program) => {
    const own = await createSandboxForTests({ globals, timeoutMs: 200 })
    const outcome = await own.run(program, { waitMs: 5000 }).catch((error: unknown) => error)
    if (outcome instanceof Error) expect(outcome).toMatchObject({ code: expect.stringMatching(/^sandbox\//) })
    const control = 'return [typeof leak, (await quick(1)), [1].map((x) => x)]'
    expect(await own.run(control, { timeoutMs: 10_000 })).toMatchObject({
      value: ['undefined', 1, [1]],
    })
    expect(Reflect.ownKeys(Object.prototype)).toHaveLength(12)
  })

  it('cannot settle a call twice, nor after its run', async () => {
    const answers: ((value: unknown) => void)[] = []
    const keep = () => new Promise((resolve) => void answers.push(resolve))
    await sandbox.run('keep(); return 1', { globals: { keep } })
    const twice = () => new Promise((resolve) => [1, 2].forEach(resolve))
    for (const answer of answers) answer(5)
    expect(
      await valueFrom('return [await twice(), await quick(3)]', {
        globals: { twice, ...globals },
      }),
    ).toEqual([1, 3])
  })

  it('is told what a function of the host threw, whatever that is', async () => {
    const odd = {
      text: async () => Promise.reject('a text'),
      nothing: async () => Promise.reject(undefined),
      hostile: async () =>
        Promise.reject({
          toString() {
            throw new Error('no')
          },
        }),
      getter: async () => ({
        get x() {
          throw new Error('from a getter')
        },
      }),
      map: async () => new (class Own {})(),
    }
    const program =
      'const out = []\nfor (const f of [text, nothing, hostile, getter, map]) await f().catch((e) => out.push(e.message))\nreturn out'
    expect(await valueFrom(program, { globals: odd })).toEqual([
      'a text',
      'undefined',
      'an error that cannot be shown',
      'from a getter',
      expect.stringContaining('not a Own'),
    ])
  })
})
