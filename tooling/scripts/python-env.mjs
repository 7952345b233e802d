// Makes `.venv/` with the Python packages that the tests of @gencode/env-gymnasium and its benches run:
// gymnasium with MuJoCo and Box2D, highway-env. Does nothing where they are there already.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../../.venv', import.meta.url))
const python = process.platform === 'win32' ? join(folder, 'Scripts/python.exe') : join(folder, 'bin/python')
const needed = ['gymnasium[mujoco]>=1.3,<2', 'numpy', 'highway-env']
// Wheels first: the package that Gymnasium names itself is compiled with swig.
const box2d = [['--only-binary', ':all:', 'box2d'], ['swig', 'gymnasium[box2d]'], ['box2d-py']]

const imports = (/** @type {string[]} */ ...names) =>
  existsSync(python) &&
  spawnSync(python, ['-c', names.map((name) => `import ${name}`).join('\n')]).status === 0
const run = (/** @type {string} */ command, /** @type {string[]} */ args) =>
  spawnSync(command, args, { stdio: 'inherit' }).status === 0
const pip = (/** @type {string[]} */ ...args) =>
  run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...args])

if (!existsSync(python)) {
  const made = ['python3', 'python'].some((name) => run(name, ['-m', 'venv', folder]))
  if (!made) {
    console.error('python-env: no Python with the module venv; install python3 and python3-venv')
    process.exit(1)
  }
}
if (!imports('gymnasium', 'mujoco', 'highway_env') && !pip(...needed)) process.exit(1)
if (!imports('Box2D') && !box2d.some((args) => pip(...args) && imports('Box2D'))) {
  console.error('python-env: Box2D could not be installed, so LunarLander is not there')
  process.exit(1)
}
run(python, ['-m', 'pip', 'list', '--disable-pip-version-check'])
