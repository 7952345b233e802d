/**
 * Makes generated/engine.js: MuJoCo as @mujoco/mujoco brings it, in one module that runs wherever wasm does. Of the wasm
 * only what helps debuggers is dropped (with --optimize, binaryen's optimiser runs over it, too, which takes a minute and
 * makes a step about 8 % faster); the glue loses its ways to fetch files and to make functions from text.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import binaryen from 'binaryen'
import { build } from 'rolldown'
import { portable } from './glue.mjs'

const version = '3.14.0'
const expected = '202c666ffd5dfb50ada75c21461d0e1506a13849bf04bfaf8c3eae797ec017fd'
const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const found = (path) => fileURLToPath(import.meta.resolve(`@mujoco/mujoco${path}`))

const original = readFileSync(found('/mujoco.wasm'))
const glue = readFileSync(found(''), 'utf8')
const hash = createHash('sha256').update(original).update(glue).digest('hex')
if (hash !== expected)
  throw new Error(
    `MuJoCo has changed (sha256 ${hash}): record the golden files anew from the same version in Python, then name the new hash here`,
  )

const isOptimised = process.argv.includes('--optimize')
const inputs = createHash('sha256').update(hash)
for (const file of readdirSync(here('.')).sort()) inputs.update(readFileSync(here(file)))
const stamp = `// Inputs: ${inputs.digest('hex')}${isOptimised ? ', optimised' : ''}`
const enginePath = here('../generated/engine.js')
if (existsSync(enginePath) && readFileSync(enginePath, 'utf8').startsWith(stamp)) process.exit(0)

const { Features } = binaryen
const features = [
  'BulkMemory',
  'BulkMemoryOpt',
  'NontrappingFPToInt',
  'SignExt',
  'MutableGlobals',
  'ExceptionHandling',
  'Multivalue',
  'ReferenceTypes',
  'CallIndirectOverlong',
  'SIMD128',
]
const module = binaryen.readBinary(original)
module.setFeatures(features.reduce((all, name) => all | Features[name], 0))
binaryen.setDebugInfo(false)
module.runPasses(['strip-debug', 'strip-producers'])
if (isOptimised) {
  binaryen.setOptimizeLevel(3)
  binaryen.setShrinkLevel(0)
  module.optimize()
}
const wasm = Buffer.from(module.emitBinary())

const { output } = await build({
  input: 'glue',
  plugins: [{ name: 'glue', resolveId: (id) => id, load: () => portable(glue) }],
  platform: 'neutral',
  output: { format: 'esm', minify: true },
  write: false,
  logLevel: 'warn',
})
const left = /\b(?:import\.meta|import\(|require\(|new Function)/.exec(output[0].code)
if (left) throw new Error(`MuJoCo's glue still holds ${left[0]}`)

const head = `${stamp}
// Made by wasm/build.mjs from MuJoCo ${version} (Apache-2.0, Google DeepMind; the text of the licence: licenses/mujoco.txt) as published in
// @mujoco/mujoco. Changed: ${isOptimised ? 'optimised by binaryen; ' : ''}debug names dropped from the wasm; the glue fetches nothing and makes no functions from text.
`
mkdirSync(here('../generated'), { recursive: true })
writeFileSync(here('../generated/glue.js'), `${head}${output[0].code}`)
// workerd compiles no wasm at run time: there the binary is imported as a module, compiled when the worker is deployed.
writeFileSync(here('../generated/mujoco.wasm'), wasm)
writeFileSync(
  here('../generated/engine.workerd.js'),
  `${head}export { default as glue } from './glue.js'\nexport { default as wasm } from './mujoco.wasm'\n`,
)
const packed = gzipSync(wasm, { level: 9 }).toString('base64')
writeFileSync(
  here('../generated/engine.d.ts'),
  `export declare const glue: unknown
/** Gzipped, in base64; a module where that is how wasm is imported. */
export declare const wasm: string | WebAssembly.Module
`,
)
writeFileSync(
  enginePath,
  `${head}export { default as glue } from './glue.js'\nexport const wasm =\n  '${packed}'\n`,
)
console.log(
  `generated/engine.js: ${wasm.length} bytes of wasm, ${packed.length} packed; glue ${output[0].code.length}`,
)
