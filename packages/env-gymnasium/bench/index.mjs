// Steps per second through the bridge, beside Python's own on the same machine in the same run: each in its best
// stretch of some calls, since other programs only ever slow one down.
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { checkPython, gymnasium } from '../dist/index.js'

const seconds = 1
const rounds = 3
const python = await checkPython()
if (!python.isReady) {
  console.log(`skipped: ${python.summary}`)
  process.exit(0)
}

const alone = (id, num) =>
  JSON.parse(
    execFileSync(
      python.command,
      [
        fileURLToPath(new URL('../../env/bench/gymnasium_alone.py', import.meta.url)),
        id,
        String(num),
        String(seconds),
        'sync',
      ],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
    ),
  ).rate

async function bridged(id, num) {
  const env = await gymnasium(id, num === 0 ? {} : { num })
  const space = num === 0 ? env.actionSpace : env.singleActionSpace
  space.seed(1)
  const one = () => space.sample()
  const row = () =>
    Array.from({ length: num }, one).flatMap((action) => (typeof action === 'number' ? action : [...action]))
  const actions = Array.from({ length: 256 }, num === 0 ? one : row)
  env.reset({ seed: 1 })
  const stretch = num === 0 ? 256 : 8
  let best = 0
  for (const end = performance.now() + 1000 * seconds; performance.now() < end; ) {
    const start = performance.now()
    for (const action of actions.slice(0, stretch)) {
      const { terminated, truncated } = env.step(action)
      if (num === 0 && (terminated || truncated)) env.reset()
    }
    best = Math.max(best, (1000 * stretch * Math.max(num, 1)) / (performance.now() - start))
  }
  env.close()
  return best
}

const rows = []
const ids = ['CartPole-v1', 'Pendulum-v1', ...(python.packages.mujoco ? ['Hopper-v5'] : [])]
for (const id of ids)
  for (const num of [0, 64]) {
    let [own, ours] = [0, 0]
    for (let round = 0; round < rounds; round++) {
      own = Math.max(own, alone(id, num))
      ours = Math.max(ours, await bridged(id, num))
    }
    rows.push({
      environment: id,
      environments: Math.max(num, 1),
      'Python alone, steps/s': Math.round(own),
      'bridged, steps/s': Math.round(ours),
      ratio: Number((ours / own).toFixed(2)),
      'bridge, us a call': Math.round(Math.max(num, 1) * 1e6 * (1 / ours - 1 / own)),
    })
  }
console.log(`${python.summary}, Node ${process.version}`)
console.table(rows)
