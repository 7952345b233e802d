import { type Contract, GencodeError, rewardContract } from '@gencode/contract'
import { describe, expect, it, vi } from 'vitest'
import {
  type ConsoleMessage,
  createSandbox,
  createSandboxWorker,
  SandboxResultError,
  SandboxRuntimeError,
  SandboxSyntaxError,
  SandboxTimeoutError,
} from './index.ts'

const contract = rewardContract([{ index: 0, name: 'x', low: 0, high: 1 }])
const options = { timeoutMs: 2000 }
const anything = {
  ...(contract as unknown as Contract),
  parameters: [{ ...contract.parameters[0], name: 'goods', layout: 'json' }],
  takesEveryNumber: false,
  checkArguments: (args: readonly unknown[]) => args,
  checkResult: (value: unknown) => value,
} as Contract

describe('a function', () => {
  it('tells its name, parameters, source and tier', async () => {
    const sandbox = await createSandbox(options)
    const source = 'const f = (o, s, e) => 1'
    const fn = sandbox.compile(source, { contract })
    expect({ ...fn }).toMatchObject({ entry: 'f', params: ['o', 's', 'e'], source, tier: 'quickjs' })
  })

  it('keeps its variables through an error, but not through a time-out', async () => {
    const sandbox = await createSandbox({ timeoutMs: 300 })
    const fn = sandbox.compile(
      'let n = 0\nfunction f(what) { n++; if (what === "throw") throw new Error("no"); while (what === "loop"); return n }',
    )
    fn()
    expect(() => fn('throw')).toThrow(SandboxRuntimeError)
    expect(fn()).toBe(3)
    expect(() => fn('loop')).toThrow(SandboxTimeoutError)
    expect(fn()).toBe(1)
  })

  it('is made of code alone', async () => {
    const sandbox = await createSandbox(options)
    using worker = await createSandboxWorker(options)
    for (const code of [5, null, undefined, {}, ['() => 1']] as never[]) {
      expect(() => sandbox.compile(code)).toThrow(/compile takes code/)
      await expect(worker.compile(code)).rejects.toThrow(/compile takes code/)
    }
    const fn = await worker.compile('() => 1')
    await expect(fn.run(undefined as never)).rejects.toThrow(/as an array/)
  })

  it('refuses options that there are not, in this thread and in a worker', async () => {
    const misspelt = { timeout: 50 } as never
    await expect(createSandbox(misspelt)).rejects.toThrow(
      /^createSandbox has no option timeout; it has timeoutMs/,
    )
    await expect(createSandbox({ size: 2 } as never)).rejects.toThrow(/has no option size/)
    await expect(createSandboxWorker(misspelt)).rejects.toThrow(
      /^createSandboxWorker has no .* createWorker$/,
    )
    const sandbox = await createSandbox(options)
    using worker = await createSandboxWorker(options)
    const said = /^compile has no option timeout; it has entry, contract, signal$/
    expect(() => sandbox.compile('() => 1', misspelt)).toThrow(said)
    await expect(worker.compile('() => 1', misspelt)).rejects.toThrow(said)
    const fn = sandbox.compile('() => 1', { contract })
    expect(() => fn.batch([], misspelt)).toThrow(/^batch has no option timeout; it has components/)
    await expect((await worker.compile('() => 1')).batch([], misspelt)).rejects.toThrow(/^batch has no/)
    for (const either of [sandbox, worker]) {
      await expect(either.run('return 1', misspelt)).rejects.toThrow(/^run has no option timeout/)
      await expect(either.resume(new Uint8Array(), { result: 1 }, misspelt)).rejects.toThrow(/^resume has no/)
      const made = await either.compile('() => 1')
      await expect(made.run([], misspelt)).rejects.toThrow(
        /^run has no option timeout; it has timeoutMs, waitMs/,
      )
    }
  })

  it('refuses arguments that do not fit its contract', async () => {
    const sandbox = await createSandbox(options)
    const fn = sandbox.compile('() => 1', { contract }) as (...args: unknown[]) => unknown
    for (const [args, said] of [
      [[], 'main takes 3 arguments (observations, isSuccess, isFailure), not 0'],
      [[[1], true], 'main takes 3 arguments (observations, isSuccess, isFailure), not 2'],
      [[[1, 2], true, true], 'main: observations is an array of 1 number, not of 2'],
      [[['1'], true, true], 'main: observations is an array of 1 number, and element 0 is a string'],
      [[[null], true, true], 'main: observations is an array of 1 number, and element 0 is null'],
      [[[1], 1, true], 'main: isSuccess is a boolean, not a number'],
      [[1, true, true], 'main: observations is an array of 1 number, not a number'],
    ] as const) {
      expect(() => fn(...args)).toThrow(GencodeError)
      expect(() => fn(...args)).toThrow(said)
    }
    expect(() => sandbox.compile('() => 1')(() => {})).toThrow(/plain data/)
    expect(() => sandbox.compile('() => 1')(new Map())).toThrow(/Map/)
  })

  it('refuses columns that do not fit its contract', async () => {
    const sandbox = await createSandbox(options)
    const { batch } = sandbox.compile('() => 1', { contract })
    const flags = new Uint8Array(2)
    for (const columns of [
      [],
      [new Float64Array(2), flags],
      [new Float64Array(3), flags, flags],
      [[1, 2], flags, flags],
      [new Float64Array(2), new Float64Array(2), flags],
    ])
      expect(() => batch(columns)).toThrow(GencodeError)
    expect(batch([new Float64Array(0), new Uint8Array(0), new Uint8Array(0)])).toEqual(new Float64Array(0))
    expect(() => sandbox.compile('() => 1').batch([])).toThrow(/contract/)
  })

  it.each([
    ['a number', '(goods) => goods.length'],
    ['a text', '(goods) => "x".repeat(100)'],
    ['an error', '(goods) => { throw new Error("x".repeat(100)) }'],
    ['a function', '(goods) => () => goods'],
    ['a record too deep', '(goods) => { const a = { goods }; a.a = a; return a }'],
    ['a promise', 'async (goods) => goods'],
    ['a promise that never settles', '(goods) => new Promise(() => {})'],
  ])('keeps no memory of calls that end in %s', async (_what, code) => {
    const sandbox = await createSandbox({ timeoutMs: 5000, memoryBytes: 2 * 2 ** 20, resultDepth: 10 })
    const fn = sandbox.compile(code, { contract: anything })
    const goods = ['x'.repeat(1000)]
    const outcomes = new Set<unknown>()
    const keep = (work: () => unknown) => {
      try {
        work()
        outcomes.add('done')
      } catch (error) {
        outcomes.add((error as { code?: string }).code)
      }
    }
    for (let index = 0; index < 1500; index++) {
      keep(() => fn(goods))
      keep(() => fn.batch([[goods, goods]]))
    }
    expect([...outcomes]).not.toContain('sandbox/memory')
  })

  it('holds a batch to its own deadline', async () => {
    const sandbox = await createSandbox(options)
    const { batch } = sandbox.compile('(o) => { while (o[0]); return 1 }', { contract })
    const start = performance.now()
    expect(() =>
      batch([new Float64Array([0, 1]), new Uint8Array(2), new Uint8Array(2)], { timeoutMs: 50 }),
    ).toThrow(SandboxTimeoutError)
    expect(performance.now() - start).toBeLessThan(1000)
  })

  it('takes a large batch, and bounds the names of components', async () => {
    const sandbox = await createSandbox({ timeoutMs: 20_000 })
    const rows = 50_000
    const columns = [
      Float64Array.from({ length: rows }, (_, row) => row),
      new Uint8Array(rows),
      new Uint8Array(rows),
    ]
    const sum = sandbox.compile('(o) => o[0] * 2', { contract }).batch(columns)
    expect([sum[0], sum[rows - 1]]).toEqual([0, (rows - 1) * 2])
    const many = sandbox.compile('(o) => ({ reward: 1, components: { ["c" + o[0]]: 1 } })', { contract })
    expect(() => many.batch(columns, { components: true })).toThrow(SandboxResultError)
  })

  it('says which row of a batch returned what is not handed out', async () => {
    const sandbox = await createSandbox(options)
    const { batch } = sandbox.compile('(o) => o[0] ? () => 1 : 1', { contract })
    expect(() => batch([new Float64Array([0, 1]), new Uint8Array(2), new Uint8Array(2)])).toThrow(/row 1/)
  })
})

