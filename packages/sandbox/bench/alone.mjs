// One kind of sandbox in a program of its own: how long until its first result, how much memory each isolate takes.
import vm from 'node:vm'
import { rivals } from './rivals.mjs'

const kind = process.argv[2]
const isolates = 20
const source = 'function f(x) { return x + 1 }'

/** @type {Record<string, () => Promise<() => unknown>>} Each gives what makes one more isolate. */
const kinds = {
  '@gencode/sandbox': async () => {
    const { createSandbox } = await import('../dist/index.js')
    return async () => {
      const sandbox = await createSandbox()
      const f = sandbox.compile(source, { entry: 'f' })
      if (f(1) !== 2) throw new Error('wrong')
      return f
    }
  },
  'quickjs-emscripten': async () => {
    const { 'quickjs-emscripten': quickjs } = await rivals(['quickjs-emscripten'])
    const module = await quickjs.getQuickJS()
    return () => {
      const context = module.newContext()
      context.unwrapResult(context.evalCode(`${source}; f(1)`)).dispose()
      return context
    }
  },
  'isolated-vm': async () => {
    const { Isolate } = (await rivals(['isolated-vm']))['isolated-vm'].default
    return () => {
      const isolate = new Isolate({ memoryLimit: 32 })
      isolate.createContextSync().evalSync(`${source}; f(1)`)
      return isolate
    }
  },
  'node:vm (no sandbox)': async () => () => vm.runInContext(`${source}; f(1)`, vm.createContext({})),
}

const make = kinds[kind]
if (!make) process.exit(1)
const start = performance.now()
const one = await make()
const kept = [await one()]
const coldMs = performance.now() - start
globalThis.gc?.()
const before = process.memoryUsage.rss()
for (let index = 0; index < isolates; index++) kept.push(await one())
globalThis.gc?.()
console.log(
  JSON.stringify({ coldMs, mib: Math.max(0, process.memoryUsage.rss() - before) / isolates / 2 ** 20 }),
)
process.exit(kept.length > 0 ? 0 : 1)
