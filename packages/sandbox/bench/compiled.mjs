// The compiled tier beside native V8 and beside QuickJS, in one run. All take turns, and the best turn of each counts, so that
// ratios hold on a busy machine; times do not. A batch is 20,000 rows of different numbers.
import { rewardContract } from '@gencode/contract'
import { createSandbox } from '../dist/index.js'

const turns = 15
const rows = 20_000

const contractOf = (size) =>
  rewardContract(
    Array.from({ length: size }, (_each, index) => ({ index, name: `o${index}`, low: -3, high: 3 })),
  )

const typical = `function rewardFn(o, isSuccess, isFailure) {
  const clip = (x, low, high) => Math.max(low, Math.min(high, x))
  const near = Math.exp(-2 * Math.abs(o[0]))
  const slow = -0.1 * (o[1] ** 2 + o[3] ** 2)
  const upright = clip(1 - Math.abs(o[2]) / 0.3, 0, 1)
  let bonus = 0
  if (isSuccess) bonus = 10
  else if (isFailure) bonus = -5
  else if (upright > 0.9 && near > 0.5) bonus = 1
  const reward = near + slow + upright + bonus
  return { reward, components: { near, slow, upright, bonus } }
}`
const cases = [
  {
    name: 'one line, 4 numbers',
    size: 4,
    source: 'function rewardFn(o, s, e) { return s ? 10 : 1 - Math.abs(o[2]) }',
  },
  {
    name: 'typical, 4 numbers',
    size: 4,
    source: typical.replace(/return \{ reward, components.*\}/, 'return reward'),
  },
  { name: 'typical, 4 numbers, components', size: 4, source: typical },
  { name: 'typical, 11 numbers, components', size: 11, source: typical.replaceAll('o[3]', 'o[10]') },
  {
    name: 'sum of 376 numbers',
    size: 376,
    source:
      'function rewardFn(o) { let sum = 0; for (let i = 0; i < o.length; i++) sum += o[i] * o[i]; return -sum }',
  },
]

/** The best of turns that alternate, in milliseconds a run. */
function race(runners) {
  const best = Object.fromEntries(Object.keys(runners).map((name) => [name, Number.POSITIVE_INFINITY]))
  for (let turn = 0; turn < turns; turn++)
    for (const [name, run] of Object.entries(runners)) {
      const start = performance.now()
      run()
      best[name] = Math.min(best[name], performance.now() - start)
    }
  return best
}

/** The function as V8 runs it by itself: a row is copied into one array that is used again. */
function nativeBatch(fn, size, [observations, successes, failures], count) {
  const row = new Array(size).fill(0)
  const rewards = new Float64Array(count)
  const terms = {}
  for (let at = 0; at < count; at++) {
    for (let index = 0; index < size; index++) row[index] = observations[at * size + index]
    const result = fn(row, successes[at] !== 0, failures[at] !== 0)
    if (typeof result === 'number') rewards[at] = result
    else {
      rewards[at] = result.reward
      for (const name in result.components) {
        terms[name] ??= new Float64Array(count)
        terms[name][at] = result.components[name]
      }
    }
  }
  return rewards
}

/** Calls one of several functions, as a program does that has more than one; a single one V8 would put into the loop. */
function calls(list, index, inputs) {
  let sum = 0
  for (let at = 0; at < 20_000; at++) {
    const result = list[index](inputs[at & 63], (at & 15) === 0, false)
    sum += typeof result === 'number' ? result : result.reward + result.components.near
  }
  return sum
}

const table = {}
const compiled = await createSandbox({ tier: 'compiled', timeoutMs: 60_000 })
const plain = await createSandbox({ tier: 'quickjs', timeoutMs: 60_000 })
const functions = cases.map(({ source }) => new Function(`return ${source}`)())
const sandboxed = cases.map(({ size, source }) => compiled.compile(source, { contract: contractOf(size) }))
for (const list of [functions, sandboxed])
  for (const [index, { size }] of cases.entries()) calls(list, index, Array(64).fill(Array(size).fill(0.1)))
for (const [index, { name, size, source }] of cases.entries()) {
  const contract = contractOf(size)
  const native = functions[index]
  const fn = compiled.compile(source, { contract })
  const slow = plain.compile(source, { contract })
  if (fn.tier !== 'compiled') throw new Error(`${name}: ${fn.tierReason}`)
  const count = size > 100 ? 1000 : rows
  let state = 1
  const draw = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
  const columns = [
    Float64Array.from({ length: count * size }, () => draw() * 4 - 2),
    new Uint8Array(count).map(() => (draw() < 0.1 ? 1 : 0)),
    new Uint8Array(count).map(() => (draw() < 0.1 ? 1 : 0)),
  ]
  const held = fn.buffers(count)
  for (const [at, column] of columns.entries()) held[at].set(column)
  const components = /components/.test(source)
  const batch = race({
    native: () => nativeBatch(native, size, columns, count),
    copied: () => fn.batch(columns, { components }),
    held: () => fn.batch(held, { components }),
    quickjs: () => slow.batch(columns, { components }),
  })
  const inputs = Array.from({ length: 64 }, (_row, at) =>
    Array.from(columns[0].subarray(at * size, (at + 1) * size)),
  )
  const call = race({
    native: () => calls(functions, index, inputs),
    compiled: () => calls(sandboxed, index, inputs),
  })
  const per = (ms) => Math.round((ms / count) * 1e7) / 10
  table[name] = {
    'native ns/row': per(batch.native),
    'batch x native': (batch.native / batch.copied).toFixed(2),
    'in buffers x native': (batch.native / batch.held).toFixed(2),
    'batch x QuickJS': (batch.quickjs / batch.copied).toFixed(1),
    'call x native': (call.native / call.compiled).toFixed(2),
  }
}
console.log('\nThe compiled tier; x is how many times as fast it is.')
console.table(table)

const compileMs = []
for (let index = 0; index < 200; index++) {
  const source = typical.replace('0.3', `0.3${index}`)
  const start = performance.now()
  const { tierOf } = await import('../dist/index.js')
  await tierOf(source, { entry: 'rewardFn', contract: contractOf(4) })
  compileMs.push(performance.now() - start)
}
compileMs.sort((a, b) => a - b)

const probes = [
  Float64Array.from({ length: 800 }, (_each, at) => Math.sin(at)),
  new Uint8Array(200),
  new Uint8Array(200),
]
const contract = contractOf(4)
const auto = await createSandbox({ timeoutMs: 60_000 })
let fresh = 0
const candidate = (sandbox) => () => {
  for (let index = 0; index < 40; index++)
    sandbox
      .compile(typical.replace('0.3', `0.3${fresh++}`), { contract, entry: 'rewardFn' })
      .batch(probes, { components: true })
}
const first = race({ auto: candidate(auto), quickjs: candidate(plain) })
console.log(
  `compile, a new source each time: ${compileMs[100].toFixed(2)} ms in the median, with the libm looked up`,
)
console.log(
  `a fresh candidate with 200 probes: ${(first.quickjs / first.auto).toFixed(2)} times tier 'quickjs'`,
)

const before = process.memoryUsage().rss
for (let index = 0; index < 10_000; index++)
  compiled.compile(`function rewardFn(o) { return o[0] * ${index} }`, { contract }).batch(probes)
globalThis.gc?.()
const after = process.memoryUsage().rss
console.log(
  `10,000 compiled functions in a row, each run once: ${((after - before) / 2 ** 20).toFixed(0)} MiB more resident memory`,
)
