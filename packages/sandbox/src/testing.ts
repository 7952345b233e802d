import { type Contract, defineContract, rewardContract } from '@gencode/contract'
import { SandboxImageError } from './errors.ts'
import { suspend } from './run/suspend.ts'
import { check, failure, same, thrown } from './testing-claims.ts'
import type { Globals, Sandbox, SandboxOptions, SandboxWorker } from './types.ts'

/** One promise of the interface; `run` throws where it is broken. */
export interface ContractCase {
  readonly name: string
  readonly run: () => Promise<void>
}

/** Either kind of sandbox: a test awaits what it calls. */
export type AnySandbox = Sandbox | SandboxWorker

const reward: Contract = rewardContract([
  { index: 0, name: 'position', unit: 'm', low: -1, high: 1 },
  { index: 1, name: 'speed', unit: 'm/s', low: '-inf', high: 'inf' },
]) as unknown as Contract

/** Functions of the host that are waited for. */
const waiting: Globals = {
  load: async (a: unknown) => ({ a }),
  store: { size: async () => 3 },
  fail: async () => {
    throw new Error('no')
  },
  never: () => new Promise(() => {}),
  ask: async () => suspend('a person'),
}

/**
 * The promises of a sandbox, in this thread or in its own, as cases for any test runner:
 *
 * ```ts
 * for (const { name, run } of sandboxContract((options) => createSandbox(options))) test(name, run)
 * ```
 *
 * @param create called for each case
 */
