import { rewardContract } from '@gencode/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSandbox } from '../index.ts'

const contract = rewardContract([
  { index: 0, name: 'x', low: 0, high: 1 },
  { index: 1, name: 'y', low: 0, high: 1 },
])
const rowCount = 4
const columns = [
  Float64Array.from({ length: rowCount * 2 }, (_value, at) => at + 1),
  new Uint8Array(rowCount),
  new Uint8Array(rowCount),
]

/** What a function does to its row, and what it returns for the four rows where each row is an array of its own. */
const liberties: ReadonlyArray<readonly [what: string, code: string, expected: readonly number[]]> = [
  ['keeps it', 'const kept = []; const f = (o) => { kept.push(o); return kept[0][0] }', [1, 1, 1, 1]],
  [
    'reads it later',
    'const later = []; const f = (o) => { later.push(() => o[0]); return later[0]() }',
    [1, 1, 1, 1],
  ],
  [
    'keeps its arguments',
    'const kept = []; function f(o) { kept.push(arguments); return kept[0][0][1] }',
    [2, 2, 2, 2],
  ],
  [
    'leaves a generator waiting',
    'const kept = []; function* g(o) { yield o[0]; yield o[0] } const f = (o) => { const h = g(o); h.next(); kept.push(h); return kept.length > 1 ? kept.shift().next().value : 0 }',
    [0, 1, 3, 5],
  ],
  [
    'knows it again',
    'const seen = new WeakSet(); const f = (o) => { const was = seen.has(o); seen.add(o); return was ? 1 : 0 }',
    [0, 0, 0, 0],
  ],
  ['names a property', 'const f = (o) => { const x = o.x ?? 0; o.x = 1; return x }', [0, 0, 0, 0]],
  [
    'sets a symbol',
    'const s = Symbol(); const f = (o) => { const x = o[s] ?? 0; o[s] = 1; return x }',
    [0, 0, 0, 0],
  ],
  ['appends', 'const f = (o) => { const { length } = o; o.push(1); return length }', [2, 2, 2, 2]],
  ['appends and takes away', 'const f = (o) => { o.push(1); o.pop(); return o[0] + o.length }', [3, 5, 7, 9]],
  ['writes past its end', 'const f = (o) => { const x = o[9] ?? 0; o[9] = 1; return x }', [0, 0, 0, 0]],
  ['empties it', 'const f = (o) => { const x = o[0]; o.length = 0; return x }', [1, 3, 5, 7]],
  ['lengthens it', 'const f = (o) => { const { length } = o; o.length = 5; return length }', [2, 2, 2, 2]],
  ['makes holes', 'const f = (o) => { const x = o[0]; delete o[0]; return x }', [1, 3, 5, 7]],
  ['sorts it', 'const f = (o) => { o.sort((a, b) => b - a); return o[0] }', [2, 4, 6, 8]],
  ['overwrites it', 'const f = (o) => { const x = o[0]; o[0] = {}; o[1] = "text"; return x }', [1, 3, 5, 7]],
  ['freezes it', 'const f = (o) => { const x = o[0]; Object.freeze(o); return x }', [1, 3, 5, 7]],
  ['seals it', 'const f = (o) => { o.x = 1; Object.seal(o); return o[0] }', [1, 3, 5, 7]],
  [
    'prevents extensions',
    'const f = (o) => { const was = Object.isExtensible(o); Object.preventExtensions(o); return was ? 1 : 0 }',
    [1, 1, 1, 1],
  ],
  [
    'changes its prototype',
    'const f = (o) => { const x = typeof o.map; Object.setPrototypeOf(o, null); return x === "function" ? 1 : 0 }',
    [1, 1, 1, 1],
  ],
  [
    'gives it a getter',
    'const f = (o) => { const x = o[0]; Object.defineProperty(o, 0, { get: () => 9 }); return x }',
    [1, 3, 5, 7],
  ],
  [
    'locks its length',
    'const f = (o) => { const x = o.push(1); Object.defineProperty(o, "length", { writable: false }); return x }',
    [3, 3, 3, 3],
  ],
  [
    'watches all arrays',
    'let seen = 0; for (const at of [0, 1]) Object.defineProperty(Array.prototype, at, { set() { seen++ }, get: () => 9 }); const f = (o) => { const x = o[0]; o.length = 0; return x + seen }',
    [1, 3, 5, 7],
  ],
]

