// What one candidate costs without the model's time: cleaning, compiling and 200 probes; and what 1,000 leave behind.
// Processor time beside the clock's: the ratio tells how busy the machine is with other things.
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { GenCode } from '@gencode/core'
import { task } from '@gencode/env'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc')
const goalMs = 5

/** About 2 kB, as a chat model answers: prose, a typed function with helpers, prose. */
const answer = (
  /** @type {string} */ weight,
  /** @type {string} */ result,
) => `Here is a reward that keeps the pole upright:

\`\`\`ts
const ANGLE_LIMIT: number = 0.2095; // rad
const TRACK: number = 2.4; // m

function closeness(x: number, width: number): number {
  return Math.exp(-(x * x) / (2 * width * width));
}

export function rewardFn(observations: number[], isSuccess: boolean, isFailure: boolean) {
  const [position, velocity, angle, spin] = observations;
  const upright = ${weight} * closeness(angle, ANGLE_LIMIT / 2);
  const centred = 0.5 * closeness(position, TRACK / 2);
  const calm = -0.05 * np.clip(np.abs(spin), 0, 4) - 0.01 * Math.min(Math.abs(velocity), 4);
  const end = isSuccess ? 10 : isFailure ? -10 : 0;
  const reward = upright + centred + calm + end;
  return ${result};
}
\`\`\`

It rewards ${'an upright pole, a centred cart and calm movements, '.repeat(14)}and penalises a fall.
`
const kinds = {
  'a number': 'reward',
  'with 4 named terms': '{ reward, components: { upright, centred, calm, end } }',
}

const sorted = (/** @type {number[]} */ values) => [...values].sort((a, b) => a - b)
const median = (/** @type {number[]} */ values) => sorted(values)[values.length >> 1] ?? 0
const p95 = (/** @type {number[]} */ values) => sorted(values)[Math.floor(values.length * 0.95)] ?? 0
const shown = (/** @type {number} */ ms) => Number(ms.toFixed(2))
const processorMs = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

let serial = 0
/** @type {Record<string, Record<string, number>>} */
const table = {}
const genCode = new GenCode(task('CartPole-v1'))

for (const [kind, result] of Object.entries(kinds)) {
  const next = () => answer(`1.${++serial}`, result)
  const get = async () => {
    const state = await genCode.get(next())
    state.rewardFunction.dispose()
  }
  for (let index = 0; index < 100; index++) await get()

  /** @type {Record<'clean' | 'compile' | 'probe', number[]>} */
  const steps = { clean: [], compile: [], probe: [] }
  const totals = []
  const processor = []
  for (let index = 0; index < 200; index++) {
    const text = next()
    const start = performance.now()
    const cleaned = genCode.getCleanResponse(text)
    const isClean = performance.now()
    const fn = await genCode.compileRewardFunction(cleaned)
    const isCompiled = performance.now()
    await genCode.testRewardFunction(fn)
    steps.clean.push(isClean - start)
    steps.compile.push(isCompiled - isClean)
    steps.probe.push(performance.now() - isCompiled)
    fn.dispose()

    const [before, from] = [processorMs(), performance.now()]
    await get()
    totals.push(performance.now() - from)
    processor.push(processorMs() - before)
  }
  table[`reward: ${kind}`] = {
    'clean ms': shown(median(steps.clean)),
    'compile ms': shown(median(steps.compile)),
    'probe ms': shown(median(steps.probe)),
    'candidate ms': shown(median(totals)),
    'p95 ms': shown(p95(totals)),
    'processor ms': shown(median(processor)),
    'ratio to the goal': shown(median(processor) / goalMs),
  }
}
console.log(`One candidate, warm (2 kB answer, 200 probes); goal: under ${goalMs} ms`)
console.table(table)

const plain = async (/** @type {number} */ count) => {
  for (let index = 0; index < count; index++) {
    const state = await genCode.get(answer(`2.${++serial}`, 'reward'))
    state.rewardFunction.dispose()
  }
  collect()
  return process.memoryUsage()
}
const before = await plain(100)
const after = await plain(1000)
genCode.dispose()
const mebibytes = (/** @type {number} */ bytes) => `${(bytes / 2 ** 20).toFixed(1)} MiB`
console.log(
  `1,000 candidates in a row leave: heap ${mebibytes(after.heapUsed - before.heapUsed)}, resident memory ${mebibytes(after.rss - before.rss)}`,
)

await import('./growth.mjs')
