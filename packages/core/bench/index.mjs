// What one candidate costs without the model's time: cleaning, compiling and 200 probes; and what 1,000 leave behind.

import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { GenCode } from '@gencode/core'
import { task } from '@gencode/env'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc')
const goalMs = 5

/** About 2 kB, as a chat model answers: prose, a typed function with helpers, prose. */
const answer = (/** @type {number} */ weight) => `Here is a reward that keeps the pole upright:

\`\`\`ts
const ANGLE_LIMIT: number = 0.2095; // rad
const TRACK: number = 2.4; // m

function closeness(x: number, width: number): number {
  return Math.exp(-(x * x) / (2 * width * width));
}

export function rewardFn(observations: number[], isSuccess: boolean, isFailure: boolean) {
  const [position, velocity, angle, spin] = observations;
  if (isFailure) return { reward: -10, components: { end: -10, upright: 0, centred: 0, calm: 0 } };
  const upright = ${weight} * closeness(angle, ANGLE_LIMIT / 2);
  const centred = 0.5 * closeness(position, TRACK / 2);
  const calm = -0.05 * np.clip(np.abs(spin), 0, 4) - 0.01 * Math.min(Math.abs(velocity), 4);
  const end = isSuccess ? 10 : 0;
  return { reward: upright + centred + calm + end, components: { end, upright, centred, calm } };
}
\`\`\`

It rewards ${'an upright pole, a centred cart and calm movements, '.repeat(14)}and penalises a fall.
`

const median = (/** @type {number[]} */ values) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0
const p95 = (/** @type {number[]} */ values) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? 0

const genCode = new GenCode(task('CartPole-v1'))
const get = async (/** @type {number} */ index) => {
  const state = await genCode.get(answer(1 + index / 1000))
  state.rewardFunction.dispose()
  return state.attempts[0]?.examinedMs ?? 0
}
for (let index = 0; index < 50; index++) await get(index)

/** @type {Record<'clean' | 'compile' | 'probe', number[]>} */
const steps = { clean: [], compile: [], probe: [] }
for (let index = 0; index < 200; index++) {
  const start = performance.now()
  const cleaned = genCode.getCleanResponse(answer(2 + index / 1000))
  const isClean = performance.now()
  const fn = await genCode.compileRewardFunction(cleaned)
  const isCompiled = performance.now()
  await genCode.testRewardFunction(fn)
  steps.clean.push(isClean - start)
  steps.compile.push(isCompiled - isClean)
  steps.probe.push(performance.now() - isCompiled)
  fn.dispose()
}

collect()
const before = process.memoryUsage()
const totals = []
for (let index = 0; index < 1000; index++) totals.push(await get(5000 + index))
collect()
const after = process.memoryUsage()
genCode.dispose()

const total = median(totals)
const mebibytes = (/** @type {number} */ bytes) => `${(bytes / 2 ** 20).toFixed(1)} MiB`
console.table({
  ...Object.fromEntries(
    Object.entries(steps).map(([name, values]) => [
      name,
      {
        'median ms': median(values).toFixed(3),
        'p95 ms': p95(values).toFixed(3),
        'of the goal': (median(values) / goalMs).toFixed(2),
      },
    ]),
  ),
  'one candidate': {
    'median ms': total.toFixed(3),
    'p95 ms': p95(totals).toFixed(3),
    'of the goal': (total / goalMs).toFixed(2),
  },
})
console.log(`goal: under ${goalMs} ms for one candidate (2 kB answer, 200 probes), warm`)
console.log(
  `1,000 candidates in a row: heap ${mebibytes(after.heapUsed - before.heapUsed)}, resident ${mebibytes(after.rss - before.rss)} more than before`,
)
if (total > goalMs) process.exitCode = 1
