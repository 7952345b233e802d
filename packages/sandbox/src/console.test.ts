import { describe, expect, it } from 'vitest'
import { createSandboxForTests } from '../test/sandbox-for-tests.ts'

async function linesOf(body: string): Promise<string[]> {
  const lines: string[] = []
  const sandbox = await createSandboxForTests({ onConsole: ({ text }) => lines.push(text) })
  sandbox.compile(`() => { ${body} }`)()
  sandbox.dispose()
  return lines
}

describe('console text', () => {
  it.each([
    ['{ a: 1, f() {} }', '{ a: 1, f: [Function: f] }'],
    ['{ d: new Date(0) }', '{ d: 1970-01-01T00:00:00.000Z }'],
    ['new Map([[1, { a: "b" }]])', "Map(1) { 1 => { a: 'b' } }"],
    ['new Set(["a", 2n]), [-0]', "Set(2) { 'a', 2n } [ -0 ]"],
    [
      '[1, "a", null, undefined, Symbol("s"), () => 1]',
      "[ 1, 'a', null, undefined, Symbol(s), [Function (anonymous)] ]",
    ],
    ['class Foo { x = 1 }, new (class Bar { y = 2 })', '[class Foo] Bar { y: 2 }'],
    ['new Float64Array([1, 2])', 'Float64Array(2) [ 1, 2 ]'],
    ['{ get x() { throw 1 }, set y(v) {} }', '{ x: [Getter], y: [Setter] }'],
    ['(() => { const a = { n: 1 }; a.self = a; return a })()', '{ n: 1, self: [Circular] }'],
    ['{ "a b": 1, 2: 3 }', "{ '2': 3, 'a b': 1 }"],
    ['new TypeError("x", { cause: new Error("y") })', 'TypeError: x { [cause]: [Error: y] }'],
    ['/a+/g, Promise.resolve(1), new WeakMap()', '/a+/g Promise {} WeakMap {}'],
    ['Object.create(null)', '[Object: null prototype] {}'],
    ['"%s is %d, %i and %j%%", "a", 1.5, 2.7, { b: 1 }, "rest"', 'a is 1.5, 2 and { b: 1 }% rest'],
    ['"100%", 5', '100% 5'],
    ['[,1]', '[ <empty>, 1 ]'],
    ['new Proxy({ a: 1 }, {})', '{ a: 1 }'],
    ['{ a: { b: { c: { d: { e: { f: 1 } } } } } }', '{ a: { b: { c: { d: { e: [Object] } } } } }'],
  ])('of %s is as people know it', async (args, expected) => {
    expect(await linesOf(`console.log(${args})`)).toEqual([expected])
  })

  it('breaks what does not fit a line', async () => {
    const [text] = await linesOf('console.log({ first: "x".repeat(40), second: { third: "y".repeat(40) } })')
    expect(text).toBe(`{\n  first: '${'x'.repeat(40)}',\n  second: { third: '${'y'.repeat(40)}' }\n}`)
  })

  it('is cut, whatever is written', async () => {
    const bodies = [
      'console.log(new Array(1e6).fill({ a: 1 }))',
      'let a = {}; for (let i = 0; i < 1e4; i++) a = { a }; console.log(a)',
      'console.log(Object.fromEntries(Array.from({ length: 1e4 }, (_, i) => ["k" + i, "v".repeat(100)])))',
      'console.log(new Proxy({}, { ownKeys: () => Array.from({ length: 1e4 }, (_, i) => "k" + i), getOwnPropertyDescriptor: () => ({ value: 1, enumerable: true, configurable: true }) }))',
      'console.log(new Proxy({}, { getPrototypeOf() { throw 1 } }))',
    ]
    for (const body of bodies) {
      const [text = ''] = await linesOf(body)
      expect(text.length).toBeGreaterThan(0)
      expect(text.length).toBeLessThan(12_000)
    }
  })

  it('has a table', async () => {
    const [text] = await linesOf('console.table([{ a: 1, b: "x" }, { a: 2 }, 3])')
    expect(text).toBe(
      [
        '┌─────────┬───┬─────┬────────┐',
        '│ (index) │ a │ b   │ Values │',
        '├─────────┼───┼─────┼────────┤',
        "│ 0       │ 1 │ 'x' │        │",
        '│ 1       │ 2 │     │        │',
        '│ 2       │   │     │ 3      │',
        '└─────────┴───┴─────┴────────┘',
      ].join('\n'),
    )
    expect(await linesOf('console.table(5); console.table(new Map([["k", { v: 1 }]]))')).toHaveLength(2)
  })

  it('has groups, counts, timers, assertions and dir', async () => {
    const body = `
      console.group('G'); console.log('in'); console.groupEnd(); console.log('out')
      console.count(); console.count('x'); console.count(); console.countReset(); console.count()
      console.time('t'); console.timeLog('t', 1); console.timeEnd('t'); console.timeEnd('t')
      console.assert(true, 'no'); console.assert(false, 'yes', 1); console.dir({ a: 1 }); console.trace('here')`
    expect(await linesOf(body)).toEqual([
      'G',
      '  in',
      'out',
      'default: 1',
      'x: 1',
      'default: 2',
      'default: 1',
      't: 0ms 1',
      't: 0ms',
      "Timer 't' does not exist",
      'Assertion failed: yes 1',
      '{ a: 1 }',
      'Trace: here',
    ])
  })

  it('is no way for a redefined built-in to reach the host', async () => {
    const body = `
      Array.prototype.join = String.prototype.slice = Map.prototype.get = RegExp.prototype[Symbol.replace] = () => { throw 1 }
      RegExp.prototype.exec = () => { throw 2 }
      console.group('a'); console.log('b', { c: [1] }); console.count(); console.table([1])`
    const lines = await linesOf(`try {${body}} catch (e) { console.log('threw', e) }`)
    expect(lines.length).toBeGreaterThan(1)
  })

  it('written while a result is written stands beside it', async () => {
    const sandbox = await createSandboxForTests({ onConsole: () => {}, globals: { host: (x: unknown) => x } })
    const code = '() => ({ a: 1, get x() { console.log({ y: 1 }); return host({ z: [8] }) }, b: 2 })'
    expect(sandbox.compile(code)()).toEqual({ a: 1, x: { z: [8] }, b: 2 })
  })
})
