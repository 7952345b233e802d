import { monitorEventLoopDelay } from 'node:perf_hooks'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startFunctionServer } from './function-server.ts'
import type { Listening } from './listen.ts'

interface Caller {
  readonly code: string
  readonly input: unknown
  /** What the server must say. */
  readonly expected: unknown
}

/** Four honest functions, each called with inputs of its own. */
const honest = (index: number): Caller[] => [
  {
    code: 'function sum({ from, to }) { let s = 0; for (let i = from; i <= to; i++) s += i; return s }',
    input: { from: index, to: index + 1000 },
    expected: { result: 1001 * (index + 500) },
  },
  {
    code: 'const median = (list) => list.toSorted((a, b) => a - b)[list.length >> 1]',
    input: Array.from({ length: 101 }, (_, place) => index + ((place * 37) % 101)),
    expected: { result: index + 50 },
  },
  {
    code: `class Words { count = new Map(); add(word) { this.count.set(word, (this.count.get(word) ?? 0) + 1) } }
function main(text) { const words = new Words(); for (const w of text.split(' ')) words.add(w); return Object.fromEntries(words.count) }`,
    input: `to be ${'or not '.repeat(index)}to be`,
    expected: { result: { to: 2, be: 2, ...(index > 0 ? { or: index, not: index } : {}) } },
  },
  {
    code: 'let calls = 0\nfunction mean(list) { return [np.mean(list), ++calls, typeof leak] }',
    input: [index, index + 1, index + 5],
    expected: { result: [index + 2, 1, 'undefined'] },
  },
]

const failed = (error: RegExp) => ({ error: expect.stringMatching(error), feedback: expect.any(String) })

const hostile: Caller[] = [
  ['() => { while (true); }', failed(/timeout/)],
  ['() => Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1)', failed(/timeout/)],
  ["() => /(a+)+$/.test('a'.repeat(60) + 'b')", failed(/timeout/)],
  ['() => ({ get a() { for (;;); } })', failed(/timeout/)],
  ['() => { const kept = []; for (;;) kept.push(new Array(1e5).fill(kept)) }', failed(/memory|timeout/)],
  ["() => 'x'.repeat(2 ** 29)", failed(/memory/)],
  ['() => new Uint8Array(2 ** 31).fill(1).length', failed(/memory|runtime/)],
  ["() => 'x'.repeat(2 ** 20)", failed(/result/)],
  ['function f() { return f() + 1 }', failed(/runtime|memory/)],
  ['() => process.exit(1)', failed(/runtime/)],
  ["() => this.constructor.constructor('return process')().exit()", failed(/runtime/)],
  ["() => require('node:child_process').execSync('id')", failed(/runtime/)],
  ["() => import('node:fs')", failed(/runtime|syntax|result|memory/)],
  ['() => { globalThis.leak = Object.prototype.leak = 1; return typeof fetch }', { result: 'undefined' }],
  ['() => JSON.parse(\'{"__proto__": { "leak": 1 }}\')', failed(/result/)],
  ['() => 10n', failed(/contract/)],
  ['() => () => process', failed(/result/)],
  ['() => { throw { get message() { for (;;); } } }', failed(/runtime|timeout/)],
  ['function (', failed(/syntax/)],
  ['() => new Promise(() => {})', failed(/./)],
].map(([code, expected]) => ({ code, input: null, expected }) as Caller)

let server: Listening
beforeAll(async () => {
  server = await startFunctionServer()
})
afterAll(() => server.close())

async function ask({ code, input }: Caller): Promise<{ answer: unknown; ms: number }> {
  const start = performance.now()
  const response = await fetch(server.url, { method: 'POST', body: JSON.stringify({ code, input }) })
  return { answer: await response.json(), ms: performance.now() - start }
}

it('answers the honest of 200 callers at once, whatever the others try', async () => {
  // Of every five callers the last is hostile.
  const callers = Array.from({ length: 200 }, (_, index) =>
    index % 5 === 4
      ? (hostile[((index - 4) / 5) % hostile.length] as Caller)
      : (honest(index)[index % 4] as Caller),
  )
  // WebAssembly is optimised while the first functions run.
  await Promise.all(
    Array.from({ length: 10 }, (_, index) => honest(index))
      .flat()
      .map(ask),
  )

  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  const answers = await Promise.all(callers.map(ask))
  delay.disable()

  expect(answers.map(({ answer }, index) => ({ code: callers[index]?.code, answer }))).toEqual(
    callers.map(({ code, expected }) => ({ code, answer: expected })),
  )
  expect(await (await fetch(`${server.url}/health`)).text()).toBe('ok')
  expect(Object.prototype).not.toHaveProperty('leak')

  const latencies = answers.filter((_, index) => index % 5 !== 4).map(({ ms }) => ms)
  const [p50, p90, p99, most] = [0.5, 0.9, 0.99, 1].map((share) => percentile(latencies, share))
  console.info(
    `${latencies.length} honest callers beside ${200 - latencies.length} hostile ones: median ${p50} ms, 90 % ${p90} ms, ` +
      `99 % ${p99} ms, slowest ${most} ms; the event loop was late by ${Math.round(delay.percentile(99) / 1e6)} ms (99 %)`,
  )
})

it('says what is wrong with a request', async () => {
  const response = await fetch(server.url, { method: 'POST', body: '{' })
  expect(response.status).toBe(400)
})

it('goes on for others when callers hang up', async () => {
  const signal = AbortSignal.timeout(30)
  const body = JSON.stringify({ code: '() => { while (true); }', input: null })
  const leaving = Array.from({ length: 20 }, () => fetch(server.url, { method: 'POST', body, signal }))
  expect((await Promise.allSettled(leaving)).every(({ status }) => status === 'rejected')).toBe(true)
  const [caller] = honest(3) as [Caller]
  expect((await ask(caller)).answer).toEqual(caller.expected)
})

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return Math.round(sorted[Math.ceil(share * sorted.length) - 1] as number)
}
