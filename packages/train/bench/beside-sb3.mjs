// PPO with stable-baselines3's own defaults on CartPole-v1, beside stable-baselines3: processor seconds of one thread, in
// alternation. Left out where no Python has stable_baselines3.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { ppo, train } from '@gencode/train'
import { findPython } from '../../env/bench/python.mjs'

const steps = 100_352 // 49 rollouts of 2,048 steps
const repeats = 2
const script = fileURLToPath(new URL('./sb3.py', import.meta.url))
const python = findPython('import stable_baselines3, gymnasium')

async function own() {
  const before = process.cpuUsage()
  const { seeds } = await train('CartPole-v1', 'environment', {
    trainer: ppo(),
    budget: steps,
    seeds: [0],
    episodes: 1,
  })
  const { user, system } = process.cpuUsage(before)
  const taken = seeds[0]?.environmentSteps ?? steps
  return ((user + system) / 1e6 / taken) * steps
}

await own()
let best = Number.POSITIVE_INFINITY
let theirs = Number.POSITIVE_INFINITY
for (let repeat = 0; repeat < repeats; repeat++) {
  best = Math.min(best, await own())
  if (python)
    theirs = Math.min(theirs, Number(spawnSync(python, [script, String(steps)], { encoding: 'utf8' }).stdout))
}
const beside = python
  ? `stable-baselines3 ${theirs.toFixed(2)} s: ${(theirs / best).toFixed(1)} times as fast`
  : 'no Python with stable_baselines3 is here'
console.log(`\nPPO on CartPole-v1, ${steps} steps, processor seconds: ${best.toFixed(2)} s; ${beside}`)