describe('a row of a batch', () => {
  it.each(liberties)('is new to a function that %s', async (_what, code, expected) => {
    const sandbox = await createSandbox({ timeoutMs: 2000 })
    const fn = sandbox.compile(code, { contract, entry: 'f' })
    expect([...fn.batch(columns)]).toEqual(expected)
    const again = (await createSandbox({ timeoutMs: 2000 })).compile(code, { contract, entry: 'f' })
    expect([0, 2, 4, 6].map((x) => again([x + 1, x + 2], false, false))).toEqual(expected)
  })

  it('leaves nothing behind where what was written to it is large', async () => {
    const sandbox = await createSandbox({ timeoutMs: 10_000, memoryBytes: 4 * 2 ** 20 })
    const { batch } = sandbox.compile('(o) => { o[0] = "x".repeat(1000) + o[1]; o.extra = o[0]; return 1 }', {
      contract,
    })
    const rows = 20_000
    const results = batch([new Float64Array(rows * 2), new Uint8Array(rows), new Uint8Array(rows)])
    expect(results.every((result) => result === 1)).toBe(true)
  })

  it('has its numbers to the bit', async () => {
    const sandbox = await createSandbox({ timeoutMs: 10_000 })
    const first = sandbox.compile('(o) => o[0]', { contract })
    const number = fc.double({ noNaN: true, noDefaultInfinity: true })
    fc.assert(
      fc.property(fc.array(number, { minLength: 1 }), (numbers) => {
        const column = Float64Array.from(numbers.flatMap((x) => [x, 1]))
        const flags = new Uint8Array(numbers.length)
        expect([...first.batch([column, flags, flags])]).toEqual(numbers)
      }),
    )
  })

  it('takes every kind of NaN for no more than that', async () => {
    const sandbox = await createSandbox({ timeoutMs: 2000 })
    const { batch } = sandbox.compile(
      '(o, s, e) => (typeof o[0] === "number" && o[0] !== o[0] && Object.is(o[1], o[0]) ? 1 : 0)',
      { contract },
    )
    const bits: number[] = []
    for (let high = 0; high < 64; high++)
      for (const sign of [0x7ff, 0xfff])
        bits.push(
          high * 1024 + 1,
          ((sign << 20) | 0x80000 | high) >>> 0,
          0,
          ((sign << 20) | (high + 1)) >>> 0,
        )
    const column = new Float64Array(Uint32Array.from(bits).buffer)
    const rows = column.length / 2
    expect(column.every(Number.isNaN)).toBe(true)
    expect([...batch([column, new Uint8Array(rows), new Uint8Array(rows)])]).toEqual(Array(rows).fill(1))
  })
})