describe('a host function', () => {
  it('gets copies, and its result is copied', async () => {
    const given: unknown[] = []
    const answer = { rate: 2, list: [1] }
    const sandbox = await createSandbox({
      ...options,
      globals: {
        rate: (value: unknown) => {
          given.push(value)
          return answer
        },
      },
    })
    const fn = sandbox.compile('(x) => { const r = rate({ x, deep: [-0] }); r.list.push(5); return r }')
    expect(fn(3)).toEqual({ rate: 2, list: [1, 5] })
    expect(given).toEqual([{ x: 3, deep: [-0] }])
    expect(answer.list).toEqual([1])
    expect(sandbox.compile('() => rate.constructor === Function')()).toBe(true)
  })

  it('throws into the guest as an ordinary error', async () => {
    const sandbox = await createSandbox({
      ...options,
      globals: {
        fail: () => {
          throw new TypeError('secret')
        },
      },
    })
    expect(
      sandbox.compile('() => { try { fail() } catch (e) { return [e.message, e.constructor === Error] } }')(),
    ).toEqual(['secret', true])
  })

  it('gets nothing live', async () => {
    const take = vi.fn()
    const sandbox = await createSandbox({ ...options, globals: { take } })
    expect(() => sandbox.compile('() => take(() => 1)')()).toThrow(/plain data/)
    expect(() => sandbox.compile('() => take(JSON.parse(\'{"__proto__":1}\'))')()).toThrow(
      SandboxRuntimeError,
    )
    expect(take).not.toHaveBeenCalled()
  })

  it('that gives a promise is not waited for by a plain call', async () => {
    const sandbox = await createSandbox({
      ...options,
      globals: { later: async () => Promise.reject(new Error('x')) },
    })
    expect(() => sandbox.compile('() => { try { later() } catch { return 1 } }')()).toThrow(/only run waits/)
    expect(sandbox.compile('() => 2')()).toBe(2)
  })

  it('cannot use the sandbox that called it', async () => {
    const errors: unknown[] = []
    const sandbox = await createSandbox({
      ...options,
      globals: {
        again: () => {
          for (const use of [() => sandbox.compile('() => 1'), () => sandbox.reset()])
            try {
              use()
            } catch (error) {
              errors.push(error)
            }
        },
      },
    })
    expect(sandbox.compile('() => { again(); return 3 }')()).toBe(3)
    expect(errors).toHaveLength(2)
    for (const error of errors) expect(error).toBeInstanceOf(GencodeError)
  })
})

