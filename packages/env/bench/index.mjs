// Steps per second through the public API, beside Python Gymnasium's in the same run where there is one.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { make, makeVector } from '../dist/index.js'
import { findPython } from './python.mjs'

/** Both sides take turns, and the best short turn of each counts: other programs only ever slow one down. */
const rounds = 3
const seconds = 1

const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url))
const python = findPython('import gymnasium, numpy')
if (!python)
  console.log('No Python with gymnasium: no ratios. pnpm python makes one in .venv, or set GENCODE_PYTHON.')

/** @returns {number} steps a second; 0 without Python, or without this environment in it */
function alone(/** @type {string} */ id, /** @type {number} */ num) {
  if (!python) return 0
  const run = spawnSync(python, [here('gymnasium_alone.py'), id, String(num), String(seconds)], {
    encoding: 'utf8',
  })
  return run.status === 0 ? JSON.parse(run.stdout).rate : 0
}

/** The best rate of short turns of `turn`, which takes so many steps. */
function bestOf(/** @type {() => number} */ turn) {
  let best = 0
  const end = performance.now() + 1000 * seconds
  while (performance.now() < end) {
    const start = performance.now()
    const steps = turn()
    best = Math.max(best, (1000 * steps) / (performance.now() - start))
  }
  return best
}

function single(/** @type {string} */ id) {
  const env = make(id)
  env.actionSpace.seed(1)
  const actions = Array.from({ length: 256 }, () => env.actionSpace.sample())
  const turns = /^(Lunar|Bipedal|highway)/.test(id) ? 1 : 100
  env.reset({ seed: 1 })
  return bestOf(() => {
    for (let turn = 0; turn < turns; turn++)
      for (const action of actions) {
        const { terminated, truncated } = env.step(action)
        if (terminated || truncated) env.reset()
      }
    return turns * actions.length
  })
}

function vector(/** @type {string} */ id, /** @type {number} */ num) {
  const envs = makeVector(id, { num })
  envs.singleActionSpace.seed(1)
  const batch = () =>
    Float64Array.from(
      Array.from({ length: num }, () => envs.singleActionSpace.sample()).flatMap((action) =>
        typeof action === 'number' ? action : Array.from(/** @type {Float32Array} */ (action)),
      ),
    )
  const actions = Array.from({ length: 256 }, batch)
  envs.reset({ seed: 1 })
  return bestOf(() => {
    for (const action of actions) envs.step(action)
    return actions.length * num
  })
}

const rows = []
for (const [id, num] of /** @type {[string, number][]} */ ([
  ['CartPole-v1', 0],
  ['Pendulum-v1', 0],
  ['MountainCar-v0', 0],
  ['Acrobot-v1', 0],
  ['FrozenLake-v1', 0],
  ['LunarLander-v3', 0],
  ['BipedalWalker-v3', 0],
  ['highway-v0', 0],
  ['highway-fast-v0', 0],
  ['CartPole-v1', 64],
  ['Pendulum-v1', 64],
])) {
  let [own, ours] = [0, 0]
  for (let round = 0; round < rounds; round++) {
    own = Math.max(own, alone(id, num))
    ours = Math.max(ours, num === 0 ? single(id) : vector(id, num))
  }
  rows.push({
    environment: id,
    environments: Math.max(num, 1),
    'steps/s': Math.round(ours),
    'Python Gymnasium': own === 0 ? '-' : Math.round(own),
    ratio: own === 0 ? '-' : Number((ours / own).toFixed(1)),
  })
}
console.table(rows)
