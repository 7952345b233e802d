// Fresh functions, each compiled and called once, by the threads of a worker sandbox: how it grows with threads, and what the
// one thread that feeds them spends on each.

import { availableParallelism } from 'node:os'
import { createSandboxWorker } from '@gencode/sandbox'

const functions = 8_000
const atOnce = 256

const sizes = [1, 2, 4, 8, 16].filter((size) => size <= availableParallelism())
let alone = 0
console.log('  threads  functions/s  times  ms of this thread, each')
for (const size of sizes) {
  const sandbox = await createSandboxWorker({ size })
  const candidate = async (/** @type {number} */ index) => {
    const fn = await sandbox.compile(`function f(o) { return o[0] * ${index} + Math.abs(o[1]) }`)
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