describe('a record that a batch returns', () => {
  const number = fc.double({ noNaN: true, noDefaultInfinity: true })
  const name = fc.oneof(fc.constantFrom('speed', 'angle', 'bonus', 'a"b', '0', '1'), fc.string())
  const components = fc.dictionary(
    name.filter((text) => text !== '__proto__'),
    number,
    { maxKeys: 4 },
  )
  const record = fc.record({ reward: number, components })

  it('is what a call returns, whatever its form', async () => {
    const sandbox = await createSandbox({ timeoutMs: 10_000 })
    fc.assert(
      fc.property(fc.array(fc.oneof(record, number), { minLength: 1, maxLength: 12 }), (results) => {
        const code = `const results = ${literal(results)}; const f = (o) => results[o[0]]`
        const fn = sandbox.compile(code, { contract, entry: 'f' })
        const flags = new Uint8Array(results.length)
        const column = Float64Array.from(results.flatMap((_result, at) => [at, 0]))
        const { rewards, components } = fn.batch([column, flags, flags], { components: true })
        results.forEach((_result, at) => {
          const alone = fn([at, 0], false, false)
          const reward = typeof alone === 'number' ? alone : (alone as { reward: number }).reward
          expect(rewards[at]).toBe(reward)
          for (const [term, value] of Object.entries(
            typeof alone === 'number' ? {} : (alone.components ?? {}),
          ))
            expect(components[term]?.[at]).toBe(value)
        })
      }),
      { numRuns: 60 },
    )
  })

  it.each([
    ['a getter', '{ get reward() { return o[0] }, components: { x: o[1] } }'],
    ['no prototype', 'Object.assign(Object.create(null), { reward: o[0], components: { x: o[1] } })'],
    ['a class', 'Object.assign(new (class R {})(), { reward: o[0], components: { x: o[1] } })'],
    [
      'another order',
      'o[0] > 2 ? { components: { x: o[1] }, reward: o[0] } : { reward: o[0], components: { x: o[1] } }',
    ],
    [
      'hidden properties',
      'Object.defineProperty({ reward: o[0], components: { x: o[1] } }, "y", { value: 1 })',
    ],
    ['a symbol', '{ reward: o[0], components: { x: o[1] }, [Symbol("y")]: {} }'],
    ['terms of its own for each row', '{ reward: o[0], components: { x: o[1], ["y" + o[0]]: 1 } }'],
  ])('may have %s', async (_what, result) => {
    const sandbox = await createSandbox({ timeoutMs: 2000 })
    const { batch } = sandbox.compile(`(o) => (${result})`, { contract })
    const { rewards, components } = batch(columns, { components: true })
    expect([...rewards]).toEqual([1, 3, 5, 7])
    expect([...(components.x ?? [])]).toEqual([2, 4, 6, 8])
  })

  it('may come by the thousand', async () => {
    const sandbox = await createSandbox({ timeoutMs: 10_000 })
    const code =
      '(o, s) => s ? { reward: 1, components: { a: 1 } } : { reward: o[0], components: { x: o[1], y: -o[1] } }'
    const { batch } = sandbox.compile(code, { contract })
    const rows = 50_000
    const flags = Uint8Array.from({ length: rows }, (_value, row) => (row % 7 === 0 ? 1 : 0))
    const column = Float64Array.from({ length: rows * 2 }, (_value, at) => at)
    const { rewards, components } = batch([column, flags, new Uint8Array(rows)], { components: true })
    for (let row = 0; row < rows; row += 997) {
      const expected = flags[row] ? [1, 1, 0, 0] : [2 * row, 0, 2 * row + 1, -2 * row - 1]
      expect([rewards[row], components.a?.[row], components.x?.[row], components.y?.[row]]).toEqual(expected)
    }
  })

  it('says which row has a term that is no number', async () => {
    const sandbox = await createSandbox({ timeoutMs: 2000 })
    for (const term of ['"text"', 'NaN', '() => 1', 'new Map()'])
      expect(() =>
        sandbox
          .compile(`(o) => ({ reward: 1, components: { x: o[0] > 4 ? ${term} : 1 } })`, { contract })
          .batch(columns),
      ).toThrow(/row 2/)
  })

  it('is read as the guest left it where its built-ins were changed', async () => {
    const sandbox = await createSandbox({ timeoutMs: 2000 })
    const code = `
      Object.keys = () => ['reward']
      Float64Array.prototype.fill = Array.prototype.join = Array.prototype.push = () => { throw new Error('seen') }
      for (const at of [0, 1, 2, 3]) Object.defineProperty(Array.prototype, at, { set() { throw new Error('seen') } })
      for (const name of ['buffer', 'length'])
        Object.defineProperty(Object.getPrototypeOf(Float64Array.prototype), name, { get() { throw new Error('seen') } })
      Object.defineProperty(Object.prototype, 'text', { set() { throw new Error('seen') } })
      const f = (o) => ({ reward: o[0], components: { x: o[1] } })`
    const { batch } = sandbox.compile(code, { contract, entry: 'f' })
    const { rewards, components } = batch(columns, { components: true })
    expect([...rewards, ...(components.x ?? [])]).toEqual([1, 3, 5, 7, 2, 4, 6, 8])
  })
})

/** As source; JSON has no -0. */
function literal(value: unknown): string {
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value)
  if (Array.isArray(value)) return `[${value.map(literal).join(',')}]`
  return `{${Object.entries(value as object).map(([key, item]) => `${JSON.stringify(key)}:${literal(item)}`)}}`
}
