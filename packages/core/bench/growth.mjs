// How cost grows: with candidates, with an answer's length, with an observation's size. Processor milliseconds of this process.
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { cleanResponse } from '@gencode/clean'
import { rewardContract } from '@gencode/contract'
import { GenCode } from '@gencode/core'
import { task } from '@gencode/env'
import { createSandbox } from '@gencode/sandbox'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc')

/** Processor milliseconds that something takes. */
async function cost(/** @type {() => unknown} */ work) {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

const code = (/** @type {number} */ index) =>
  `function rewardFn(observations, isSuccess, isFailure) {\n  const [position, velocity, angle] = observations\n  return isFailure ? -10 : 1 - Math.abs(angle) / 0.2 - ${index} / 1e6 * Math.abs(position) - 0.01 * velocity ** 2\n}`
const answer = (/** @type {number} */ index) => `Here it is:\n\n\`\`\`js\n${code(index)}\n\`\`\`\n`

const candidates = []
const genCode = new GenCode(task('CartPole-v1'))
let next = 0
for (const count of [10, 100, 1000, 10_000]) {
  const ms = await cost(async () => {
    for (let index = 0; index < count; index++) (await genCode.get(answer(next++))).rewardFunction.dispose()
  })
  collect()
  candidates.push({
    candidates: count,
    'ms each': (ms / count).toFixed(2),
    'resident MiB': Math.round(process.memoryUsage.rss() / 2 ** 20),
  })
}
genCode.dispose()
console.log('\nCandidates, each cleaned, compiled and probed with 200 inputs')
console.table(candidates)

const lengths = []
for (const kilobytes of [1, 10, 100, 1000]) {
  const prose = 'The pole must stay upright, so that an angle costs more than a place. '
  const text = prose.repeat(Math.ceil((kilobytes * 1000) / prose.length)) + answer(1)
  const helper = (/** @type {number} */ at) => `const weight${at} = Math.sqrt(${at}) * 0.5 // of a term`
  const lines = Array.from({ length: Math.ceil((kilobytes * 1000) / 45) }, (_, at) => helper(at)).join('\n')
  const times = Math.max(1, Math.round(100 / kilobytes))
  const each = async (/** @type {string} */ response) => {
    cleanResponse(response)
    const ms = await cost(() => {
      for (let index = 0; index < times; index++) cleanResponse(response)
    })
    return (ms / times).toFixed(2)
  }
  lengths.push({
    kB: kilobytes,
    'prose ms': await each(text),
    'code ms': await each(`\`\`\`js\n${lines}\n${code(1)}\n\`\`\``),
  })
}
console.log('\nAnswers by length: prose around a function, and code in front of it')
console.table(lengths)

const sizes = []
const sandbox = await createSandbox({ timeoutMs: 60_000 })
const slow = await createSandbox({ tier: 'quickjs', timeoutMs: 60_000 })
for (const size of [4, 40, 400, 4000]) {
  const contract = rewardContract(
    Array.from({ length: size }, (_, index) => ({ index, name: `o${index}`, low: -3, high: 3 })),
  )
  const source =
    'function rewardFn(o) { let sum = 0; for (let i = 0; i < o.length; i++) sum += o[i] * o[i]; return -sum }'
  const rows = Math.max(100, Math.round(40_000 / size))
  const columns = [
    Float64Array.from({ length: rows * size }, (_, at) => (at % 7) - 3),
    new Uint8Array(rows),
    new Uint8Array(rows),
  ]
  const each = async (/** @type {typeof sandbox} */ { compile }) => {
    const fn = compile(source, { contract })
    for (let index = 0; index * rows < 4000; index++) fn.batch(columns)
    const ms = await cost(() => fn.batch(columns))
    fn.dispose()
    return ((ms * 1000) / rows).toFixed(3)
  }
  sizes.push({ numbers: size, 'us a row': await each(sandbox), "tier 'quickjs'": await each(slow) })
}
sandbox.dispose()
slow.dispose()
console.log('\nRows of a batch by the size of an observation (a sum over all of it)')
console.table(sizes)
