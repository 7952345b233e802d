// Compares with a live Python Gymnasium, and prints the README's table: `node bench/fidelity.mjs`.
// The same seed, then the same random actions, for three seeds: the largest difference of a number of the observation.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { Rng } from '@gencode/env'
import { findPython } from '../../env/bench/python.mjs'
import { mujoco, mujocoIds } from '../dist/index.js'
import { robots } from '../dist/robots/table.js'

const steps = 100
const seeds = [0, 1, 2]
const marks = [1, 10, 100]

const python = findPython('import gymnasium, mujoco')
if (!python)
  throw new Error(
    'No Python with gymnasium and mujoco: node tooling/scripts/python-env.mjs makes one in .venv',
  )
const program = fileURLToPath(new URL('gymnasium_episodes.py', import.meta.url))
const models = Object.fromEntries(mujocoIds.map((id) => [id, robots[id].defaults.xml]))
const run = spawnSync(python, [program, String(steps), ...seeds.map(String)], {
  input: JSON.stringify(models),
  encoding: 'utf8',
  maxBuffer: 2 ** 28,
})
if (run.status !== 0) throw new Error(run.stderr)
const [versions, ...recorded] = run.stdout
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line))
console.log(`gymnasium ${versions.gymnasium}, mujoco ${versions.mujoco}\n`)

const largest = (/** @type {ArrayLike<number>} */ mine, /** @type {number[]} */ theirs) =>
  theirs.reduce((most, value, index) => Math.max(most, Math.abs(value - (mine[index] ?? Number.NaN))), 0)
const shown = (/** @type {number} */ value) => (value === 0 ? '0' : value.toExponential(0))

const rows = []
for (const { id, differences, episodes } of recorded) {
  const made = await mujoco(id)
  // The bare environment goes on after the end.
  const env = made.unwrapped
  let [start, reward, within] = [0, 0, 0]
  const after = marks.map(() => 0)
  for (const { seed, state, start: first, observations, rewards, end } of episodes) {
    const { observation } = env.reset({ seed })
    start = Math.max(start, largest(observation, first), largest(env.state, state))
    const rng = new Rng(seed + 100)
    const { low, high } = env.actionSpace
    let worst = 0
    for (let step = 1; step <= steps; step++) {
      const { observation: seen, reward: paid } = env.step(
        Float32Array.from(low, (bound, index) => rng.uniform(bound, high[index])),
      )
      worst = Math.max(worst, largest(seen, observations[step - 1]))
      if (step === 1) reward = Math.max(reward, Math.abs(paid - rewards[0]))
      if (step === (end ?? steps)) within = Math.max(within, worst)
      const mark = marks.indexOf(step)
      if (mark >= 0) after[mark] = Math.max(after[mark], worst)
    }
  }
  made.close()
  const model = differences.length === 0 ? 'the same' : differences.join(', ')
  rows.push([id, model, ...[start, reward, ...after, within].map(shown)])
}
const heads = [
  '',
  'model',
  'start',
  'first reward',
  ...marks.map((mark) => `after ${mark}`),
  'within the episode',
]
for (const row of [heads, heads.map(() => '---'), ...rows]) console.log(`| ${row.join(' | ')} |`)
