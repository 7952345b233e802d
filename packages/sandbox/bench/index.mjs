// Cold start, a fresh isolate, calls, batches and memory, beside others in the same run. Ratios hold on a busy machine,
// for all take turns and the best short turn of each counts; times do not.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import vm from 'node:vm'
import { rewardContract } from '@gencode/contract'
import { createSandbox } from '../dist/index.js'
import { rivals } from './rivals.mjs'

const rounds = 5
const turnMs = 150

const source = `function rewardFn(observations, isSuccess, isFailure) {
  return isFailure ? -1 : 1 - Math.abs(observations[2])
}`
const observation = [0.1, 0.2, 0.05, -0.3]
const rows = 1000
const observations = new Float64Array(rows * 4).map((_, at) => Math.sin(at))
const flags = new Uint8Array(rows)
const native = new Function(`return ${source}`)()
const expected = native(observation, false, false)

const contract = rewardContract([0, 1, 2, 3].map((index) => ({ index, name: `o${index}`, low: -5, high: 5 })))
const others = await rivals()

/** @typedef {{ name: string, fresh?: () => unknown, call?: () => number, batch?: () => ArrayLike<number> }} Contender */

/** @type {Contender[]} */
const contenders = []

const sandbox = await createSandbox()
const fn = sandbox.compile(source, { contract, entry: 'rewardFn' })
// A second sandbox, for a compile would take the room of the first one's function.
const second = await createSandbox()
contenders.push({
  name: '@gencode/sandbox',
  fresh: () => second.compile(source, { contract, entry: 'rewardFn' })(observation, false, false),
  call: () => fn(observation, false, false),
  batch: () => fn.batch([observations, flags, flags]),
})

const quickjs = others['quickjs-emscripten']
if (quickjs) {
  const { getQuickJS, shouldInterruptAfterDeadline } = quickjs
  const module = await getQuickJS()
  const limits = (context) => {
    context.runtime.setMemoryLimit(32 * 2 ** 20)
    context.runtime.setMaxStackSize(256 * 1024)
    context.runtime.setInterruptHandler(shouldInterruptAfterDeadline(Date.now() + 3_600_000))
  }
  const arrayOf = (context, values) => {
    const array = context.newArray()
    values.forEach((value, index) => {
      const handle = context.newNumber(value)
      context.setProp(array, index, handle)
      handle.dispose()
    })
    return array
  }
  const callIn = (context, f) => {
    const array = arrayOf(context, observation)
    const result = context.unwrapResult(
      context.callFunction(f, context.undefined, array, context.false, context.false),
    )
    const value = context.getNumber(result)
    result.dispose()
    array.dispose()
    return value
  }
  const context = module.newContext()
  limits(context)
  context.unwrapResult(context.evalCode(source)).dispose()
  const f = context.getProp(context.global, 'rewardFn')
  const many = context.unwrapResult(
    context.evalCode(`((buffer, rows) => {
      const O = new Float64Array(buffer, 0, rows * 4), out = new Float64Array(rows)
      const S = new Uint8Array(buffer, rows * 32, rows), F = new Uint8Array(buffer, rows * 33, rows)
      for (let i = 0; i < rows; i++)
        out[i] = rewardFn([O[4 * i], O[4 * i + 1], O[4 * i + 2], O[4 * i + 3]], S[i] !== 0, F[i] !== 0)
      return out.buffer
    })`),
  )
  contenders.push({
    name: 'quickjs-emscripten',
    fresh: () => {
      const own = module.newContext()
      limits(own)
      own.unwrapResult(own.evalCode(source)).dispose()
      const g = own.getProp(own.global, 'rewardFn')
      const value = callIn(own, g)
      g.dispose()
      own.dispose()
      return value
    },
    call: () => callIn(context, f),
    batch: () => {
      const columns = new Uint8Array(rows * 34)
      columns.set(new Uint8Array(observations.buffer))
      columns.set(flags, rows * 32)
      columns.set(flags, rows * 33)
      const buffer = context.newArrayBuffer(columns.buffer)
      const count = context.newNumber(rows)
      const result = context.unwrapResult(context.callFunction(many, context.undefined, buffer, count))
      const bytes = context.getArrayBuffer(result)
      const values = new Float64Array(bytes.value.slice().buffer)
      bytes.dispose()
      result.dispose()
      buffer.dispose()
      count.dispose()
      return values
    },
  })
}

const wessel = others['@sebastianwessel/quickjs']
if (wessel && others.variant) {
  const { runSandboxed } = await wessel.loadQuickJs(others.variant)
  const code = `${source}\nexport default rewardFn([${observation}], false, false)`
  contenders.push({
    name: '@sebastianwessel/quickjs',
    fresh: async () => (await runSandboxed(({ evalCode }) => evalCode(code), {})).data,
  })
}

