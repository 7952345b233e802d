import { rewardContract } from '@gencode/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hostile } from '../../test/hostile.ts'
import {
  createSandbox,
  type Sandbox,
  SandboxError,
  type SandboxedFunction,
  SandboxTimeoutError,
} from '../index.ts'
import { rowsToRise } from './tiered-function.ts'

const contract = rewardContract(['x', 'y'].map((name, index) => ({ index, name, low: -5, high: 5 })))
const typical = `function rewardFn(o, isSuccess, isFailure) {
  const near = Math.exp(-Math.abs(o[0]))
  if (isSuccess) return { reward: 10 + near, components: { near, bonus: 10 } }
  return { reward: near - o[1] ** 2, components: { near, slow: -(o[1] ** 2) } }
}`

/** Functions that are compiled, and never end. */
const endless = [
  '(o) => { let x = 0; while (x < 1e300) x += o[0]; return x }',
  '(o) => { let i = 0; do i = (i + 1) % 1000; while (i >= 0); return i }',
  '(o) => { for (let i = 0; i >= 0; i++) if (o[0] > 50) return i; return 0 }',
  '(o) => { const most = o[0] + 1e9; let r = 0; for (let i = 0; i < most; i++) for (let j = 0; j < most; j++) r += j; return r }',
  '(o) => { let x = o[0]; while (Math.sin(x) <= 1) x += 0.1; return x }',
]

function columnsOf(rows: number): [Float64Array, Uint8Array, Uint8Array] {
  return [
    new Float64Array(2 * rows).map((_number, at) => Math.round(at * 7.3) % 11),
    new Uint8Array(rows).map((_flag, at) => (at % 5 === 0 ? 1 : 0)),
    new Uint8Array(rows),
  ]
}

/** What a call came to: its value, or the plain facts of its error. */
function outcomeOf(run: () => unknown): unknown {
  try {
    return run()
  } catch (error) {
    if (!(error instanceof SandboxError)) return String(error)
    const { name, code, feedback, line, column, frame, guestStack } = error
    return { name, code, feedback, line, column, frame, guestStack }
  }
}

