// Policies trained here, measured here and in Python's Gymnasium: node bench/in-gymnasium.mjs [id...]
// Needs a Python with gymnasium[box2d,mujoco] and onnxruntime: VIRTUAL_ENV, or the repository's .venv.

import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { policyToOnnx, recordEpisodes, train } from '@gencode/train'

const file = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url))
const python = join(process.env.VIRTUAL_ENV ?? file('../../../.venv'), 'bin/python')
const folder = mkdtempSync(join(tmpdir(), 'gencode-onnx-'))
const episodes = 100

/** @param {readonly number[]} values */
function summary(values) {
  const mean = values.reduce((sum, each) => sum + each, 0) / values.length
  const spread = Math.sqrt(values.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (values.length - 1))
  return { mean, half: (1.96 * spread) / Math.sqrt(values.length) }
}
const cell = (/** @type {{ mean: number, half: number }} */ { mean, half }) =>
  `${mean.toFixed(1)} ± ${half.toFixed(1)}`

const given = process.argv.slice(2)
const ids = given.length > 0 ? given : ['CartPole-v1', 'LunarLander-v3', 'Hopper-v5']
if (ids.some((id) => id === 'Hopper-v5')) {
  const { registerMujoco } = await import('@gencode/env-mujoco')
  await registerMujoco()
}
console.log(`| task | mean return here | in Gymnasium | episodes |\n| --- | --- | --- | --- |`)
for (const id of ids) {
  const { policy } = await train(id, 'environment', { seeds: [0] })
  const played = await recordEpisodes(id, policy, { episodes, seed: 5 })
  const here = played.map(({ rewards }) => rewards.reduce((sum, each) => sum + each, 0))
  const model = join(folder, `${id}.onnx`)
  writeFileSync(model, policyToOnnx(policy))
  const args = [file('../../../packages/train/fixtures/play_onnx.py'), model, id, String(episodes), '1000']
  const there = JSON.parse(execFileSync(python, args, { encoding: 'utf8' }))
  console.log(`| ${id} | ${cell(summary(here))} | ${cell(summary(there))} | ${episodes} |`)
}
rmSync(folder, { recursive: true })