export function sandboxContract(
  create: (options?: SandboxOptions) => Promise<AnySandbox>,
): readonly ContractCase[] {
  const promise = (
    name: string,
    body: (sandbox: AnySandbox) => Promise<void>,
    options?: SandboxOptions,
  ): ContractCase => ({
    name,
    async run() {
      const sandbox = await create(options)
      try {
        await body(sandbox)
      } finally {
        sandbox.dispose()
      }
    },
  })
  const run = async (sandbox: AnySandbox, code: string, ...args: readonly unknown[]): Promise<unknown> =>
    (await sandbox.compile(code))(...args)

  return [
    promise('calls a function with plain data and copies its result', async (sandbox) => {
      const data = {
        a: [1, -0, 'text', true, null],
        b: { c: Number.NaN, d: 12n, e: Number.NEGATIVE_INFINITY },
      }
      same(await run(sandbox, 'function f(x) { return x }', data), data, 'the result')
      same(await run(sandbox, 'function f() {}'), undefined, 'the result of nothing')
      same(await run(sandbox, '(x) => new Float64Array([x, 2])', 1), [1, 2], 'a typed array')
    }),
    promise('takes the last function declared at top level, or the one that is named', async (sandbox) => {
      const code =
        'const help = () => 1\nfunction f() { const inner = () => 3; return 2 }\nconst text = "function g"'
      same((await sandbox.compile(code)).entry, 'f', 'the entry')
      same(await run(sandbox, code), 2, 'the result')
      same(await (await sandbox.compile(code, { entry: 'help' }))(), 1, 'the named one')
      same(
        (await sandbox.compile('function f(a, [b, c], d = 1) {}')).params,
        ['a', '[b, c]', 'd'],
        'the parameters',
      )
    }),
    promise('passes observations and flags of a contract, alone and in a batch', async (sandbox) => {
      const code =
        'function rewardFn(o, s, e) { return Array.isArray(o) ? o[0] + o[1] + (s === true ? 10 : 0) - (e === true ? 100 : 0) : NaN }'
      const fn = await sandbox.compile(code, { contract: reward })
      same(await fn([1, 2], true, false), 13, 'one call')
      const columns = [new Float64Array([1, 2, 3, 4]), new Uint8Array([0, 1]), new Uint8Array([1, 0])]
      same(await fn.batch(columns), new Float64Array([-97, 17]), 'the batch')
      same(await fn([0.5, 0.25], false, true), -99.25, 'a call after the batch')
    }),
    promise('takes a reward with its components', async (sandbox) => {
      const code = 'const rewardFn = (o, s) => s ? o[0] : { reward: o[0], components: { speed: o[1] } }'
      const fn = await sandbox.compile(code, { contract: reward })
      same(await fn([1, 2], false, false), { reward: 1, components: { speed: 2 } }, 'one call')
      const columns = [new Float64Array([1, 2, 3, 4]), new Uint8Array([0, 1]), new Uint8Array(2)]
      same(await fn.batch(columns), new Float64Array([1, 3]), 'the batch')
      same(
        await fn.batch(columns, { components: true }),
        { rewards: new Float64Array([1, 3]), components: { speed: new Float64Array([2, 0]) } },
        'the components',
      )
    }),
    promise('serves contracts of other data', async (sandbox) => {
      const contract: Contract = defineContract({
        name: 'price',
        description: 'Prices goods.',
        parameters: [
          {
            name: 'goods',
            description: 'goods',
            schema: reward.parameters[0]?.schema as never,
            layout: 'json',
          },
          { name: 'factor', description: 'factor', schema: reward.result.schema, layout: 'number' },
        ],
        result: { schema: reward.result.schema, layout: 'number' },
      }) as unknown as Contract
      const fn = await sandbox.compile('(goods, factor) => factor * np.sum(goods)', { contract })
      same(await fn([1, 2, 3], 2), 12, 'the result')
      same(await fn.batch([[[1], [2, 3]], new Float64Array([1, 2])]), new Float64Array([1, 10]), 'the batch')
    }),
    promise('names the row of a batch that breaks the contract', async (sandbox) => {
      const fn = await sandbox.compile('(o) => o[0] < 0 ? undefined : 1 / o[0]', { contract: reward })
      const columns = (x: number) => [new Float64Array([1, 0, x, 0]), new Uint8Array(2), new Uint8Array(2)]
      same((await failure(fn.batch, columns(0))).code, 'contract/not-a-number', 'the code')
      for (const x of [0, -1]) {
        const { feedback } = await failure(fn.batch, columns(x))
        check(feedback.includes('row 1'), `the feedback names the row: ${feedback}`)
      }
      same((await failure(fn, [0, 0], false, false)).code, 'contract/not-a-number', 'the code of one call')
    }),
    promise(
      'tells syntax, runtime, time, memory and result errors apart',
      async (sandbox) => {
        const codes: ReadonlyArray<readonly [code: string, source: string]> = [
          ['sandbox/syntax', 'function f( {'],
          ['sandbox/syntax', 'const x = 1'],
          ['sandbox/runtime', '() => nothing.there'],
          ['sandbox/runtime', 'function f() { return f() }'],
          ['sandbox/timeout', '() => { while (true); }'],
          ['sandbox/timeout', '() => Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1)'],
          ['sandbox/memory', '() => { const a = []; for (;;) a.push(new Array(1e5).fill(1)) }'],
          ['sandbox/result', '() => () => 1'],
          ['sandbox/result', '() => "x".repeat(2e6)'],
          ['sandbox/result', '() => { const a = []; a[0] = a; return a }'],
          ['sandbox/result', 'async () => new Promise(() => {})'],
        ]
        for (const [code, source] of codes) {
          const error = await failure(() => run(sandbox, source))
          same(error.code, code, `the code of ${source}`)
          check(error.feedback.length > 20, `there is feedback for ${source}`)
        }
        same(await run(sandbox, '() => 1'), 1, 'the next function')
      },
      { memoryBytes: 8 * 2 ** 20 },
    ),
    promise('speaks of the lines of the original', async (sandbox) => {
      const original = 'function f(x: number) {\n  const y = 1\n  return y.z.w\n}'
      const source = original.replace(': number', '        ')
      const code = {
        source,
        original,
        language: 'typescript',
        entry: 'f',
        params: ['x'],
        warnings: [],
        lineMap: [1, 2, 3, 4],
      } as const
      const error = await failure(await sandbox.compile(code), 1)
      same(error.line, 3, 'the line')
      check(error.feedback.includes('`return y.z.w`'), `the feedback quotes the line: ${error.feedback}`)
      check(error.frame?.includes('> 3 |') === true, 'there is a frame')
      const syntax = await failure(() =>
        sandbox.compile({ ...code, source: 'let a\n= 1 1\n', original: 'let a\n= 1 1\n' }),
      )
      same([syntax.code, syntax.line], ['sandbox/syntax', 2], 'the place of a syntax error')
    }),
    promise('begins each function from the clean start', async (sandbox) => {
      await run(
        sandbox,
        '() => { Array.prototype.map = 1; globalThis.leak = 1; Math.abs = () => 7; Object.prototype.x = 1; np.pi = 4 }',
      )
      same(
        await run(sandbox, '() => [typeof [].map, typeof leak, Math.abs(-1), typeof ({}).x, np.pi]'),
        ['function', 'undefined', 1, 'undefined', Math.PI],
        'what the next one sees',
      )
    }),
    promise('keeps module-level variables until another function needs the room', async (sandbox) => {
      const count = await sandbox.compile('let n = 0\nfunction count() { return ++n }')
      same([await count(), await count()], [1, 2], 'the counts')
      await run(sandbox, '() => 1')
      same(await count(), 1, 'the count after another function')
      sandbox.reset()
      same(await count(), 1, 'the count after a reset')
    }),
    promise('is the same every time', async (sandbox) => {
      const code = '() => [Math.random(), Date.now(), new Date().getTimezoneOffset(), Math.sin(0.1) ** 0.3]'
      same(await run(sandbox, code), await run(sandbox, code), 'two runs')
    }),
    promise('awaits an async function', async (sandbox) => {
      same(await run(sandbox, 'async (x) => { await null; return x + 1 }', 1), 2, 'the settled value')
      const error = await failure(() => run(sandbox, 'async () => { await null; throw new TypeError("no") }'))
      same(error.code, 'sandbox/runtime', 'the code of a rejection')
      same(
        (await failure(() => run(sandbox, 'async () => { for (;;) await null }'))).code,
        'sandbox/timeout',
        'the code',
      )
    }),
    promise(
      'holds its own limits',
      async (sandbox) => {
        same(
          (await failure(() => run(sandbox, '() => "x".repeat(200)'))).code,
          'sandbox/result',
          'a large result',
        )
        same((await failure(() => run(sandbox, '() => [[[[1]]]]'))).code, 'sandbox/result', 'a deep result')
        same(await run(sandbox, '() => [[["x".repeat(50)]]]'), [[['x'.repeat(50)]]], 'one within the limits')
      },
      { resultBytes: 100, resultDepth: 3 },
    ),
    promise(
      'waits for functions of the host',
      async (sandbox) => {
        const fn = await sandbox.compile('async (a) => (await load(a)).a + (await store.size())')
        same(await fn.run([4]), 7, 'the result')
        const both = await sandbox.run('return await Promise.all([load(1), load(2)])')
        same((both as { value?: unknown }).value, [{ a: 1 }, { a: 2 }], 'calls side by side')
        const failing = await failure(() => sandbox.run('const x = 1\nawait fail()'))
        same([failing.code, failing.line], ['sandbox/runtime', 2], 'a call that fails')
        same(
          (await failure(() => sandbox.run('await never()', { waitMs: 50 }))).code,
          'sandbox/timeout',
          'one that never ends',
        )
        const reason = new Error('enough')
        same(
          await thrown(() => sandbox.run('await never()', { signal: AbortSignal.abort(reason) })),
          reason,
          'an abort',
        )
      },
      { globals: waiting },
    ),
    promise(
      'runs a program',
      async (sandbox) => {
        const source =
          'console.log("a", input)\nawait new Promise((go) => setTimeout(go, 60_000))\nreturn new Map([[input, await load(1)]])'
        const { logs, calls, ...rest } = await sandbox.run(source, { input: 5 })
        const [[key, value] = []] = [...(rest as { value: Map<unknown, unknown> }).value]
        same([key, value], [5, { a: 1 }], 'the value')
        same(logs, [{ level: 'log', text: 'a 5' }], 'the logs')
        same(
          calls.map(({ name, outcome }) => [name, outcome]),
          [['load', 'returned']],
          'the calls',
        )
        same(
          (
            await failure(() =>
              sandbox.run('for (;;) { await load(); for (let i = 0; i < 10_000; i++); }', { timeoutMs: 100 }),
            )
          ).code,
          'sandbox/timeout',
          'an endless one',
        )
      },
      { globals: waiting },
    ),
    promise(
      'suspends a program and resumes it',
      async (sandbox) => {
        const result = await sandbox.run(
          'const x = Math.random()\nreturn [await ask("may I?"), x, Math.random()]',
        )
        if (result.suspended === undefined) throw new Error('Broken: it was not suspended')
        same(
          [result.call.name, result.call.args, result.call.reason],
          ['ask', ['may I?'], 'a person'],
          'the call',
        )
        const first = await sandbox.resume(result.suspended, { result: 'yes' })
        const again = await sandbox.resume(result.suspended, { result: 'yes' })
        same(
          (again as { value?: unknown }).value,
          (first as { value?: unknown }).value,
          'the value, each time',
        )
        check(
          (await thrown(() => sandbox.resume(new Uint8Array(9), { result: 1 }))) instanceof SandboxImageError,
          'what is no image is refused',
        )
      },
      { globals: waiting },
    ),
    promise('is of no use once it is disposed of', async (sandbox) => {
      const fn = await sandbox.compile('() => 1')
      fn.dispose()
      check((await thrown(fn)) instanceof Error, 'a function that was disposed of throws')
      const other = await sandbox.compile('() => 1')
      sandbox.dispose()
      check((await thrown(other)) instanceof Error, 'a function of a sandbox that was disposed of throws')
      check((await thrown(() => sandbox.compile('() => 1'))) instanceof Error, 'so does compile')
    }),
  ]
}