describe('the compiled tier', () => {
  const sandboxes: Sandbox[] = []
  let plain: Sandbox
  let compiled: Sandbox
  const sandbox = async (options: Parameters<typeof createSandbox>[0]): Promise<Sandbox> => {
    const made = await createSandbox(options)
    sandboxes.push(made)
    return made
  }
  beforeAll(async () => {
    plain = await sandbox({ tier: 'quickjs', timeoutMs: 20_000 })
    compiled = await sandbox({ tier: 'compiled', timeoutMs: 20_000 })
  })
  afterAll(() => {
    for (const each of sandboxes) each.dispose()
  })

  /** The function in both tiers; the second is compiled. */
  const both = (source: string): [SandboxedFunction, SandboxedFunction] => {
    const pair = [plain, compiled].map((each) => each.compile(source, { contract })) as [
      SandboxedFunction,
      SandboxedFunction,
    ]
    expect([pair[1].tier, pair[1].tierReason]).toEqual(['compiled', undefined])
    return pair
  }

  it('gives the rewards and components of a batch as QuickJS does', () => {
    const [expected, actual] = both(typical).map((fn) => fn.batch(columnsOf(5000), { components: true }))
    expect(actual).toEqual(expected)
    expect(Object.keys(actual?.components ?? {})).toEqual(Object.keys(expected?.components ?? {}))
    const [first, second] = both(typical).map((fn) => fn.batch(columnsOf(5000)))
    expect(second).toEqual(first)
  })

  it('gives the results of calls as QuickJS does, keys in their order', () => {
    const [expected, actual] = both(typical).map((fn) =>
      [true, false].map((isSuccess) => JSON.stringify(fn([0.5, -2], isSuccess, false))),
    )
    expect(actual).toEqual(expected)
  })

  it('tells the same from the same as Object.is does, NaN, zeros and other kinds too', () => {
    const pairs = [
      'o[0], o[1]',
      'o[0], 0',
      'o[0], -0',
      'o[0], NaN',
      '0, -0',
      'NaN, NaN',
      's, e',
      's, true',
      'o[0], s',
      's, undefined',
      'o, o',
      'o, [1]',
      'o[0], null',
    ]
    const source = `function rewardFn(o, s, e) { let sum = 0\n${pairs.map((pair, bit) => `if (Object.is(${pair})) sum += ${2 ** bit}`).join('\n')}\nreturn sum }`
    const numbers = [0, -0, Number.NaN, 1, Number.POSITIVE_INFINITY, 5e-324, -1]
    const rows = numbers.flatMap((x) => numbers.map((y) => [x, y]))
    const columns = [
      Float64Array.from(rows.flat()),
      Uint8Array.from(rows, (_row, at) => at % 2),
      Uint8Array.from(rows, (_row, at) => (at >> 1) % 2),
    ]
    const [expected, actual] = both(source).map((fn) => fn.batch(columns))
    expect(actual).toEqual(expected)
    const mixed = compiled.compile(
      'function rewardFn(o) { const x = o[0] > 0 ? o[1] : undefined; return Object.is(x, o[1]) ? 1 : 0 }',
      { contract },
    )
    expect([mixed.tier, mixed.tierReason]).toEqual(['quickjs', expect.stringContaining('Object.is')])
  })

  it('throws what QuickJS throws: class, line and frame, of a throw, a wrong call, and a result that is none', () => {
    const sources = [
      'function rewardFn(o) {\n  if (o[0] > 1)\n    throw new RangeError("far")\n  return 1\n}',
      'function rewardFn(o) {\n  const f = o[7]\n  if (o[0] > 1) return f()\n  return 1\n}',
      'function rewardFn(o) {\n  if (o[0] > 1) { const [x] = null; return x }\n  return 1\n}',
      'function rewardFn(o) {\n  const k = 1\n  if (o[0] > 1) k = 2\n  return k\n}',
      'function rewardFn(o) { return 1 / (o[0] - 2) }',
      'function rewardFn(o) { return o[Math.floor(o[0]) + 1] }',
      'function rewardFn(o) { if (o[0] > 1) return { reward: NaN, components: { a: 1 } }; return 1 }',
    ]
    for (const source of sources) {
      const [expected, actual] = both(source).map((fn) => [
        outcomeOf(() => fn([2, 0], false, false)),
        outcomeOf(() => fn([0, 0], false, false)),
        outcomeOf(() => fn.batch([new Float64Array([0, 0, 2, 0]), new Uint8Array(2), new Uint8Array(2)])),
      ])
      expect(actual, source).toEqual(expected)
    }
  })

  it('ends an endless loop at the deadline, in a call and in a batch', async () => {
    const short = await sandbox({ tier: 'compiled', timeoutMs: 30 })
    const fn = short.compile('function rewardFn(o) { let x = o[0]; while (x > 0) x += 1; return x }', {
      contract,
    })
    expect(fn.tier).toBe('compiled')
    for (const run of [
      () => fn([1, 0], false, false),
      () => fn.batch([new Float64Array([1, 0]), new Uint8Array(1), new Uint8Array(1)], { timeoutMs: 20 }),
    ]) {
      const start = performance.now()
      expect(run).toThrow(SandboxTimeoutError)
      expect(performance.now() - start).toBeLessThan(1000)
    }
    expect(fn([-1, 0], false, false)).toBe(-1)
  })

  it('keeps what lasts from call to call as QuickJS does, and loses it when QuickJS does', () => {
    const count =
      'let n = 0\nlet last\nfunction rewardFn(o) { n++; const was = last ?? -1; last = o[0]; return n * 100 + was }'
    const run = (each: Sandbox): unknown[] => {
      const fn = each.compile(count, { contract })
      const other = each.compile('() => 1')
      const seen: unknown[] = [
        fn([1, 0], false, false),
        fn([2, 0], false, false),
        [...fn.batch(columnsOf(4))],
      ]
      other()
      seen.push(fn([3, 0], false, false))
      each.reset()
      seen.push(fn([4, 0], false, false), fn.tier)
      return seen
    }
    const [expected, actual] = [plain, compiled].map(run)
    expect(actual?.pop()).toBe('compiled')
    expected?.pop()
    expect(actual).toEqual(expected)
  })

  it('draws the random numbers that QuickJS draws, from the same seed', async () => {
    const source = 'function rewardFn(o) { return Math.random() + (o[0] > 3 ? Math.random() : 0) }'
    const draws = await Promise.all(
      (['quickjs', 'compiled'] as const).map(async (tier) => {
        const fn = (await sandbox({ tier, seed: 7 })).compile(source, { contract })
        return [fn.tier, [...fn.batch(columnsOf(100))], fn([0, 0], false, false)]
      }),
    )
    expect(draws[1]?.[0]).toBe('compiled')
    expect(draws[1]?.slice(1)).toEqual(draws[0]?.slice(1))
  })

  it('says in a sentence with the line why a function is not compiled', () => {
    const reason = (source: string): string | undefined => compiled.compile(source, { contract }).tierReason
    expect(reason('function f(o) {\n  const name = "x" + o[0]\n  return name.length\n}')).toMatch(
      /^line 3: .*string/,
    )
    expect(reason('function f(o) {\n  let r = 0\n  for (const k in o) r += o[k]\n  return r\n}')).toMatch(
      /^line 3: .*for\.\.\.in/,
    )
    expect(reason('function f(o) { try { return o[0] } catch { return 0 } }')).toMatch(/^line 1: .*catches/)
    expect(compiled.compile('() => 1').tierReason).toContain('contract')
    expect(plain.compile(typical, { contract }).tierReason).toContain('quickjs')
  })

  it('moves up by itself once a function has answered enough rows, or calls', async () => {
    const auto = await sandbox({ timeoutMs: 20_000 })
    const fn = auto.compile(typical, { contract })
    fn.batch(columnsOf(200))
    expect([fn.tier, fn.tierReason]).toEqual(['quickjs', expect.stringContaining('rows or calls')])
    fn.batch(columnsOf(rowsToRise))
    expect([fn.tier, fn.tierReason]).toEqual(['compiled', undefined])
    const called = auto.compile(typical, { contract })
    for (let index = 0; index < rowsToRise; index++) called([index % 3, 1], false, false)
    expect(called.tier).toBe('compiled')
    expect(auto.tierMismatches).toBe(0)
  })

  it('moves a function that keeps variables only at a clean start', async () => {
    const auto = await sandbox({ timeoutMs: 20_000 })
    const fn = auto.compile('let n = 0\nfunction rewardFn() { return ++n }', { contract })
    fn([0, 0], false, false)
    fn.batch(columnsOf(rowsToRise))
    expect([fn.tier, fn([0, 0], false, false)]).toEqual(['quickjs', rowsToRise + 2])
    expect(fn.tierReason).toContain('clean start')
    auto.reset()
    expect([fn([0, 0], false, false), fn.tier]).toEqual([1, 'compiled'])
  })

  it('takes columns of its buffers, or the first rows of them, also where the tier changes in between', async () => {
    const auto = await sandbox({ timeoutMs: 20_000 })
    const expected = plain.compile(typical, { contract }).batch(columnsOf(3000))
    const fn = auto.compile(typical, { contract })
    const fill = (rows: number): ReturnType<typeof fn.buffers> => {
      const columns = fn.buffers(rows)
      columnsOf(3000).forEach((column, index) => {
        columns[index]?.set(column.subarray(0, columns[index]?.length))
      })
      return columns
    }
    const before = fill(3000)
    expect(fn.batch(before.map((column) => column.subarray(0, column.length / 3)))).toEqual(
      expected.slice(0, 1000),
    )
    expect(fn.batch(before)).toEqual(expected)
    expect(fn.tier).toBe('compiled')
    expect(fn.batch(before)).toEqual(expected)
    const after = fill(3000)
    expect(fn.batch(after)).toEqual(expected)
    expect(fn.batch(after.map((column) => column.subarray(0, column.length / 3)))).toEqual(
      expected.slice(0, 1000),
    )
    fn.dispose()
    expect(() => fn.batch(after)).toThrow('disposed')
  })

  it('cannot be used from within a function that its guest called', async () => {
    const inner: { fn?: (...args: never[]) => unknown } = {}
    const outer = await sandbox({
      tier: 'compiled',
      globals: { again: () => inner.fn?.(...([[1, 1], false, false] as never[])) },
    })
    inner.fn = outer.compile(typical, { contract })
    const fn = outer.compile('() => again()')
    expect(() => fn()).toThrow('within a function')
  })

  it('ends hostile inputs as QuickJS does, where it compiles them', async () => {
    const short = await Promise.all(
      (['quickjs', 'compiled'] as const).map((tier) => sandbox({ tier, timeoutMs: 40 })),
    )
    let compiled = 0
    for (const code of [...hostile.map((each) => each.code), ...endless]) {
      const fns = short.map((each) => outcomeOf(() => each.compile(code, { contract })) as SandboxedFunction)
      if (fns[1]?.tier !== 'compiled') continue
      compiled++
      const [expected, actual] = fns.map((fn) => [
        outcomeOf(() => fn([1, 1], false, false)),
        outcomeOf(() => fn.batch(columnsOf(2), { timeoutMs: 40 })),
      ])
      expect(actual, code).toEqual(expected)
    }
    expect(compiled).toBeGreaterThanOrEqual(endless.length)
  })
})
