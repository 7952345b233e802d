/**
 * Makes generated/engine.js: QuickJS's own wasm, metered, with the guest's start-up (np, the driver) already run,
 * so that a sandbox starts from a memory image instead of evaluating anything.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import binaryen from 'binaryen'
import { allowReferences } from './allow-references.mjs'
import { addCallSlots } from './call-slots.mjs'
import { makeLibm } from './libm.mjs'
import { meter } from './meter.mjs'
import { extras, polyfills, startUp } from './start-up.mjs'

const expected = '105c3bed22d457e43e3d1c3c1c6959fda62a8fe06f0fc8a985303c3a2be72232'
const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const found = (path) => fileURLToPath(import.meta.resolve(`@jitl/quickjs-wasmfile-release-sync/${path}`))

const original = readFileSync(found('wasm'))
const hash = createHash('sha256').update(original).digest('hex')
if (hash !== expected)
  throw new Error(
    `QuickJS's wasm has changed (sha256 ${hash}): look through its imports and exports, run the escape attempts, then name the new hash here`,
  )

// The task also runs when only the worker's program changed; then the engine stays.
const inputs = createHash('sha256').update(hash)
for (const file of readdirSync(here('.'), { recursive: true }).sort())
  if (/\.(m?js|wat)$/.test(file)) inputs.update(readFileSync(here(file)))
const stamp = `// Inputs: ${inputs.digest('hex')}`
const enginePath = here('../generated/engine.js')
if (existsSync(enginePath) && readFileSync(enginePath, 'utf8').startsWith(stamp)) process.exit(0)

const glue = readFileSync(found('wasm').replace(/\.wasm$/, '.browser.mjs'), 'utf8')
const exportNames = new Map([['u', 'start']])
const kept = new Set([
  'malloc',
  'free',
  'QTS_RuntimeSetMaxStackSize',
  'QTS_NewRuntime',
  'QTS_NewContext',
  'QTS_FreeValuePointer',
  'QTS_NewArrayBuffer',
  'QTS_NewFloat64',
  'QTS_NewString',
  'QTS_GetString',
  'QTS_FreeCString',
  'QTS_Call',
  'QTS_ResolveException',
  'QTS_Eval',
  'QTS_GetProp',
  'QTS_NewFunction',
  'QTS_PromiseState',
  'QTS_PromiseResult',
  'QTS_ExecutePendingJob',
  'QTS_RuntimeEnableInterruptHandler',
  'QTS_GetUndefined',
  'QTS_GetArrayBuffer',
  'QTS_GetArrayBufferLength',
  'QTS_bjson_encode',
  'QTS_bjson_decode',
])
for (const [, name, letter] of glue.matchAll(/c\._(\w+)=b\.([\w$]+)/g))
  if (kept.has(name)) exportNames.set(letter, name)
exportNames.set('call_slots', 'call_slots')

const { MutableGlobals, BulkMemory, BulkMemoryOpt, SignExt, NontrappingFPToInt } = binaryen.Features
const features = MutableGlobals | BulkMemory | BulkMemoryOpt | SignExt | NontrappingFPToInt
const module = binaryen.readBinary(original)
module.setFeatures(features)
const libm = Buffer.from(makeLibm(binaryen, module, original, features))
addCallSlots(module, [...exportNames].find(([, name]) => name === 'QTS_Call')[0])
// It was built for size. Inlining small functions makes it an eighth faster; inlining more would double its size.
binaryen.setOptimizeLevel(3)
binaryen.setShrinkLevel(0)
binaryen.setAlwaysInlineMaxSize(20)
binaryen.setFlexibleInlineMaxSize(60)
module.runPasses(['inlining-optimizing'])
const text = allowReferences(
  module.emitText(),
  [...exportNames].find(([, name]) => name === 'QTS_bjson_decode')[0],
)
module.dispose()
const { text: rewritten, metered, dispatchLoops } = meter(text, exportNames, 512)
if (dispatchLoops !== 2)
  throw new Error(`${dispatchLoops} loops hold the interpreter's switch, 2 were expected`)
const second = binaryen.parseText(rewritten)
second.setFeatures(features)
if (!second.validate()) throw new Error('the metered wasm does not validate')
second.runPasses(['remove-unused-module-elements'])
const binary = second.emitBinary()
const { addresses, segments, end } = startUp(new WebAssembly.Module(binary))

// The image takes the place of the original's data, so an instance begins where the start-up ended.
const pages = Math.ceil(end / 65536) + 4
const heapStart = addresses.stackTop
second.removeExport('memory')
second.setMemory(
  pages,
  65536,
  'memory',
  segments.map(({ offset, data }, index) => ({
    name: `image${index}`,
    offset: second.i32.const(offset),
    data,
    passive: false,
  })),
  false,
  false,
  'mimport$0',
)
if (!second.validate()) throw new Error('the wasm with its image does not validate')
const engine = Buffer.from(second.emitBinary())
const head = `${stamp}
// Made by wasm/build.mjs from QuickJS (MIT, Fabrice Bellard, Charlie Gordon) as built by quickjs-emscripten (MIT, Jake Teton-Landis).
export const addresses = ${JSON.stringify({ ...addresses, dataEnd: heapStart - 5 * 2 ** 20, heapStart, heapEnd: end })}
export const extras = ${JSON.stringify(extras)}
export const polyfills = ${JSON.stringify(polyfills)}
export const id = '${createHash('sha256').update(engine).update(extras).digest('hex').slice(0, 32)}'
`
mkdirSync(here('../generated'), { recursive: true })
// workerd compiles no wasm at run time: there the binary is imported as a module, compiled when the worker is deployed.
writeFileSync(here('../generated/engine.wasm'), engine)
writeFileSync(
  here('../generated/engine.workerd.js'),
  `${head}export { default as wasm } from './engine.wasm'\n`,
)
// np is compiled with the functions that use it, from the same text that the guest evaluates.
writeFileSync(
  here('../generated/compiled.js'),
  `${head.slice(0, head.indexOf('export'))}export const libm =\n  '${libm.toString('base64')}'\nexport const helpers = ${JSON.stringify(readFileSync(here('np.js'), 'utf8'))}\n`,
)
writeFileSync(
  here('../generated/compiled.d.ts'),
  `/** A wasm module of QuickJS's mathematical functions, in base64. */
export declare const libm: string
/** The program that makes np. */
export declare const helpers: string
`,
)
writeFileSync(enginePath, `${head}export const wasm =\n  '${engine.toString('base64')}'\n`)
console.log(`generated/engine.js: ${engine.length} bytes of wasm, ${metered} loops metered`)
writeFileSync(
  here('../generated/engine.d.ts'),
  `import type { Engine } from '../src/quickjs/engine.ts'

export declare const addresses: Engine['addresses']
export declare const extras: string
export declare const id: string
export declare const polyfills: Engine['polyfills']
/** In base64; a module where that is how wasm is imported. */
export declare const wasm: string | WebAssembly.Module
`,
)
