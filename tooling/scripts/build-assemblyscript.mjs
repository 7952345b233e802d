/**
 * Compiles AssemblyScript into the package it is called in: generated/<name>.js exports `wasm`, the binary in base64;
 * generated/<name>.workerd.js exports it as a module, since workerd compiles no wasm at run time. It imports nothing.
 *
 * In a package's `wasm` script: node ../../tooling/scripts/build-assemblyscript.mjs <entry> <name> [flags of asc]
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import asc from 'assemblyscript/asc'

const [entry, name, ...flags] = process.argv.slice(2)
if (!entry || !name) throw new Error('usage: build-assemblyscript.mjs <entry> <name> [flags of asc]')

mkdirSync('generated', { recursive: true })
const binaryPath = `generated/${name}.wasm`
// Without a host's `abort`, what cannot go on is a trap.
const { error, stderr } = await asc.main(
  [entry, '--outFile', binaryPath, '-O3', '--converge', '--use', 'abort=', ...flags],
  {},
)
if (error) throw new Error(`${entry} does not compile:\n${stderr}`)

const binary = readFileSync(binaryPath)
const [first] = WebAssembly.Module.imports(new WebAssembly.Module(binary))
if (first) throw new Error(`${entry} imports ${first.module}.${first.name}: the host gives it nothing`)

const head = `// Made by ${basename(import.meta.url)} from ${entry}.\n`
writeFileSync(`generated/${name}.js`, `${head}export const wasm =\n  '${binary.toString('base64')}'\n`)
writeFileSync(`generated/${name}.workerd.js`, `${head}export { default as wasm } from './${name}.wasm'\n`)
writeFileSync(
  `generated/${name}.d.ts`,
  `${head}/** In base64; a module where that is how wasm is imported. */\nexport declare const wasm: string | WebAssembly.Module\n`,
)
console.log(`generated/${name}.js: ${binary.length} bytes of wasm`)
