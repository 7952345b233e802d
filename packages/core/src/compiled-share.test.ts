import { existsSync, readFileSync } from 'node:fs'
import { cleanResponse } from '@gencode/clean'
import { rewardContract } from '@gencode/contract'
import { tierOf } from '@gencode/sandbox'
import { describe, expect, it } from 'vitest'
import { readCorpus } from '../../clean/fixtures/corpus.mjs'

const contractOf = (size: number) =>
  rewardContract(
    Array.from({ length: size }, (_each, index) => ({ index, name: `o${index}`, low: -5, high: 5 })),
  )

/** Prints how many were compiled, and why the others were not. */
function told(what: string, reasons: ReadonlyArray<string | undefined>): number {
  const compiled = reasons.filter((reason) => reason === undefined).length
  const counts = new Map<string, number>()
  for (const reason of reasons)
    if (reason !== undefined) {
      const plain = reason.replace(/^line \d+: /, '')
      counts.set(plain, (counts.get(plain) ?? 0) + 1)
    }
  console.info(`compiled, ${what}: ${compiled} of ${reasons.length}`)
  for (const [reason, count] of [...counts].sort(([, a], [, b]) => b - a))
    console.info(`  ${count} ${reason}`)
  return compiled / reasons.length
}

describe('of real reward functions', () => {
  it('at least 85 % of the cleaning corpus are compiled', async () => {
    const contract = contractOf(8)
    const reasons: Array<string | undefined> = []
    for (const part of ['open', 'fresh', 'held-back'])
      for (const { response, options, errors } of readCorpus(
        new URL(`../../clean/fixtures/${part}.txt`, import.meta.url),
      )) {
        if (errors !== undefined) continue
        const { source, entry, params } = cleanResponse(response, options)
        if (!isReward(params)) continue
        const { tierReason } = await tierOf(source, { entry, contract })
        reasons.push(tierReason)
      }
    expect(reasons.length).toBeGreaterThan(50)
    expect(told('the cleaning corpus', reasons)).toBeGreaterThanOrEqual(0.85)
  })

  const file = process.env.GENCODE_REWARDS ?? ''
  it.runIf(existsSync(file))(
    'at least 95 % of those in the file that GENCODE_REWARDS names are compiled',
    async () => {
      const sizes: Readonly<Record<string, number>> = { 'CartPole-v1': 4, 'Hopper-v5': 11 }
      const reasons: Array<string | undefined> = []
      for (const line of readFileSync(file, 'utf8').trim().split('\n')) {
        const { javascript, entry, params, task } = JSON.parse(line)
        if (typeof javascript !== 'string') continue
        const { parameters } = contractOf(sizes[task] ?? 8)
        const contract = { parameters: parameters.slice(0, params.length) }
        reasons.push((await tierOf(javascript, { entry, contract })).tierReason)
      }
      expect(told(file, reasons)).toBeGreaterThanOrEqual(0.95)
    },
  )
})

/** Whether a function takes what a reward function takes: an array and at most two flags. */
function isReward(params: readonly string[]): boolean {
  return params.length > 0 && params.length <= 3
}
