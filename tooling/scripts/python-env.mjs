// Makes `.venv/` with the Python packages that the tests of @gencode/env-gymnasium, the golden recorders and the benches
// run, in the versions that the golden files were recorded from. Does nothing where they are there already.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../../.venv', import.meta.url))
const python = process.platform === 'win32' ? join(folder, 'Scripts/python.exe') : join(folder, 'bin/python')
const versions = {
  gymnasium: '1.4.0',
  mujoco: '3.14.0',
  box2d: '2.3.10',
  'highway-env': '1.12.1',
  onnxruntime: '1.32.0',
}
// Box2D as a wheel: its sources are compiled with swig. The extra brings what Gymnasium draws MuJoCo with.
const needed = [
  ...Object.entries(versions).map(([name, version]) => `${name}==${version}`),
  'gymnasium[mujoco]',
]

const run = (/** @type {string} */ command, /** @type {string[]} */ args) =>
  spawnSync(command, args, { stdio: 'inherit' }).status === 0
const pip = (/** @type {string[]} */ ...args) =>
  run(python, ['-m', 'pip', '--disable-pip-version-check', ...args])

/** Whether these very versions are installed. */
function isComplete() {
  const program =
    'import importlib.metadata as m, json, sys\nprint(json.dumps([m.version(n) for n in sys.argv[1:]]))'
  const { stdout } = spawnSync(python, ['-c', program, ...Object.keys(versions)], { encoding: 'utf8' })
  return stdout?.trim() === JSON.stringify(Object.values(versions)).replaceAll(',', ', ')
}

if (!existsSync(python)) {
  const made = ['python3', 'python'].some((name) => run(name, ['-m', 'venv', folder]))
  if (!made) {
    console.error('python-env: no Python with the module venv; install python3 and python3-venv')
    process.exit(1)
  }
}
if (!isComplete() && !pip('install', '--quiet', '--only-binary', 'box2d', ...needed)) process.exit(1)
pip('list')
