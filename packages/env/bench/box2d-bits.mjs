// Plays seeded episodes of the Box2D environments beside a live Python Gymnasium (1.4, box2d 2.3.10), and counts the bits that
// differ: node bench/box2d-bits.mjs [episodes of each kind] [first seed]. On a PC (x86-64) there are none.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { make } from '../dist/index.js'
import { findPython } from './python.mjs'

const [count = 100, first = 0] = process.argv.slice(2).map(Number)
const python = findPython('import gymnasium, Box2D')
if (!python) throw new Error('No Python with gymnasium and Box2D: see tooling/scripts/python-env.mjs')
const pythonCommand = python

const camel = (/** @type {string} */ name) => name.replace(/_(.)/g, (_, letter) => letter.toUpperCase())

/** @type {[id: string, options: Record<string, unknown>, policy: string][]} */
const kinds = [
  ['LunarLander-v3', {}, 'heuristic'],
  ['LunarLander-v3', {}, 'random'],
  ['LunarLander-v3', { continuous: true }, 'heuristic'],
  ['LunarLander-v3', { continuous: true }, 'random'],
  ['LunarLander-v3', { enable_wind: true }, 'heuristic'],
  ['LunarLander-v3', { enable_wind: true }, 'random'],
  ['BipedalWalker-v3', {}, 'heuristic'],
  ['BipedalWalker-v3', {}, 'random'],
  ['BipedalWalker-v3', { hardcore: true }, 'heuristic'],
  ['BipedalWalkerHardcore-v3', {}, 'random'],
]

/** Reads so many doubles at a time from a stream. */
async function* doubles(/** @type {import('node:stream').Readable} */ stream) {
  let rest = Buffer.alloc(0)
  /** @type {number} */
  let wanted = yield []
  for await (const chunk of stream) {
    rest = Buffer.concat([rest, chunk])
    while (rest.length >= 8 * wanted) {
      const values = Array.from({ length: wanted }, (_, index) => rest.readDoubleLE(8 * index))
      rest = rest.subarray(8 * wanted)
      wanted = yield values
    }
  }
}

/** The numbers of a row, as {@link doubles} has them from Python, without the action. */
const rowOf = (
  /** @type {any} */ env,
  /** @type {any} */ { observation, reward = 0, terminated, truncated },
) => [...observation, ...env.state, reward, Number(terminated ?? false), Number(truncated ?? false)]

async function compare(/** @type {(typeof kinds)[number]} */ [id, options, policy]) {
  const own = Object.fromEntries(Object.entries(options).map(([name, value]) => [camel(name), value]))
  const env = make(id, own)
  const isDiscrete = env.actionSpace.kind === 'Discrete'
  const size = isDiscrete ? 1 : env.actionSpace.size
  const args = [id, JSON.stringify(options), policy, String(first), String(count)]
  const script = fileURLToPath(new URL('../fixtures/box2d_episodes.py', import.meta.url))
  const child = spawn(pythonCommand, [script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  const numbers = doubles(child.stdout)
  await numbers.next(1)
  const result = { steps: 0, differing: 0, largest: 0, at: '' }
  const look = (/** @type {number[]} */ mine, /** @type {number[]} */ theirs, /** @type {string} */ at) => {
    for (const [index, value] of mine.entries()) {
      const other = theirs[index] ?? Number.NaN
      if (Object.is(value, other)) continue
      result.differing += 1
      result.largest = Math.max(result.largest, Math.abs(value - other))
      result.at ||= `${at}, number ${index}`
    }
  }
  let { value: head } = await numbers.next(1)
  for (let seed = first; seed < first + count; seed++) {
    const start = rowOf(env, env.reset({ seed }))
    const width = size + start.length
    const steps = (head ?? [])[0] ?? 0
    for (let step = 0; step <= steps; step++) {
      const row = (await numbers.next(width)).value ?? []
      const action = isDiscrete ? row[0] : row.slice(0, size)
      const mine = step === 0 ? start : rowOf(env, env.step(action))
      look(mine, row.slice(size), `seed ${seed}, step ${step}`)
    }
    result.steps += steps
    if (seed + 1 < first + count) head = (await numbers.next(1)).value
  }
  env.close()
  return { id, options: JSON.stringify(own), policy, episodes: count, ...result }
}

const rows = []
for (const kind of kinds) rows.push(await compare(kind))
console.table(rows)
if (rows.some(({ differing }) => differing > 0)) process.exitCode = 1
