// Steps per second of whole environments, with their resets, beside Python Gymnasium's in the same run where there is one.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { makeVector } from '@gencode/env'
import { findPython } from '../../env/bench/python.mjs'
import { mujoco, mujocoIds, registerMujoco } from '../dist/index.js'

/** Both sides take turns, and the best short turn of each counts: other programs only ever slow one down. */
const rounds = 3
const seconds = 1

const alonePath = fileURLToPath(new URL('../../env/bench/gymnasium_alone.py', import.meta.url))
const python = findPython('import gymnasium.envs.mujoco')
if (!python) console.log('No Python with gymnasium[mujoco]: no ratios.')

/** @returns {number} steps a second; 0 without Python */
function alone(/** @type {string} */ id, /** @type {number} */ num) {
  if (!python) return 0
  const args = [alonePath, id, String(num), String(seconds), 'sync']
  const run = spawnSync(python, args, { encoding: 'utf8' })
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

async function single(/** @type {import('../dist/index.js').MujocoId} */ id) {
  const env = await mujoco(id)
  env.actionSpace.seed(1)
  const actions = Array.from({ length: 256 }, () => env.actionSpace.sample())
  env.reset({ seed: 1 })
  const rate = bestOf(() => {
    for (const action of actions) {
      const { terminated, truncated } = env.step(action)
      if (terminated || truncated) env.reset()
    }
    return actions.length
  })
  env.close()
  return rate
}

async function vector(/** @type {string} */ id, /** @type {number} */ num) {
  await registerMujoco()
  const envs = makeVector(id, { num })
  envs.singleActionSpace.seed(1)
  const row = () => Array.from(/** @type {Float32Array} */ (envs.singleActionSpace.sample()))
  const actions = Array.from({ length: 16 }, () => Float64Array.from(Array.from({ length: num }, row).flat()))
  envs.reset({ seed: 1 })
  const rate = bestOf(() => {
    for (const action of actions) envs.step(action)
    return actions.length * num
  })
  envs.close()
  return rate
}

const rows = []
for (const [id, num] of /** @type {[import('../dist/index.js').MujocoId, number][]} */ ([
  ...mujocoIds.map((id) => [id, 0]),
  ['Hopper-v5', 16],
])) {
  let [own, ours] = [0, 0]
  for (let round = 0; round < rounds; round++) {
    own = Math.max(own, alone(id, num))
    ours = Math.max(ours, num === 0 ? await single(id) : await vector(id, num))
  }
  rows.push({
    environment: id,
    environments: Math.max(num, 1),
    'steps/s': Math.round(ours),
    'Python Gymnasium': own === 0 ? '-' : Math.round(own),
    ratio: own === 0 ? '-' : Number((ours / own).toFixed(2)),
  })
}
console.table(rows)
