import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { isRequired } from '../../../tooling/vitest/require.ts'
import { hostile } from '../test/hostile.ts'
import { createSandbox, createSandboxWorker, SandboxTimeoutError } from './index.ts'
import type { AnySandbox } from './testing.ts'

const isWhole = isRequired('soak')
const candidates = isWhole ? 5000 : 200
/** How often memory is looked at on the way, by threes. */
const looks = isWhole ? 15 : 6
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

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] as number
}

/**
 * What the last third of the candidates left in memory beyond the first third: each is the median of several looks, since what the
 * allocator keeps for later goes up and down by as much as the bound.
 */
async function soak(sandbox: AnySandbox): Promise<{ growth: number; wrong: number }> {
  let wrong = 0
  const seen: number[] = []
  for (let index = 0; index < candidates; index++) {
    if ((index + 1) % Math.floor(candidates / looks) === 0) seen.push(await resident())
    if (index % 50 === 0 && !(await isRight(sandbox))) wrong++
    const { code } = hostile[(index * 7) % hostile.length] as (typeof hostile)[number]
    try {
      const fn = await sandbox.compile(code)
      await fn()
    } catch {}
  }
  return { growth: median(seen.slice(-looks / 3)) - median(seen.slice(0, looks / 3)), wrong }
}

describe(`${candidates} hostile candidates in one process`, () => {
  it(
    'leave this thread right, and its memory where it was',
    async () => {
      const { growth, wrong } = await soak(await createSandbox(options))
      expect(wrong).toBe(0)
      expect(growth).toBeLessThan(mostGrowthBytes)
      console.info(
        `soak, this thread: ${candidates} candidates, ${(growth / 2 ** 20).toFixed(1)} MiB more in the last third than in the first`,
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
        `soak, worker: ${candidates} candidates, ${(growth / 2 ** 20).toFixed(1)} MiB more in the last third than in the first`,
      )
    },
    isWhole ? 1_200_000 : 120_000,
  )
})
