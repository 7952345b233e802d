import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { isRequired } from '../../../tooling/vitest/require.ts'
import { hostile } from '../test/hostile.ts'
import { createSandbox, createSandboxWorker, SandboxTimeoutError } from './index.ts'
import type { AnySandbox } from './testing.ts'

const isWhole = isRequired('soak')
const candidates = isWhole ? 5000 : 200
const warmUp = 100
const mostGrowthBytes = 64 * 2 ** 20
const options = { timeoutMs: 20 }

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** Resident memory once the collector has had its chance; a memory that it lets go of is unmapped a little later. */
async function resident(): Promise<number> {
  let least = Number.POSITIVE_INFINITY
  for (let look = 0; look < 5; look++) {
    collect()
    await new Promise((resolve) => setTimeout(resolve, 50))
    least = Math.min(least, process.memoryUsage.rss())
  }
  return least
}

/** A deadline is wall time: a control that a busy machine cut off is asked again; a wrong answer is wrong at once. */
async function isRight(sandbox: AnySandbox): Promise<boolean> {
  for (let chance = 0; chance < 20; chance++) {
    try {
      const control = await sandbox.compile('function control(x) { return typeof leak + Math.abs(x) }')
      return (await control(-3)) === 'undefined3'
    } catch (error) {
      if (!(error instanceof SandboxTimeoutError)) throw error
    }
  }
  return false
}

async function soak(sandbox: AnySandbox): Promise<{ growth: number; wrong: number }> {
  let wrong = 0
  let start = 0
  for (let index = 0; index < candidates; index++) {
    if (index === warmUp) start = await resident()
    if (index % 50 === 0 && !(await isRight(sandbox))) wrong++
    const { code } = hostile[(index * 7) % hostile.length] as (typeof hostile)[number]
    try {
      const fn = await sandbox.compile(code)
      await fn()
    } catch {}
  }
  return { growth: (await resident()) - start, wrong }
}

describe(`${candidates} hostile candidates in one process`, () => {
  it(
    'leave this thread right, and its memory where it was',
    async () => {
      const { growth, wrong } = await soak(await createSandbox(options))
      expect(wrong).toBe(0)
      expect(growth).toBeLessThan(mostGrowthBytes)
      console.info(
        `soak, this thread: ${candidates} candidates, ${(growth / 2 ** 20).toFixed(1)} MiB more than after ${warmUp}`,
      )
    },
    isWhole ? 1_200_000 : 120_000,
  )

  it(
    'leave a worker right, and its memory where it was',
    async () => {
      using sandbox = await createSandboxWorker(options)
      const { growth, wrong } = await soak(sandbox)
      expect(wrong).toBe(0)
      expect(growth).toBeLessThan(mostGrowthBytes)
      console.info(
        `soak, worker: ${candidates} candidates, ${(growth / 2 ** 20).toFixed(1)} MiB more than after ${warmUp}`,
      )
    },
    isWhole ? 1_200_000 : 120_000,
  )
})
