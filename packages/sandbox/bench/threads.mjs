// Fresh functions, each compiled and called once, by the threads of a worker sandbox: how it grows with threads, and what the
// one thread that feeds them spends on each. Beside it processes that share nothing and wait for nobody, each with a sandbox in
// its own thread: more than they gain from further cores, no pool can.

import { fork } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { createSandbox, createSandboxWorker } from '@gencode/sandbox'

const functions = 8_000
const atOnce = 256

/** @param {number} index */
const source = (index) => `function f(o) { return o[0] * ${index} + Math.abs(o[1]) }`

/** One process's functions per second in a sandbox of this thread. */
async function inThisThread() {
  const sandbox = await createSandbox()
  const run = (/** @type {number} */ count) => {
    for (let index = 0; index < count; index++) {
      const fn = sandbox.compile(source(index))
      if (fn([index, 2]) !== index * index + 2) throw new Error(`function ${index} is wrong`)
      fn.dispose()
    }
  }
  run(2000)
  const start = performance.now()
  run(functions)
  return (functions * 1000) / (performance.now() - start)
}

if (process.send) {
  process.send(await inThisThread())
  process.exit()
}

/** @param {number} processes */
async function sharingNothing(processes) {
  const rates = Array.from(
    { length: processes },
    () => new Promise((resolve) => fork(new URL(import.meta.url)).on('message', resolve)),
  )
  return (await Promise.all(rates)).reduce((sum, rate) => sum + rate, 0)
}

const sizes = [1, 2, 4, 8, 16].filter((size) => size <= availableParallelism())
let alone = 0
console.log('  threads  functions/s  times  ms of this thread, each')
for (const size of sizes) {
  const sandbox = await createSandboxWorker({ size })
  const candidate = async (/** @type {number} */ index) => {
    const fn = await sandbox.compile(source(index))
    const value = await fn.run([[index, 2]])
    if (value !== index * index + 2) throw new Error(`function ${index} gave ${value}`)
    fn.dispose()
  }
  await Promise.all(Array.from({ length: 500 }, (_, index) => candidate(index)))
  let next = 0
  const start = performance.now()
  const before = performance.eventLoopUtilization()
  const feed = async () => {
    while (next < functions) await candidate(next++)
  }
  await Promise.all(Array.from({ length: atOnce }, feed))
  const seconds = (performance.now() - start) / 1000
  const { active } = performance.eventLoopUtilization(before)
  alone ||= functions / seconds
  console.log(
    [
      String(size).padStart(9),
      (functions / seconds).toFixed(0).padStart(13),
      (functions / seconds / alone).toFixed(2).padStart(7),
      (active / functions).toFixed(4).padStart(25),
    ].join(''),
  )
  sandbox.dispose()
}

let one = 0
console.log('  processes that share nothing, functions/s, times')
for (const size of sizes) {
  const rate = await sharingNothing(size)
  one ||= rate
  console.log(
    `${String(size).padStart(9)}${rate.toFixed(0).padStart(13)}${(rate / one).toFixed(2).padStart(7)}`,
  )
}
