// Programs that call the host: awaited calls, whole runs, suspended images. Each beside quickjs-emscripten's own way in
// the same run, in alternating short turns; ratios hold on a busy machine, times do not.
import { createSandbox, suspend } from '../dist/index.js'
import { rivals } from './rivals.mjs'

const rounds = 7
const turnMs = 200
const { 'quickjs-emscripten': quickjs } = await rivals(['quickjs-emscripten'])

const load = async ({ id, name }) => ({ id, name, ok: true })
const programOf = (calls) =>
  `let n = 0\nfor (let i = 0; i < ${calls}; i++) { const r = await load({ id: i, name: 'user' + i }); if (r.ok) n += r.id }\nreturn n`

const sandbox = await createSandbox({ globals: { load }, timeoutMs: 10_000 })

/** The documented way: a promise of the host's for each call, `executePendingJobs` when it settles. */
async function theirs(module, calls) {
  const runtime = module.newRuntime()
  runtime.setMemoryLimit(32 * 2 ** 20)
  runtime.setMaxStackSize(256 * 1024)
  runtime.setInterruptHandler(quickjs.shouldInterruptAfterDeadline(Date.now() + 10_000))
  const context = runtime.newContext()
  const parse = context.unwrapResult(context.evalCode('JSON.parse'))
  const f = context.newFunction('load', (argument) => {
    const promise = context.newPromise()
    load(context.dump(argument)).then((value) => {
      const text = context.newString(JSON.stringify(value))
      const result = context.unwrapResult(context.callFunction(parse, context.undefined, text))
      promise.resolve(result)
      result.dispose()
      text.dispose()
      promise.settled.then(() => runtime.executePendingJobs())
    })
    return promise.handle
  })
  context.setProp(context.global, 'load', f)
  f.dispose()
  const main = context.unwrapResult(context.evalCode(`(async () => {${programOf(calls)}\n})()`))
  const settled = context.resolvePromise(main)
  runtime.executePendingJobs()
  const result = context.unwrapResult(await settled)
  const value = context.getNumber(result)
  for (const each of [result, main, parse]) each.dispose()
  context.dispose()
  runtime.dispose()
  return value
}

async function rate(work) {
  let best = 0
  const end = performance.now() + turnMs
  while (performance.now() < end) {
    const start = performance.now()
    await work()
    best = Math.max(best, 1000 / (performance.now() - start))
  }
  return best
}

const module = quickjs && (await quickjs.getQuickJS())
const rows = {}
for (const calls of [0, 1, 10, 100]) {
  const ours = () => sandbox.run(programOf(calls))
  const other = () => theirs(module, calls)
  const wanted = (calls * (calls - 1)) / 2
  if ((await ours()).value !== wanted) throw new Error('the sandbox gives another sum')
  if (module && (await other()) !== wanted) throw new Error('quickjs-emscripten gives another sum')
  let own = 0
  let their = 0
  for (let round = 0; round < rounds; round++) {
    own = Math.max(own, await rate(ours))
    if (module) their = Math.max(their, await rate(other))
  }
  rows[`${calls} awaited calls`] = {
    'us a run': (1e6 / own).toFixed(1),
    'quickjs-emscripten': module ? (1e6 / their).toFixed(1) : '-',
    times: module ? (own / their).toFixed(2) : '-',
  }
}
console.table(rows)

const approve = () => suspend()
const asking = await createSandbox({ globals: { approve }, timeoutMs: 10_000 })
const source = 'return [await approve(), Math.random()]'
const { suspended } = await asking.run(source)
const suspends = await rate(() => asking.run(source))
const resumes = await rate(() => asking.resume(suspended, { result: 1 }))
console.log(
  `a fresh guest: image ${suspended.length} bytes, run and suspend ${(1000 / suspends).toFixed(2)} ms, resume ${(1000 / resumes).toFixed(2)} ms`,
)