const isolatedVm = others['isolated-vm']?.default
if (isolatedVm) {
  const compile = (isolate) => {
    const context = isolate.createContextSync()
    context.evalSync(source)
    return context.global.getSync('rewardFn', { reference: true })
  }
  const isolate = new isolatedVm.Isolate({ memoryLimit: 32 })
  const f = compile(isolate)
  const arrayOptions = { arguments: { copy: true }, timeout: 100 }
  const context = isolate.createContextSync()
  context.evalSync(source)
  const many = context.evalSync(
    `((O, S, F, rows) => { const out = new Float64Array(rows); for (let i = 0; i < rows; i++) out[i] = rewardFn([O[4 * i], O[4 * i + 1], O[4 * i + 2], O[4 * i + 3]], S[i] !== 0, F[i] !== 0); return out })`,
    { reference: true },
  )
  contenders.push({
    name: 'isolated-vm',
    fresh: () => {
      const own = new isolatedVm.Isolate({ memoryLimit: 32 })
      const value = compile(own).applySync(undefined, [observation, false, false], arrayOptions)
      own.dispose()
      return value
    },
    call: () => f.applySync(undefined, [observation, false, false], arrayOptions),
    batch: () =>
      many.applySync(undefined, [observations, flags, flags, rows], {
        arguments: { copy: true },
        result: { copy: true },
      }),
  })
}

{
  const context = vm.createContext({})
  const f = vm.runInContext(`(${source})`, context)
  contenders.push({
    name: 'node:vm (no sandbox)',
    fresh: () =>
      vm.runInContext(`(${source})`, vm.createContext({}), { timeout: 100 })(observation, false, false),
    call: () => f(observation, false, false),
    batch: () => batchOf(f),
  })
  contenders.push({
    name: 'native V8 (no sandbox)',
    fresh: () => new Function(`return ${source}`)()(observation, false, false),
    call: () => native(observation, false, false),
    batch: () => batchOf(native),
  })
}

function batchOf(f) {
  const out = new Float64Array(rows)
  for (let row = 0; row < rows; row++) {
    const at = row * 4
    out[row] = f(
      [observations[at], observations[at + 1], observations[at + 2], observations[at + 3]],
      flags[row] !== 0,
      flags[row] !== 0,
    )
  }
  return out
}

/** How often a second something is done, in the best of short turns. */
async function rate(work) {
  let best = 0
  const end = performance.now() + turnMs
  let count = 1
  while (performance.now() < end) {
    const start = performance.now()
    for (let index = 0; index < count; index++) {
      const result = work()
      if (result instanceof Promise) await result
    }
    const ms = performance.now() - start
    best = Math.max(best, (count * 1000) / ms)
    if (ms < 5) count *= 2
  }
  return best
}

const near = (a, b) => Math.abs(a - b) < 1e-12
for (const { name, fresh, call, batch } of contenders) {
  if (fresh && !near(await fresh(), expected))
    throw new Error(`${name} gives ${await fresh()}, not ${expected}`)
  if (call && !near(call(), expected)) throw new Error(`${name} gives ${call()}, not ${expected}`)
  if (batch && !near(batch()[7], batchOf(native)[7])) throw new Error(`${name} gives another batch`)
}

const measures = { fresh: 'fresh isolates/s', call: 'calls/s', batch: 'batch rows/s' }
/** @type {Record<string, Record<string, number>>} */
const best = Object.fromEntries(contenders.map(({ name }) => [name, {}]))
for (let round = 0; round < rounds; round++)
  for (const contender of contenders)
    for (const measure of /** @type {const} */ (['fresh', 'call', 'batch'])) {
      const work = contender[measure]
      if (!work) continue
      const found = (await rate(work)) * (measure === 'batch' ? rows : 1)
      best[contender.name][measure] = Math.max(best[contender.name][measure] ?? 0, found)
    }

/** A program of its own, so that nothing is warm: milliseconds to the first result, bytes for each further isolate. */
function alone(kind) {
  const runs = Array.from({ length: 3 }, () => {
    const run = spawnSync(
      process.execPath,
      ['--expose-gc', fileURLToPath(new URL('./alone.mjs', import.meta.url)), kind],
      {
        encoding: 'utf8',
      },
    )
    return run.status === 0 ? JSON.parse(run.stdout) : undefined
  }).filter((run) => run !== undefined)
  if (runs.length === 0) return {}
  return { coldMs: Math.min(...runs.map((run) => run.coldMs)), mib: Math.min(...runs.map((run) => run.mib)) }
}

const own = best['@gencode/sandbox']
const table = contenders.map(({ name }) => {
  const figures = best[name]
  const row = { '': name }
  for (const [measure, title] of Object.entries(measures)) {
    row[title] = figures[measure] === undefined ? '-' : Math.round(figures[measure]).toLocaleString('en')
    row[`x ${measure}`] =
      figures[measure] === undefined ? '-' : (own[measure] / figures[measure]).toPrecision(2)
  }
  const { coldMs, mib } = alone(name)
  row['cold start ms'] = coldMs === undefined ? '-' : coldMs.toFixed(1)
  row['MiB an isolate'] = mib === undefined ? '-' : mib.toFixed(2)
  return row
})
console.log('x is how many times as fast @gencode/sandbox is.')
console.table(Object.fromEntries(table.map(({ '': name, ...row }) => [name, row])))

const reference = best['quickjs-emscripten']
if (reference)
  for (const [measure, goal] of Object.entries({ fresh: 3, call: 2.5, batch: 1.2 })) {
    const ratio = own[measure] / reference[measure]
    console.log(
      `${measure}: ${ratio.toFixed(2)} times quickjs-emscripten, goal ${goal}: ${ratio >= goal ? 'reached' : 'MISSED'}`,
    )
  }

await import('./compiled.mjs')
