// From a chat model's answer to a success rate on three seeds, and how it grows with the number of candidates.

import { availableParallelism } from 'node:os'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { cleanResponse } from '@gencode/clean'
import { createTrainingWorkers, train } from '@gencode/train'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc')

/** As a chat model answers: prose, a typed function, prose. Each index another function. */
const answer = (/** @type {number} */ index) => `Here is a reward that keeps the pole upright:

\`\`\`ts
const ANGLE_LIMIT: number = 0.2095; // rad

export function rewardFn(observations: number[], isSuccess: boolean, isFailure: boolean): number {
  const [position, velocity, angle, spin] = observations;
  if (isFailure) return -10;
  const upright = 1 - Math.abs(angle) / ANGLE_LIMIT;
  const centred = ${(0.1 + index / 1000).toFixed(3)} * (1 - Math.abs(position) / 2.4);
  return upright + centred + (isSuccess ? 10 : 0);
}
\`\`\`

It rewards an upright pole near the centre and penalises a fall.
`

/** Cleans and trains, as one candidate of a search. */
const candidate = (
  /** @type {number} */ index,
  /** @type {import('@gencode/train').TrainOptions} */ options,
) => train('CartPole-v1', cleanResponse(answer(index)), options)

const cell = (/** @type {number} */ value, digits = 2) => value.toFixed(digits).padStart(10)
const head = (/** @type {string[]} */ ...names) =>
  console.log(names.map((name) => name.padStart(10)).join(' '))
const megabytes = () => {
  collect()
  return process.memoryUsage().rss / 2 ** 20
}

const { steps, seconds } = await (async () => {
  await candidate(0, { budget: 20_000 })
  const start = performance.now()
  const { environmentSteps, evaluationSteps } = await train('CartPole-v1', 'environment')
  return { steps: environmentSteps + evaluationSteps, seconds: (performance.now() - start) / 1000 }
})()
console.log(`environment's own reward, this thread: ${Math.round(steps / seconds / 1000)} k steps/s`)

console.log(`\nanswer -> success rate on 3 seeds, CartPole-v1, ${availableParallelism()} cores`)
head('candidates', 'threads', 'seconds', 's each', 'CPU s each', 'k steps/s', 'solved', 'RSS MB')
/** @type {Record<string, number>} */
const each = {}
for (const [count, threads] of /** @type {const} */ ([
  [1, 0],
  [1, 2],
  [10, 2],
  [100, 2],
])) {
  const workers = threads > 0 ? createTrainingWorkers({ size: threads }) : undefined
  const start = performance.now()
  const before = process.cpuUsage()
  const results = await Promise.all(
    Array.from({ length: count }, (_, index) => candidate(index, { workers: workers ?? 0 })),
  )
  const took = (performance.now() - start) / 1000
  // Of all threads; unlike the clock it tells the same on a machine that others use too.
  const used = process.cpuUsage(before)
  const cpu = (used.user + used.system) / 1e6 / count
  each[`${count}/${threads}`] = cpu
  const played = results.reduce((sum, result) => sum + result.environmentSteps + result.evaluationSteps, 0)
  const solved = results.filter(({ successRate }) => successRate > 0.9).length
  workers?.close()
  console.log(
    [
      String(count).padStart(10),
      (threads === 0 ? 'this one' : `${threads} workers`).padStart(10),
      cell(took),
      cell(took / count, 3),
      cell(cpu, 3),
      cell(played / took / 1000, 0),
      `${solved}/${count}`.padStart(10),
      cell(megabytes(), 0),
    ].join(' '),
  )
}
const ratio = /** @type {number} */ (each['100/2']) / /** @type {number} */ (each['10/2'])
console.log(`100 candidates cost ${ratio.toFixed(2)} times the CPU time each that 10 do`)

console.log('\nmemory, one short candidate after another in this thread')
head('candidates', 'RSS MB')
for (let index = 1; index <= 1500; index++) {
  await candidate(index, { seeds: 1, budget: 500, episodes: 1 })
  if ([1, 50, 250, 500, 1000, 1500].includes(index))
    console.log(String(index).padStart(10), cell(megabytes(), 0))
}

await import('./beside-sb3.mjs')