describe('the console', () => {
  it('is captured as text, also where the function fails', async () => {
    const lines: ConsoleMessage[] = []
    const sandbox = await createSandbox({ ...options, onConsole: (line) => lines.push(line) })
    const code =
      '() => { console.log("a", 1, { b: [2n, undefined] }); console.error(new TypeError("x")); null.y }'
    expect(() => sandbox.compile(code)()).toThrow(SandboxRuntimeError)
    expect(lines).toEqual([
      { level: 'log', text: 'a 1 { b: [ 2n, undefined ] }' },
      { level: 'error', text: 'TypeError: x' },
    ])
  })

  it('has limits', async () => {
    const lines: ConsoleMessage[] = []
    const sandbox = await createSandbox({ ...options, onConsole: (line) => lines.push(line) })
    sandbox.compile('() => { for (let i = 0; i < 3000; i++) console.log(i) }')()
    expect(lines).toHaveLength(1001)
    expect(lines.at(-1)?.text).toMatch(/cut/)
    lines.length = 0
    sandbox.compile('() => { for (let i = 0; i < 40; i++) console.log("x".repeat(1e4)) }')()
    expect(lines.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThan(80_000)
  })
})

describe('randomness and time', () => {
  const code = '() => [Math.random(), Date.now()]'

  it('come from the seed', async () => {
    const draw = async (seed: number) => (await createSandbox({ ...options, seed })).compile(code)()
    expect(await draw(1)).toEqual(await draw(1))
    expect(await draw(1)).not.toEqual(await draw(2))
    expect(await draw(0)).toEqual([0.4833481342839381, 946_684_800_000])
  })

  it('are spread evenly', async () => {
    const draws = (await createSandbox(options)).compile(
      '() => Array.from({ length: 10000 }, () => Math.random())',
    )() as number[]
    expect(draws.reduce((sum, x) => sum + x) / draws.length).toBeCloseTo(0.5, 1)
    expect(new Set(draws).size).toBe(draws.length)
  })

  it('are the machine’s own where asked for', async () => {
    const sandbox = await createSandbox({ ...options, deterministic: false })
    const [first, time] = sandbox.compile(code)() as [number, number]
    const [second] = sandbox.compile(code)() as [number, number]
    expect(first).not.toBe(second)
    expect(Math.abs(time - Date.now())).toBeLessThan(5000)
  })
})

describe('options', () => {
  it.each([
    { timeoutMs: 0 },
    { timeoutMs: Number.NaN },
    { memoryBytes: 1000 },
    { resultDepth: 1.5 },
    { tier: 'native' },
    { wasmBinary: new Uint8Array(8) },
    { globals: { np: () => 1 } },
    { globals: { 'not a name': () => 1 } },
    { globals: { value: 1 } },
  ])('that are wrong are named: %o', async (wrong) => {
    await expect(createSandbox(wrong as object)).rejects.toThrow(GencodeError)
    await expect(createSandbox(wrong as object)).rejects.toThrow(
      new RegExp(Object.keys(wrong)[0]?.slice(0, -1) ?? ''),
    )
  })
})

describe('code', () => {
  it.each([
    ['(x) => x + 1', 2],
    ['function (x) { return x + 1 }', 2],
    ['async x => x', 1],
    ["'use strict'\nfunction f(x) { return this === undefined ? x : 0 }", 1],
    ['const np = { one: 1 }, Math = 5\nfunction f(x) { return x + np.one + Math }', 7],
    ['function f(x) { return x } // function g() {}', 1],
    ['function f(x) { return x }\n/* function g() {} */ const s = "function h() {}"', 1],
    ['var f = function named(x) { return x }', 1],
    ['function f(x) { return x }\n<!-- a comment', 1],
  ])('as loose as %s is taken', async (code, expected) => {
    const sandbox = await createSandbox(options)
    expect(await sandbox.compile(code)(1)).toBe(expected)
  })

  it.each(['', '1 + 1', 'const x = 1', 'function f() {', 'return 1', '// nothing', 'function f() {} }'])(
    'without a function is a syntax error: %j',
    async (code) => {
      const sandbox = await createSandbox(options)
      expect(() => sandbox.compile(code)).toThrow(SandboxSyntaxError)
    },
  )

  it('that throws SyntaxError itself is a runtime error', async () => {
    const sandbox = await createSandbox(options)
    expect(() => sandbox.compile('JSON.parse("{")\nfunction f() {}')).toThrow(SandboxRuntimeError)
    expect(() => sandbox.compile('() => 1', { entry: 'x y' })).toThrow(SandboxSyntaxError)
    expect(() => sandbox.compile('function f() {}', { entry: 'g' })).toThrow(/named g/)
  })
})
